// One event in the list: how grave by shape and colour, what it is, where it stands, since when.

import { useTranslation } from "react-i18next";
import type { EventObservation } from "../../../model/twin/event.ts";
import { handlingOf } from "../../../model/twin/event-stages.ts";
import { useActing, useDesk } from "../../view/desk-context.tsx";
import { Age } from "./age.tsx";
import classes from "./live.module.css";
import { SeverityMark } from "./severity-mark.tsx";

interface Props {
  event: EventObservation;
  selected: boolean;
  entry: boolean;
  onChoose(): void;
  onFly(): void;
}

export function EventRow({ event, selected, entry, onChoose, onFly }: Props) {
  const { t } = useTranslation();
  const { twin } = useDesk();
  const pending = useActing((state) => state.pending.has(event.id));
  const refused = useActing((state) => state.faults.has(event.id));
  const { stage, acknowledged, sightings, assignee } = handlingOf(event);
  return (
    <li>
      <button
        type="button"
        className={classes.event}
        data-event={event.id}
        data-stage={stage}
        data-acknowledged={acknowledged !== undefined}
        data-pending={pending}
        aria-pressed={selected}
        tabIndex={entry ? 0 : -1}
        onClick={onChoose}
        onDoubleClick={onFly}
      >
        <SeverityMark event={event} />
        <span className={classes.name}>
          {t(`value.event-kind.${event.kind}`)}
          <small>
            {t(`value.event-stage.${stage}`)}
            {acknowledged && ` · ${t("events.acknowledged")}`}
            {assignee !== undefined && ` · ${assignee}`}
            {sightings.length > 1 && ` · ${t("events.reports", { n: sightings.length })}`}
          </small>
        </span>
        <span className={classes.since}>
          {pending ? (
            t("act.pending-short")
          ) : refused ? (
            t("act.refused-short")
          ) : (
            <Age ms={twin.nowMs() - event.beginMs} />
          )}
        </span>
      </button>
    </li>
  );
}
