// One vital sign: figure, unit, grade; age and coverage; source and method to fold out; one action.

import { IconAlertTriangle, IconClockExclamation } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { VitalSign } from "../../../model/twin/vital-sign.ts";
import { useDesk, useTwin, useView } from "../../view/desk-context.tsx";
import { observedPick } from "../../view/observed-pick.ts";
import { wishCamera } from "../../view/view-store.ts";
import { nextTarget, vitalFigure, vitalState, vitalTargets } from "../../view/vital-tile.ts";
import { Age } from "./age.tsx";
import classes from "./live.module.css";
import { useTitles } from "./use-titles.ts";

/** Opens a list, or flies to the next of what the sign counts. */
function useAction(sign: VitalSign) {
  const { view, city } = useDesk();
  const observed = useTwin((state) => state.observed);
  const selected = useView((state) => state.selection?.id);
  if (sign.id === "open-events" || sign.id === "traffic-index")
    return () =>
      view.setState({
        liveTab: "events",
        eventFilter: { kind: sign.id === "traffic-index" ? "congestion" : "all", stage: "open" },
      });
  if (sign.id === "vehicles-online") return () => view.setState({ liveTab: "sources" });
  const target = nextTarget(vitalTargets(sign.id, observed), selected);
  if (!target) return undefined;
  return () => {
    const groundM = city.groundHeightM ?? city.anchor.heightM;
    const selection = observedPick(observed, target.kind, target.id, groundM);
    view.setState({ selection, follow: undefined });
    wishCamera(view, { kind: "selection" });
  };
}

export function VitalTile({ sign }: { sign: VitalSign }) {
  const { t } = useTranslation();
  const { twin } = useDesk();
  const titles = useTitles();
  const connected = useTwin((state) => state.connection === "live");
  const act = useAction(sign);
  const figure = vitalFigure(sign);
  const state = vitalState(sign, twin.nowMs(), connected);
  const { coverage, timeMs } = sign;
  return (
    <li className={classes.tile} data-vital={sign.id} data-state={state}>
      <h3>{t(`vital.${sign.id}`)}</h3>
      <p className={classes.value}>
        <strong>{figure.text}</strong>
        {figure.unit === "%" && <span className="unit">%</span>}
        {figure.of !== undefined && <span className="unit">{figure.of}</span>}
        {figure.unit !== undefined && figure.unit !== "%" && <span className="unit">{t(figure.unit)}</span>}
        {state === "missing" && <span className="sr-only">{t("vital.missing")}</span>}
      </p>
      {sign.grade !== undefined && <p className={classes.grade}>{titles.worded(sign.grade)}</p>}
      <p className={classes.told}>
        {state === "stale" && <IconClockExclamation size={14} aria-label={t("vital.stale")} />}
        {state === "old" && <IconAlertTriangle size={14} aria-label={t("vital.old")} />}
        <span>
          {t("vital.age")} <Age ms={timeMs === undefined ? undefined : twin.nowMs() - timeMs} />
        </span>
        <span>
          {coverage
            ? t("vital.coverage", { known: coverage.known, total: coverage.total })
            : t("vital.coverage-unknown")}
        </span>
      </p>
      <details className={classes.told}>
        <summary>{t("vital.from")}</summary>
        <dl>
          <dt>{t("vital.sources")}</dt>
          <dd>
            {sign.sources.length > 0
              ? sign.sources.map((id) => titles.source(id)).join(" · ")
              : t("desk.unknown")}
          </dd>
          <dt>{t("vital.method")}</dt>
          <dd>{sign.method === undefined ? t("desk.unknown") : titles.worded(sign.method)}</dd>
        </dl>
      </details>
      <button
        type="button"
        disabled={!act}
        onClick={act}
        aria-label={t("vital.action-of", {
          action: t(`vital.action.${sign.id}`),
          sign: t(`vital.${sign.id}`),
        })}
      >
        {t(`vital.action.${sign.id}`)}
      </button>
    </li>
  );
}
