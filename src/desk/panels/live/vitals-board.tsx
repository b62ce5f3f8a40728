// The city's vital signs (体征) as tiles.

import { useTranslation } from "react-i18next";
import { VITAL_SIGNS } from "../../../model/twin/vital-sign.ts";
import { useDesk, useNow, useTwin } from "../../view/desk-context.tsx";
import { Age } from "./age.tsx";
import classes from "./live.module.css";
import { VitalTile } from "./vital-tile.tsx";

const byRank = (a: { id: (typeof VITAL_SIGNS)[number] }, b: { id: (typeof VITAL_SIGNS)[number] }) =>
  VITAL_SIGNS.indexOf(a.id) - VITAL_SIGNS.indexOf(b.id);

export function VitalsBoard() {
  const { t } = useTranslation();
  const { now } = useDesk();
  useNow(1000);
  const vitals = useTwin((state) => state.vitals);
  const connection = useTwin((state) => state.connection);
  const sinceMs = useTwin((state) => state.connectionSinceMs);
  if (vitals.length === 0)
    return (
      <p className="quiet" role="status" data-vitals={connection}>
        {t(`vital.none.${connection}`)} {connection !== "none" && <Age ms={now() - sinceMs} />}
      </p>
    );
  return (
    <div className={classes.stack} data-vitals={connection}>
      {connection !== "live" && (
        <p className={classes.trouble} role="status">
          {t("vital.offline")} <Age ms={now() - sinceMs} />
        </p>
      )}
      <ul className={classes.tiles}>
        {[...vitals].sort(byRank).map((sign) => (
          <VitalTile key={sign.id} sign={sign} />
        ))}
      </ul>
    </div>
  );
}
