// The devices of the plan; a press selects one, a double press flies there.

import { useTranslation } from "react-i18next";
import { useDesk } from "../../view/desk-context.tsx";
import { wishCamera } from "../../view/view-store.ts";
import { deviceChecks } from "./device-checks.ts";
import { DeviceIcon } from "./device-icon.tsx";
import classes from "./plan.module.css";
import { usePlan, useSelectedDevice } from "./use-planning.ts";

export function DeviceList() {
  const { t } = useTranslation();
  const { plan, view } = useDesk();
  const devices = usePlan((each) => each.devices);
  const selected = useSelectedDevice();
  if (devices.length === 0) return <p className="quiet">{t("plan.no-devices")}</p>;
  return (
    <ul className={classes.list}>
      {devices.map((device) => (
        <li key={device.id}>
          <button
            type="button"
            className={classes.row}
            aria-pressed={device.id === selected?.id}
            data-device={device.id}
            onClick={() => plan.select(device.id)}
            onDoubleClick={() => wishCamera(view, { kind: "selection" })}
          >
            <DeviceIcon kind={device.kind} />
            <span className={classes.name}>{device.name || device.id}</span>
            <span className={classes.status}>
              {deviceChecks(device).length > 0 && "⚠ "}
              {t(`value.status.${device.status}`)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
