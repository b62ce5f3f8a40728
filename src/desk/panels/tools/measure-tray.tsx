// Measuring: which tool, what to do next, and everything that was measured, with how far it may be off.

import {
  IconArrowAutofitHeight,
  IconCopy,
  IconLineHeight,
  IconPolygon,
  IconRoad,
  IconRuler2,
  IconTrash,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { useView } from "../../view/desk-context.tsx";
import { figureText } from "../../view/measure-words.ts";
import { canFinish, MEASURE_TOOLS, type Measurement, type MeasureTool } from "../../view/measuring.ts";
import classes from "./tools.module.css";
import { useMeasuring } from "./use-measuring.ts";

const ICONS: Record<MeasureTool, ComponentType<{ size?: number; "aria-hidden"?: boolean }>> = {
  distance: IconRuler2,
  height: IconLineHeight,
  area: IconPolygon,
  "lane-width": IconRoad,
  clearance: IconArrowAutofitHeight,
};

const useLanguage = () => (useTranslation().i18n.language === "zh" ? "zh" : "en");

/** A measurement as one text, for the clipboard. */
function useAsText(): (measurement: Measurement) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return ({ tool, outcome, places }) => {
    const head = t(`measure.tool.${tool}`);
    const where = places
      .map(({ lonDeg, latDeg, heightM }) => `${lonDeg.toFixed(8)} ${latDeg.toFixed(8)} ${heightM.toFixed(3)}`)
      .join("; ");
    const lines =
      outcome && "figures" in outcome
        ? outcome.figures.map((figure) => {
            const { value, unit, spread, detail } = figureText(language, figure);
            return `${t(`measure.figure.${figure.name}`)}\t${value}\t${unit}\t${spread}\t${detail}`;
          })
        : [];
    const note =
      outcome && "figures" in outcome && outcome.note ? [t(outcome.note.code, outcome.note.params)] : [];
    return [head, ...lines, ...note, t("measure.places", { where })].join("\n");
  };
}

function Outcome({ measurement: { outcome } }: { measurement: Measurement }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!outcome) return <p className="quiet">{t("measure.working")}</p>;
  if ("fault" in outcome)
    return <p className={classes.fault}>{t(outcome.fault.code, outcome.fault.params)}</p>;
  return (
    <>
      <dl className={classes.figures}>
        {outcome.figures.map((figure) => {
          const { value, unit, spread, detail, known } = figureText(language, figure);
          return (
            <div key={figure.name} data-figure={figure.name}>
              <dt>{t(`measure.figure.${figure.name}`)}</dt>
              <dd>
                <span className="figure">
                  {value} <span className="unit">{unit}</span>
                </span>
                <span className={known ? "unit" : classes.unknown} title={detail}>
                  {spread}
                </span>
              </dd>
            </div>
          );
        })}
      </dl>
      {outcome.note && <p className="quiet">{t(outcome.note.code, outcome.note.params)}</p>}
      {outcome.derivation !== undefined && (
        <p className="quiet">
          {t("measure.derivation", { how: t(`value.derivation.${outcome.derivation}`) })}
        </p>
      )}
    </>
  );
}

export function MeasureTray() {
  const { t } = useTranslation();
  const measuring = useMeasuring();
  const state = useView((each) => each.measuring);
  const asText = useAsText();
  const { tool, draft, done } = state;
  return (
    <>
      <div className={classes.choices} role="toolbar" aria-label={t("measure.tools")}>
        {MEASURE_TOOLS.map((id) => {
          const Icon = ICONS[id];
          return (
            <button
              key={id}
              type="button"
              data-measure={id}
              aria-pressed={tool === id}
              onClick={() => measuring.take(tool === id ? undefined : id)}
            >
              <Icon size={18} aria-hidden />
              <span>{t(`measure.tool.${id}`)}</span>
            </button>
          );
        })}
      </div>
      <p className="quiet" role="status">
        {t(tool ? `measure.hint.${tool}` : "measure.hint.none", { n: draft.length })}
      </p>
      {tool && (
        <div className="buttons">
          <button type="button" data-command="measure-centre" onClick={measuring.atCentre}>
            {t("measure.at-centre")}
          </button>
          {(tool === "distance" || tool === "area") && (
            <button type="button" disabled={!canFinish(state)} onClick={measuring.finish}>
              {t("measure.finish")}
            </button>
          )}
          {draft.length > 0 && (
            <button type="button" onClick={measuring.back}>
              {t("measure.back")}
            </button>
          )}
        </div>
      )}
      {done.length > 0 && (
        <section aria-label={t("measure.list")}>
          <ol className={classes.results}>
            {[...done].reverse().map((each) => (
              <li key={each.id} data-measurement={each.tool}>
                <header>
                  <h3>{t(`measure.tool.${each.tool}`)}</h3>
                  <button
                    type="button"
                    className={classes.small}
                    aria-label={t("measure.copy")}
                    title={t("measure.copy")}
                    onClick={() => void navigator.clipboard?.writeText(asText(each))}
                  >
                    <IconCopy size={16} aria-hidden />
                  </button>
                  <button
                    type="button"
                    className={classes.small}
                    aria-label={t("measure.remove")}
                    title={t("measure.remove")}
                    onClick={() => measuring.remove(each.id)}
                  >
                    <IconTrash size={16} aria-hidden />
                  </button>
                </header>
                <Outcome measurement={each} />
              </li>
            ))}
          </ol>
          <div className="buttons">
            <button
              type="button"
              onClick={() => void navigator.clipboard?.writeText(done.map(asText).join("\n\n"))}
            >
              {t("measure.copy-all")}
            </button>
            <button type="button" onClick={measuring.clear}>
              {t("measure.clear")}
            </button>
          </div>
        </section>
      )}
    </>
  );
}
