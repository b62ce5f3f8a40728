// What the area holds: km², features of the chosen classes, lane-kilometres; with their source.

import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useView } from "../../view/desk-context.tsx";
import { StateMark } from "../state-mark.tsx";
import styles from "./export.module.css";
import { featuresOf } from "./export-desk.ts";
import { useExportDesk } from "./exporter.ts";
import { Note, useSentence } from "./said.tsx";

const LANGUAGE = "en-US";

/** Digits in groups, as engineers read them in both languages. */
export const grouped = (value: number, digits = 0): string =>
  value.toLocaleString(LANGUAGE, { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Enough digits to see a small area change. */
const areaDigits = (km2: number) => (km2 < 0.1 ? 4 : km2 < 10 ? 3 : 1);

function CountFigure({
  label,
  value,
  unit,
  field,
}: {
  label: string;
  value?: string;
  unit?: string;
  field: string;
}) {
  return (
    <>
      <dt>{label}</dt>
      <dd data-field={field}>
        {value ?? "—"} <span className="unit">{value !== undefined && unit}</span>
      </dd>
    </>
  );
}

export function CountSection() {
  const { t } = useTranslation();
  const sentence = useSentence();
  const { store, city } = useExportDesk();
  const count = useStore(store, (state) => state.count);
  const { classes } = useStore(store, (state) => state.choice);
  const kind = useView((state) => state.area.kind);
  const shown = count.state === "counted" ? count.count : count.state === "counting" ? count.last : undefined;
  const features = shown && featuresOf(shown, classes);
  const nothing = count.state === "counted" && Object.values(count.count.byClass).every((of) => of === 0);
  const km2 = shown?.areaKm2;
  return (
    <section className={styles.section} data-count={nothing ? "empty" : count.state} aria-live="polite">
      <h3>{t("export.counts")}</h3>
      <dl className={`${styles.figures} ${count.state === "counted" ? "" : styles.old}`}>
        <CountFigure
          label={t("export.count.area")}
          field="areaKm2"
          {...(kind === "city" && shown
            ? { value: t("export.area.city") }
            : km2 !== undefined && { value: grouped(km2, areaDigits(km2)), unit: "km²" })}
        />
        <CountFigure
          label={t("export.count.features")}
          field="features"
          {...(features !== undefined && { value: grouped(features) })}
        />
        <CountFigure
          label={t("export.count.lane-km")}
          field="laneKm"
          {...(shown && { value: grouped(shown.laneKm, 3), unit: "km" })}
        />
      </dl>
      {count.state === "counting" && (
        <p className={styles.hint}>
          <StateMark state="loading" /> {t("export.count.counting")}
        </p>
      )}
      {count.state === "waiting" && (
        <p className={styles.hint}>
          <StateMark state="empty" /> {t("export.count.waiting")}
        </p>
      )}
      {count.state === "counted" && !nothing && (
        <p
          className={styles.hint}
          title={t("export.count.source-title", {
            frame: city.frame.name,
            epoch: city.epoch ?? t("desk.unknown"),
          })}
        >
          {t("export.count.source")}
        </p>
      )}
      {nothing && <Note text={t("export.count.empty")} tone="warn" />}
      {count.state === "error" && <Note text={sentence(count.said)} tone="bad" />}
    </section>
  );
}
