// Clip: a box over a drawn area or a plane through the middle of the picture, with its figures. Closing the tray ends it.

import { IconBox, IconSlice } from "@tabler/icons-react";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { BoxClip, PlaneClip } from "../../view/clip.ts";
import { createClipping } from "../../view/clipping.ts";
import { useDesk, useView } from "../../view/desk-context.tsx";
import classes from "./tools.module.css";

function Figure({
  label,
  value,
  unit,
  least,
  most,
  step = 1,
  onChange,
}: {
  label: string;
  value: number;
  unit: string;
  least: number;
  most: number;
  step?: number;
  onChange(value: number): void;
}) {
  const take = (text: string) => {
    const next = Number(text);
    if (text !== "" && Number.isFinite(next)) onChange(next);
  };
  return (
    <div className={classes.rows}>
      <label className={classes.row}>
        <span>
          {label} <span className="unit">{unit}</span>
        </span>
        <input
          type="number"
          step={step}
          value={Math.round(value * 100) / 100}
          onChange={({ currentTarget }) => take(currentTarget.value)}
        />
      </label>
      <input
        type="range"
        aria-label={label}
        min={least}
        max={most}
        step={step}
        value={value}
        onChange={({ currentTarget }) => take(currentTarget.value)}
      />
    </div>
  );
}

function BoxFigures({ clip, onChange }: { clip: BoxClip; onChange(figures: Partial<BoxClip>): void }) {
  const { t } = useTranslation();
  const { city } = useDesk();
  const groundM = city.groundHeightM ?? city.anchor.heightM;
  return (
    <>
      <Figure
        label={t("clip.low")}
        value={clip.lowM - groundM}
        unit="m"
        least={-50}
        most={300}
        onChange={(m) => onChange({ lowM: Math.min(groundM + m, clip.highM - 0.1) })}
      />
      <Figure
        label={t("clip.high")}
        value={clip.highM - groundM}
        unit="m"
        least={-50}
        most={600}
        onChange={(m) => onChange({ highM: Math.max(groundM + m, clip.lowM + 0.1) })}
      />
      <label className={classes.row}>
        <input
          type="checkbox"
          checked={clip.keep === "outside"}
          onChange={({ currentTarget }) => onChange({ keep: currentTarget.checked ? "outside" : "inside" })}
        />
        <span>{t("clip.cut-out")}</span>
      </label>
      <p className="quiet">{t("clip.hull")}</p>
    </>
  );
}

function PlaneFigures({ clip, onChange }: { clip: PlaneClip; onChange(figures: Partial<PlaneClip>): void }) {
  const { t } = useTranslation();
  return (
    <>
      <Figure
        label={t("clip.offset")}
        value={clip.offsetM}
        unit="m"
        least={-500}
        most={500}
        step={0.5}
        onChange={(offsetM) => onChange({ offsetM })}
      />
      <Figure
        label={t("clip.heading")}
        value={clip.headingDeg}
        unit="°"
        least={0}
        most={360}
        onChange={(headingDeg) => onChange({ headingDeg })}
      />
      <Figure
        label={t("clip.tilt")}
        value={clip.tiltDeg}
        unit="°"
        least={-90}
        most={90}
        onChange={(tiltDeg) => onChange({ tiltDeg })}
      />
    </>
  );
}

export function ClipTray() {
  const { t } = useTranslation();
  const { view, plan, city } = useDesk();
  const clip = useView((state) => state.clip);
  const area = useView((state) => state.area);
  const drawing = useView((state) => state.areaTool !== undefined);
  const clipping = useMemo(() => createClipping(view, plan.log), [view, plan]);
  const groundM = city.groundHeightM ?? city.anchor.heightM;
  /** The box follows a shape that was drawn for it. */
  const asked = useRef(false);
  useEffect(() => {
    if (!asked.current || drawing) return;
    // Drawn, or called off.
    asked.current = false;
    clipping.box(groundM);
  }, [drawing, clipping, groundM]);
  const draw = (tool: "rectangle" | "polygon") => {
    asked.current = true;
    view.setState({ area: { kind: tool }, areaTool: tool });
  };
  return (
    <div className={classes.rows}>
      <div className={classes.choices}>
        <button type="button" data-clip="rectangle" aria-pressed={drawing} onClick={() => draw("rectangle")}>
          <IconBox size={18} aria-hidden />
          <span>{t("clip.draw-rectangle")}</span>
        </button>
        <button type="button" data-clip="polygon" onClick={() => draw("polygon")}>
          <IconBox size={18} aria-hidden />
          <span>{t("clip.draw-polygon")}</span>
        </button>
        {area.area && (
          <button type="button" data-clip="area" onClick={() => clipping.box(groundM)}>
            <IconBox size={18} aria-hidden />
            <span>{t("clip.chosen-area")}</span>
          </button>
        )}
        <button type="button" data-clip="plane" onClick={() => clipping.plane()}>
          <IconSlice size={18} aria-hidden />
          <span>{t("clip.plane")}</span>
        </button>
      </div>
      <p className="quiet" role="status">
        {t(drawing ? "clip.hint-draw" : clip ? `clip.hint-${clip.kind}` : "clip.hint")}
      </p>
      {clip?.kind === "box" && <BoxFigures clip={clip} onChange={clipping.change} />}
      {clip?.kind === "plane" && <PlaneFigures clip={clip} onChange={clipping.change} />}
      {clip && (
        <div className="buttons">
          <button type="button" onClick={() => clipping.set(undefined)}>
            {t("clip.end")}
          </button>
        </div>
      )}
    </div>
  );
}
