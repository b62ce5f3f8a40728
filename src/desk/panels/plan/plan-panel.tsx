// The Plan workspace: file, kinds to place, devices, the record of the selected one.

import { type ChangeEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { DEVICE_KINDS } from "../../../model/plan/device-kinds.ts";
import { useDesk } from "../../view/desk-context.tsx";
import { DeviceForm } from "./device-form.tsx";
import { DeviceIcon } from "./device-icon.tsx";
import { DeviceList } from "./device-list.tsx";
import classes from "./plan.module.css";
import { PlanFileBar } from "./plan-file-bar.tsx";
import { PlanNotice } from "./plan-notice.tsx";
import { useOpenPlan } from "./use-open-plan.ts";
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

export function PlanPanel() {
  const { t } = useTranslation();
  const { plan } = useDesk();
  const device = useSelectedDevice();
  const chooser = useRef<HTMLInputElement>(null);
  const openFile = useOpenPlan();
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
