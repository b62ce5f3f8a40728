// Serious events that nobody has acknowledged: told wherever one works, and read out when there are more or fewer.

import { IconSquareFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useDesk, useTwin } from "../../view/desk-context.tsx";
import { OPEN_EVENTS } from "../../view/event-list.ts";
import { alarmsOf } from "../../view/vital-tile.ts";
import classes from "./live.module.css";

export function AlarmButton() {
  const { t } = useTranslation();
  const { commands, view } = useDesk();
  const count = useTwin(({ observed }) => alarmsOf(observed).length);
  const open = () => {
    view.setState({ eventFilter: OPEN_EVENTS });
    commands.find(({ id }) => id === "events")?.do();
  };
  return (
    <span role="status" className={classes.alarms}>
      {count > 0 && (
        <button type="button" data-alarms={count} title={t("events.alarms", { n: count })} onClick={open}>
          <IconSquareFilled size={12} aria-hidden />
          <span className="sr-only">{t("events.alarms", { n: count })}</span>
          <span aria-hidden>{count}</span>
        </button>
      )}
    </span>
  );
}
