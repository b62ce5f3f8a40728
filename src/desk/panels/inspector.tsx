// What is selected: every attribute with its unit and where it comes from, live figures where there are any.

import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { DEVICE_ATTRIBUTES } from "../../model/plan/device-attributes.ts";
import { ROAD_ATTRIBUTES } from "../../model/records/road-attributes.ts";
import type { TrackPose } from "../../model/twin/twin-store.ts";
import { useDesk, useNow, useTwin, useView } from "../view/desk-context.tsx";
import type { Pick } from "../view/pick.ts";
import { wishCamera } from "../view/view-store.ts";
import { Figure } from "./figure.tsx";
import { Value } from "./value.tsx";

const QUALITY = new Set(["accuracyM", "derivation"]);
const POLL_MS = 500;

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

/** What the tile carries, then the whole record once it is read; ids of other lanes are left to the record. */
function useRecord(pick: Pick | undefined): { properties: Pick["properties"]; fault?: string } {
  const { recordOf } = useDesk();
  const [found, setFound] = useState<{ id: string; record?: Pick["properties"]; fault?: string }>();
  const id = pick?.kind === "vehicle" || pick?.kind === "device" ? undefined : pick?.id;
  useEffect(() => {
    if (id === undefined) return undefined;
    let gone = false;
    recordOf(id).then(
      (record) => !gone && setFound({ id, ...(record && { record }) }),
      (error: unknown) => !gone && setFound({ id, fault: String((error as Error)?.message ?? error) }),
    );
    return () => {
      gone = true;
    };
  }, [id, recordOf]);
  const own = found?.id === id ? found : undefined;
  return {
    properties: { ...pick?.properties, ...own?.record },
    ...(own?.fault !== undefined && { fault: own.fault }),
  };
}

function Facts({ properties, quality }: { properties: Pick["properties"]; quality: boolean }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "zh" ? "zh" : "en";
  const entries = Object.entries(properties).filter(([name]) => QUALITY.has(name) === quality);
  const shown: [string, string | number | boolean][] =
    quality && !entries.some(([name]) => name === "accuracyM")
      ? [["accuracyM", Number.NaN], ...entries]
      : entries;
  return (
    <dl className="facts">
      {shown.map(([name, value]) => {
        const entry = ROAD_ATTRIBUTES.get(name) ?? DEVICE_ATTRIBUTES.get(name);
        return (
          <div className="pair" key={name}>
            <dt title={entry?.definition[language]}>{entry?.title[language] ?? t(`field.${name}`)}</dt>
            <dd data-field={name}>
              <Value name={name} value={value} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

export function Inspector() {
  const { t } = useTranslation();
  const { view, city } = useDesk();
  const pick = useView((state) => state.selection);
  const follow = useView((state) => state.follow);
  const { properties, fault } = useRecord(pick);
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
        <Facts properties={properties} quality={false} />
        {fault !== undefined && (
          <p className="quiet" role="status">
            {t("inspector.record-failed", { reason: fault })}
          </p>
        )}
      </section>
      <section>
        <h3>{t("inspector.quality")}</h3>
        <Facts properties={properties} quality />
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
