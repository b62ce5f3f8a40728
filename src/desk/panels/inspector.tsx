// What is selected: every attribute with its unit and where it comes from, live figures where there are any.

import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "../../words/index.ts";
import { useDesk, useNow, useTwin, useView } from "../view/desk-context.tsx";
import { type Fact, featureFacts, signalFacts, vehicleFacts } from "../view/facts.ts";
import { observedFacts } from "../view/observed-facts.ts";
import { OBSERVED_KINDS } from "../view/observed-pick.ts";
import type { Pick } from "../view/pick.ts";
import { delayOf, reportedPose } from "../view/report-delay.ts";
import { wishCamera } from "../view/view-store.ts";
import { BayMap } from "./bay-map.tsx";
import { EventDetail } from "./live/event-detail.tsx";
import { Value } from "./value.tsx";

const POLL_MS = 500;

const useLanguage = (): Language => (useTranslation().i18n.language === "zh" ? "zh" : "en");

function FactList({ facts }: { facts: readonly Fact[] }) {
  return facts.map((fact) => (
    <div className="pair" key={fact.name}>
      <dt title={fact.definition}>{fact.title}</dt>
      <dd data-field={fact.name}>
        <Value value={fact} />
      </dd>
    </div>
  ));
}

function Live({ facts, none }: { facts: readonly Fact[]; none: string }) {
  const { t } = useTranslation();
  return (
    <section>
      <h3>{t("inspector.live")}</h3>
      {facts.length > 0 ? (
        <dl className="facts">
          <FactList facts={facts} />
        </dl>
      ) : (
        <p className="quiet">{t(none)}</p>
      )}
    </section>
  );
}

/** What slow reports mean for where a drone is drawn. */
function DroneNotes({ id }: { id: string }) {
  const { t } = useTranslation();
  const { twin } = useDesk();
  useNow(POLL_MS);
  const delayMs = delayOf(twin, id);
  if (delayMs === undefined) return null;
  return (
    <p className="quiet" data-delay>
      {t("drone.delayed", { seconds: (delayMs / 1000).toFixed(1) })}
    </p>
  );
}

function LiveVehicle({ id }: { id: string }) {
  const { twin } = useDesk();
  const language = useLanguage();
  useNow(POLL_MS);
  const facts = vehicleFacts(language, reportedPose(twin, id), twin.nowMs());
  return <Live facts={facts} none="inspector.gone" />;
}

function LiveSignal({ id }: { id: string }) {
  const { twin } = useDesk();
  const language = useLanguage();
  useNow(POLL_MS);
  const signal = useTwin((state) => state.signals.get(id));
  return <Live facts={signalFacts(language, signal, twin.nowMs())} none="inspector.no-live" />;
}

function LiveObserved({ id, kind }: { id: string; kind: string }) {
  const { twin } = useDesk();
  const language = useLanguage();
  useNow(POLL_MS);
  const observed = useTwin((state) => state.observed);
  const facts = observedFacts(language, observed, kind, id, twin.nowMs());
  return <Live facts={facts} none="inspector.no-live" />;
}

/** Picks that move: they can be followed, and their live figures come from their track. */
const MOVES: ReadonlySet<string> = new Set(["vehicle", "drone"]);
/** Picks without a record in the city's files. */
const WITHOUT_RECORD: ReadonlySet<string> = new Set([...MOVES, ...OBSERVED_KINDS, "device", "cell"]);

/** What the tile carries, then the whole record once it is read; ids of other lanes are left to the record. */
function useRecord(pick: Pick | undefined): { properties: Pick["properties"]; fault?: string } {
  const { recordOf } = useDesk();
  const [found, setFound] = useState<{ id: string; record?: Pick["properties"]; fault?: string }>();
  const id = pick && WITHOUT_RECORD.has(pick.kind) ? undefined : pick?.id;
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
  const language = useLanguage();
  return (
    <dl className="facts">
      <FactList facts={featureFacts(language, properties, quality)} />
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
        {MOVES.has(pick.kind) && (
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
      {MOVES.has(pick.kind) && <LiveVehicle id={pick.id} />}
      {pick.kind === "drone" && <DroneNotes id={pick.id} />}
      {OBSERVED_KINDS.has(pick.kind) && <LiveObserved id={pick.id} kind={pick.kind} />}
      {pick.kind === "parking-site" && <BayMap id={pick.id} />}
      {pick.kind === "event" && <EventDetail key={pick.id} id={pick.id} />}
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
