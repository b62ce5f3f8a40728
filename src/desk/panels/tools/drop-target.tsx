// Files that are dragged over the app: where they may be dropped is shown, and what was dropped is opened. A plan goes to the
// planning, everything else to the dropped files. While the Plan workspace is open, JSON is taken for a plan.

import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDesk } from "../../view/desk-context.tsx";
import { useOpenPlan } from "../plan/use-open-plan.ts";
import classes from "./tools.module.css";

const HEAD_BYTES = 4096;
const isJson = ({ name }: File) => /\.json$/i.test(name);

/** Whether a file is a plan of ours, by its beginning. */
async function isPlan(file: File): Promise<boolean> {
  if (!isJson(file)) return false;
  const head = await file.slice(0, HEAD_BYTES).text();
  return /"devices"\s*:/.test(head) && /"cityId"\s*:/.test(head);
}

/**
 * Opens files that were chosen or dropped.
 * @param planOpen all JSON is taken for a plan
 */
export function useOpenFiles(planOpen: boolean, showPlan: () => void): (files: readonly File[]) => void {
  const { dropping } = useDesk();
  const openPlan = useOpenPlan();
  return (files) => {
    for (const file of files)
      Promise.resolve(planOpen && isJson(file) ? true : isPlan(file)).then((planned) => {
        if (!planned) return dropping.add([file]);
        showPlan();
        openPlan(file);
      });
  };
}

export function DropTarget({ planOpen, open }: { planOpen: boolean; open(files: readonly File[]): void }) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    const carries = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    const hover = (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      setOver(false);
      latest.current([...(event.dataTransfer?.files ?? [])]);
    };
    addEventListener("dragover", hover);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", hover);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, []);
  if (!over) return null;
  return (
    <p className={classes.drop} data-testid="drop-target">
      {t(planOpen ? "dropped.drop-plan" : "dropped.drop")}
    </p>
  );
}
