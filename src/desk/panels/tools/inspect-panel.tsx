// The Inspect workspace: the city tools, then the layers.

import {
  IconCamera,
  IconFileImport,
  IconLayoutColumns,
  IconPalette,
  IconRuler2,
  IconSlice,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useDesk, useView } from "../../view/desk-context.tsx";
import { LayerList } from "../layer-list.tsx";
import { DroppedFiles } from "./dropped-files.tsx";
import classes from "./tools.module.css";

const BUTTONS = [
  ["measure", IconRuler2],
  ["style", IconPalette],
  ["clip", IconSlice],
  ["compare", IconLayoutColumns],
  ["picture", IconCamera],
  ["open-file", IconFileImport],
] as const;

export function InspectPanel() {
  const { t } = useTranslation();
  const { commands } = useDesk();
  const tray = useView((state) => state.tray);
  return (
    <>
      <div className={classes.choices} role="toolbar" aria-label={t("tools.title")}>
        {BUTTONS.map(([id, Icon]) => {
          const command = commands.find((each) => each.id === id);
          if (!command) return null;
          return (
            <button
              key={id}
              type="button"
              data-tool={id}
              aria-pressed={id === "open-file" ? undefined : tray === id}
              title={command.keys ? `${t(command.title)} (${command.keys})` : t(command.title)}
              onClick={command.do}
            >
              <Icon size={18} aria-hidden />
              <span>{t(command.title)}</span>
            </button>
          );
        })}
      </div>
      <DroppedFiles />
      <LayerList />
    </>
  );
}
