// The Plan workspace: file, kinds to place, devices, the record of the selected one. A plan file may be dropped anywhere
// while it is open.

import { type ChangeEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { DEVICE_KINDS } from "../../../model/plan/device-kinds.ts";
import { MOST_BYTES } from "../../../model/plan/plan-file.ts";
import { useDesk } from "../../view/desk-context.tsx";
import { DeviceForm } from "./device-form.tsx";
import { DeviceIcon } from "./device-icon.tsx";
import { DeviceList } from "./device-list.tsx";
import classes from "./plan.module.css";
import { PlanFileBar } from "./plan-file-bar.tsx";
import { PlanNotice } from "./plan-notice.tsx";
import { usePlanning, useSelectedDevice } from "./use-planning.ts";

function PlaceTool() {
  const { t } = useTranslation();
  const { plan } = useDesk();
  const tool = usePlanning((state) => state.tool);
  return (
    <section>
      <h3>{t("plan.place")}</h3>
      <div className={classes.kinds}>
        {DEVICE_KINDS.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            aria-pressed={tool === id}
            data-place={id}
            onClick={() => plan.take(tool === id ? undefined : id)}
          >
            <DeviceIcon kind={id} size={20} />
            <span>{t(title)}</span>
          </button>
        ))}
      </div>
      {tool !== undefined && (
        <div className={classes.hint}>
          <p>{t("plan.place-hint")}</p>
          <div className="buttons">
            <button
              type="button"
              data-command="place-centre"
              onClick={() =>
                plan.state.setState(({ placeAtCentre }) => ({ placeAtCentre: placeAtCentre + 1 }))
              }
            >
              {t("plan.place-centre")}
            </button>
            <button type="button" onClick={() => plan.take(undefined)}>
              {t("plan.place-end")}
            </button>
          </div>
        </div>
      )}
    </section>
  );
}

/** Reads a file that was chosen or dropped; one that is far too large is not even read. */
function useOpenFile(): (file: File) => void {
  const { plan } = useDesk();
  return (file) => {
    if (file.size > MOST_BYTES) {
      plan.open("", file.size, file.name);
      return;
    }
    file.text().then(
      (text) => plan.open(text, file.size, file.name),
      (error: unknown) =>
        plan.tell({
          tone: "error",
          code: "fault.plan.unreadable",
          params: { name: file.name, reason: error instanceof Error ? error.message : String(error) },
        }),
    );
  };
}

/** True while a file hangs over the page. */
function useDrop(open: (file: File) => void): boolean {
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
      const file = event.dataTransfer?.files[0];
      if (file) latest.current(file);
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
  return over;
}

export function PlanPanel() {
  const { t } = useTranslation();
  const { plan } = useDesk();
  const device = useSelectedDevice();
  const chooser = useRef<HTMLInputElement>(null);
  const openFile = useOpenFile();
  const over = useDrop(openFile);
  const asked = usePlanning((state) => state.chooseFile);
  useEffect(() => {
    if (asked === 0) return;
    plan.state.setState({ chooseFile: 0 });
    chooser.current?.click();
  }, [asked, plan]);
  // The tool belongs to this workspace.
  useEffect(() => () => plan.take(undefined), [plan]);
  const chosen = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const [file] = currentTarget.files ?? [];
    if (file) openFile(file);
    // The same file may be chosen again.
    currentTarget.value = "";
  };
  return (
    <div className={classes.panel}>
      <PlanFileBar onOpen={() => chooser.current?.click()} />
      <input
        ref={chooser}
        type="file"
        accept=".json,application/json"
        hidden
        data-testid="plan-file"
        onChange={chosen}
      />
      <PlanNotice />
      {over && <p className={classes.drop}>{t("plan.drop")}</p>}
      <PlaceTool />
      <section>
        <h3>{t("plan.devices")}</h3>
        <DeviceList />
      </section>
      {device ? (
        <section>
          <h3>{t("plan.record")}</h3>
          <p className={classes.keys}>{t("plan.move-hint")}</p>
          <DeviceForm key={device.id} device={device} />
        </section>
      ) : (
        <p className="quiet">{t("plan.select-hint")}</p>
      )}
    </div>
  );
}
