// The dropped files: what was read, what was skipped and why, the question where only the owner knows, and removal.

import { IconFocus2, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDesk, useNow, useView } from "../../view/desk-context.tsx";
import type { DroppedFile, DroppedOutcome, DroppedQuestion } from "../../view/dropped.ts";
import { StateMark } from "../state-mark.tsx";
import classes from "./tools.module.css";

const MEGA = 1e6;
const size = (bytes: number) =>
  bytes >= MEGA ? `${(bytes / MEGA).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1000))} kB`;

function CrsQuestion({
  file,
  question,
  found,
}: {
  file: DroppedFile;
  question: DroppedQuestion;
  found: string;
}) {
  const { t } = useTranslation();
  const { dropping } = useDesk();
  const [choice, setChoice] = useState<string>();
  const [code, setCode] = useState("");
  const choices =
    question === "gcj02" ? [found || "EPSG:4326", "GCJ-02", "code"] : ["EPSG:4326", "GCJ-02", "code"];
  const crs = choice === "code" ? code.trim() : choice;
  const answer = (place?: { lonDeg: number; latDeg: number }) =>
    dropping.answer(file.id, place ? { place } : { crs: crs ?? "" });
  return (
    <form
      className={classes.rows}
      onSubmit={(event) => {
        event.preventDefault();
        if (crs) answer();
      }}
    >
      <fieldset className={classes.question}>
        <legend>{t(`dropped.ask.${question}`)}</legend>
        {choices.map((id) => (
          <label key={id} className={classes.row}>
            <input
              type="radio"
              name={`crs-${file.id}`}
              checked={choice === id}
              onChange={() => setChoice(id)}
            />
            <span>
              {t(
                id === "code"
                  ? "dropped.crs.code"
                  : id === "GCJ-02"
                    ? "dropped.crs.gcj02"
                    : "dropped.crs.wgs84",
              )}
            </span>
          </label>
        ))}
        {choice === "code" && (
          <input
            value={code}
            aria-label={t("dropped.crs.code")}
            placeholder="EPSG:4547"
            onChange={({ currentTarget }) => setCode(currentTarget.value)}
          />
        )}
      </fieldset>
      <div className="buttons">
        <button type="submit" disabled={!crs}>
          {t("dropped.answer")}
        </button>
      </div>
    </form>
  );
}

function PlaceQuestion({ file }: { file: DroppedFile }) {
  const { t } = useTranslation();
  const { dropping, view } = useDesk();
  const put = () => {
    const target = view.getState().camera?.target;
    if (target) dropping.answer(file.id, { place: target });
  };
  return (
    <div className={classes.rows}>
      <p>{t("dropped.ask.place")}</p>
      <div className="buttons">
        <button type="button" onClick={put}>
          {t("dropped.place-here")}
        </button>
      </div>
    </div>
  );
}

function Outcome({ file, outcome }: { file: DroppedFile; outcome: DroppedOutcome }) {
  const { t } = useTranslation();
  const now = useNow();
  switch (outcome.state) {
    case "reading":
      return (
        <p className="quiet" role="status">
          {t(`dropped.step.${outcome.step}`, {
            seconds: Math.max(0, Math.round((now - outcome.sinceMs) / 1000)),
            percent: outcome.total ? Math.round(((outcome.done ?? 0) / outcome.total) * 100) : 0,
          })}
        </p>
      );
    case "asks":
      return outcome.question === "place" ? (
        <PlaceQuestion file={file} />
      ) : (
        <CrsQuestion file={file} question={outcome.question} found={outcome.found} />
      );
    case "failed":
      return (
        <p className={classes.fault} role="alert">
          {t(outcome.code, outcome.params)}
        </p>
      );
    case "ready": {
      const { counts, crs, findings, findingCount } = outcome;
      return (
        <>
          <p className="quiet">
            <StateMark state="ready" /> {t("dropped.counts", { ...counts })}
            {crs !== "" && ` · ${crs}`}
          </p>
          {findingCount > 0 && (
            <details>
              <summary>{t("dropped.findings", { n: findingCount })}</summary>
              <ul className={classes.findings}>
                {findings.map(({ code, params, where }, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and findings may be equal
                  <li key={i}>
                    <span className="quiet">{where}</span> {t(code, params)}
                  </li>
                ))}
              </ul>
              {findings.length < findingCount && (
                <p className="quiet">{t("dropped.more-findings", { n: findingCount - findings.length })}</p>
              )}
            </details>
          )}
        </>
      );
    }
  }
}

export function DroppedFiles() {
  const { t } = useTranslation();
  const { dropping } = useDesk();
  const files = useView((state) => state.dropped.files);
  if (files.length === 0) return null;
  return (
    <section aria-label={t("layer.dropped")}>
      <h3>{t("layer.dropped")}</h3>
      <ul className={classes.files}>
        {files.map((file) => (
          <li key={file.id} data-dropped={file.name} data-state={file.outcome.state}>
            <header>
              <strong>{file.name}</strong>
              <span className="quiet">{size(file.bytes)}</span>
              {file.outcome.state === "ready" && (
                <button
                  type="button"
                  className={classes.small}
                  aria-label={t("dropped.fly", { name: file.name })}
                  onClick={() => dropping.fly(file.id)}
                >
                  <IconFocus2 size={16} aria-hidden />
                </button>
              )}
              <button
                type="button"
                className={classes.small}
                aria-label={t("dropped.remove", { name: file.name })}
                onClick={() => dropping.remove(file.id)}
              >
                <IconTrash size={16} aria-hidden />
              </button>
            </header>
            <Outcome file={file} outcome={file.outcome} />
          </li>
        ))}
      </ul>
    </section>
  );
}
