// What will be written, in a sentence; then the run: its step, its result, its fault.

import { CopyButton, Progress } from "@mantine/core";
import { IconDownload, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { exportCrs } from "../../../data/export/export-crs.ts";
import { StateMark } from "../state-mark.tsx";
import { grouped } from "./count-section.tsx";
import styles from "./export.module.css";
import { attributesChosen, featuresOf, type RunState } from "./export-desk.ts";
import { type ExportOutcome, useExportDesk } from "./exporter.ts";
import { Note, useSentence } from "./said.tsx";

export function sizeText(bytes: number): string {
  if (bytes < 1e6) return `${grouped(bytes / 1e3, 1)} kB`;
  return bytes < 1e9 ? `${grouped(bytes / 1e6, 1)} MB` : `${grouped(bytes / 1e9, 2)} GB`;
}

function Running({ run, onCancel }: { run: RunState & { state: "running" }; onCancel: () => void }) {
  const { t } = useTranslation();
  const { progress } = run;
  const share = progress && progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0;
  const step = t(`export.step.${progress?.step ?? "starting"}`);
  const text = progress
    ? t("export.progress", { step, done: grouped(progress.done), total: grouped(progress.total) })
    : step;
  return (
    <div className={styles.running}>
      <p role="status">{text}</p>
      <Progress size="sm" value={share * 100} animated={!progress} aria-label={step} />
      <button type="button" onClick={onCancel} data-command="export-cancel">
        <IconX size={16} aria-hidden /> {t("export.cancel")}
      </button>
    </div>
  );
}

function Done({ outcome, onSave }: { outcome: ExportOutcome; onSave: () => void }) {
  const { t } = useTranslation();
  const { report, bytes, fileName, stays } = outcome;
  const manifest = report.files.find(({ path }) => /manifest/i.test(path));
  return (
    <div className={styles.done} role="status">
      <p className={styles.said}>
        <StateMark state="ready" />
        <strong>{t("export.done", { features: grouped(report.features), size: sizeText(bytes) })}</strong>
      </p>
      <p className={styles.path}>{fileName}</p>
      {manifest && (
        <dl className={styles.digest}>
          <dt className={styles.digestTitle}>{t("export.manifest")}</dt>
          <dd className={styles.sha} data-field="manifest">
            {manifest.sha256}
          </dd>
          <CopyButton value={manifest.sha256}>
            {({ copy }) => (
              <button type="button" className={`plain-button ${styles.copy}`} onClick={copy}>
                {t("export.copy")}
              </button>
            )}
          </CopyButton>
        </dl>
      )}
      <details className={styles.files}>
        <summary className={styles.filesHead}>{t("export.files", { count: report.files.length })}</summary>
        <ul className={styles.fileList}>
          {report.files.map((file) => (
            <li key={file.path}>
              <span className={styles.fileName}>{file.path}</span>{" "}
              <span className="unit">{sizeText(file.bytes)}</span>
            </li>
          ))}
        </ul>
      </details>
      {stays && (
        <button type="button" onClick={onSave}>
          <IconDownload size={16} aria-hidden /> {t("export.save-again")}
        </button>
      )}
    </div>
  );
}

export function RunSection() {
  const { t } = useTranslation();
  const sentence = useSentence();
  const desk = useExportDesk();
  const { store, exporter, city, formats } = desk;
  const { choice, count, run } = useStore(store);
  const format = formats.find(({ id }) => id === choice.format);
  const counted = count.state === "counted" ? featuresOf(count.count, choice.classes) : undefined;
  const by = t(`export.summary.by-${exporter.by}`, { most: grouped(exporter.mostFeatures ?? 0) });
  const running = run.state === "running";
  return (
    <section className={styles.run} data-run={run.state}>
      {!running && run.state !== "done" && counted !== undefined && counted > 0 && format && (
        <p className={styles.summary} data-field="summary">
          {t("export.summary", {
            features: grouped(counted),
            classes: choice.classes.length,
            attributes: attributesChosen(choice).length,
            format: t(format.title),
            crs: exportCrs(choice.crs, city.bounds).id,
            file: desk.fileName(),
          })}{" "}
          <span className="quiet">{by}</span>
        </p>
      )}
      {running ? (
        <Running run={run} onCancel={desk.cancel} />
      ) : (
        <button
          type="button"
          className={`primary ${styles.start}`}
          onClick={desk.start}
          disabled={count.state === "counting"}
          data-command="export-start"
        >
          <IconDownload size={18} aria-hidden /> {t("export.start")} <kbd>E</kbd>
        </button>
      )}
      {run.state === "done" && <Done outcome={run.outcome} onSave={() => desk.save(run.outcome)} />}
      {run.state === "cancelled" && <Note text={t("export.cancelled")} />}
      {run.state === "failed" && <Note text={sentence(run.said)} tone="bad" />}
    </section>
  );
}
