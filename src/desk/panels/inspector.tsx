// What is selected: every attribute with its unit and where it comes from, live figures where there are any.

import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TrackPose } from "../../model/twin/twin-store.ts";
import { useDesk, useNow, useTwin, useView } from "../view/desk-context.tsx";
import type { Pick } from "../view/pick.ts";
import { wishCamera } from "../view/view-store.ts";
import { Figure } from "./figure.tsx";

const UNITS: Record<string, [string, number]> = {
  widthM: ["m", 3],
  lengthM: ["m", 2],
  heightM: ["m", 2],
  speedKmh: ["km/h", 0],
  accuracyM: ["m", 2],
  dashM: ["m", 2],
  gapM: ["m", 2],
};
/** Values that are words of ours: shown in the user's language. */
const WORDS = new Set([
  "kind",
  "type",
  "direction",
  "derivation",
  "class",
  "laneChange",
  "colour",
  "surface",
  "face",
]);
const QUALITY = new Set(["accuracyM", "derivation"]);
const POLL_MS = 500;

function Value({ name, value }: { name: string; value: string | number | boolean }) {
  const { t, i18n } = useTranslation();
  const unit = UNITS[name];
  if (unit && typeof value === "number") return <Figure value={value} unit={unit[0]} digits={unit[1]} />;
  const key = `value.${name}.${value}`;
  if (WORDS.has(name) && i18n.exists(key)) return t(key);
  if (value === "unknown") return <span className="quiet">{t("desk.unknown")}</span>;
  return String(value);
}

function LiveVehicle({ id }: { id: string }) {
  const { t } = useTranslation();
  const { twin } = useDesk();
  const [pose, setPose] = useState<TrackPose>();
  useEffect(() => {
    const look = () => setPose(twin.tracks.poseOf(id, twin.drawnMs()));
    look();
    const timer = setInterval(look, POLL_MS);
    return () => clearInterval(timer);
  }, [twin, id]);
  return (
    <section>
      <h3>{t("inspector.live")}</h3>
      {pose ? (
        <dl className="facts">
          <dt>{t("field.speed")}</dt>
          <dd data-field="speed">
            <Figure value={pose.speedMps * 3.6} unit="km/h" digits={1} />
          </dd>
          <dt>{t("field.heading")}</dt>
          <dd>
            <Figure value={(pose.headingRad * 180) / Math.PI} unit="°" digits={1} />
          </dd>
          <dt>{t("field.age")}</dt>
          <dd>
            <Figure value={Math.max(0, twin.nowMs() - pose.reportedMs) / 1000} unit="s" digits={1} />
          </dd>
        </dl>
      ) : (
        <p className="quiet">{t("inspector.gone")}</p>
      )}
    </section>
  );
}

function LiveSignal({ id }: { id: string }) {
  const { t } = useTranslation();
  const { twin } = useDesk();
  useNow(POLL_MS);
  const signal = useTwin((state) => state.signals.get(id));
  const now = twin.nowMs();
  return (
    <section>
      <h3>{t("inspector.live")}</h3>
      {signal ? (
        <dl className="facts">
          <dt>{t("field.state")}</dt>
          <dd data-field="state">{t(`light.${signal.state}`)}</dd>
          <dt>{t("field.since")}</dt>
          <dd>
            <Figure value={(now - signal.sinceMs) / 1000} unit="s" />
          </dd>
          <dt>{t("field.remaining")}</dt>
          <dd>
            <Figure
              value={signal.nextMs === undefined ? undefined : Math.max(0, (signal.nextMs - now) / 1000)}
              unit="s"
            />
          </dd>
          <dt>{t("field.source")}</dt>
          <dd>{t(`value.source.${signal.source}`, { defaultValue: signal.source })}</dd>
          <dt>{t("field.derivation")}</dt>
          <dd>{t(`value.derivation.${signal.derivation ?? "unknown"}`)}</dd>
        </dl>
      ) : (
        <p className="quiet">{t("inspector.no-live")}</p>
      )}
    </section>
  );
}

function Facts({ pick, quality }: { pick: Pick; quality: boolean }) {
  const { t } = useTranslation();
  const entries = Object.entries(pick.properties).filter(([name]) => QUALITY.has(name) === quality);
  const shown: [string, string | number | boolean][] =
    quality && !entries.some(([name]) => name === "accuracyM")
      ? [["accuracyM", Number.NaN], ...entries]
      : entries;
  return (
    <dl className="facts">
      {shown.map(([name, value]) => (
        <div className="pair" key={name}>
          <dt>{t(`field.${name}`)}</dt>
          <dd data-field={name}>
            <Value name={name} value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function Inspector() {
  const { t } = useTranslation();
  const { view, city } = useDesk();
  const pick = useView((state) => state.selection);
  const follow = useView((state) => state.follow);
  if (!pick)
    return (
      <aside className="inspector" aria-label={t("desk.selected")}>
        <h2>{t("desk.selected")}</h2>
        <p className="quiet">{t("desk.nothing-selected")}</p>
      </aside>
    );
  return (
    <aside className="inspector" aria-label={t("desk.selected")} data-kind={pick.kind}>
      <h2>{t(`value.kind.${pick.kind}`, { defaultValue: pick.kind })}</h2>
      <div className="buttons">
        <button type="button" onClick={() => wishCamera(view, { kind: "selection" })}>
          {t("command.fly")}
        </button>
        {pick.kind === "vehicle" && (
          <button
            type="button"
            aria-pressed={follow === pick.id}
            onClick={() => view.setState({ follow: follow === pick.id ? undefined : pick.id })}
          >
            {t(follow === pick.id ? "command.unfollow" : "command.follow")}
          </button>
        )}
        <button type="button" onClick={() => void navigator.clipboard?.writeText(pick.id)}>
          {t("inspector.copy")}
        </button>
        <button type="button" onClick={() => view.setState({ selection: undefined, follow: undefined })}>
          {t("inspector.close")}
        </button>
      </div>
      {pick.kind === "vehicle" && <LiveVehicle id={pick.id} />}
      {pick.kind === "signal" && <LiveSignal id={pick.id} />}
      <section>
        <h3>{t("inspector.facts")}</h3>
        <Facts pick={pick} quality={false} />
      </section>
      <section>
        <h3>{t("inspector.quality")}</h3>
        <Facts pick={pick} quality />
        <dl className="facts">
          <dt>{t("field.frame")}</dt>
          <dd>{city.frame.name}</dd>
          <dt>{t("field.epoch")}</dt>
          <dd>{city.epoch ?? t("desk.epoch-unknown")}</dd>
          <dt>{t("field.verticalDatum")}</dt>
          <dd>{city.verticalDatum.name === "unknown" ? t("desk.unknown") : city.verticalDatum.name}</dd>
        </dl>
      </section>
    </aside>
  );
}
