// The panel of what is selected: the desk's inspector, in the street. Opens beside the thing that was pointed at, shows
// live figures first, then source and accuracy, then every attribute of the record, page by page.

import { MathUtils, Vector3 } from "three";
import type { Twin } from "../../../../model/twin/twin-store.ts";
import { sentence } from "../../../../words/index.ts";
import { featureFacts, figure, kindTitle, signalFacts, vehicleFacts } from "../../../view/facts.ts";
import type { Pick } from "../../../view/pick.ts";
import type { ViewStore } from "../../../view/view-store.ts";
import type { Detach } from "../../layer.ts";
import type { WalkScene } from "../walk-scene.ts";
import type { Board } from "./board.ts";
import type { Card, CardSection } from "./card.ts";

/** Live figures are looked at again this often; the board draws only what has changed. */
const LIVE_MS = 500;
/** Beside what was pointed at, and whole within what both eyes see (37° inward). */
const BESIDE_RAD = MathUtils.degToRad(-18);
/** Said by the title and the subtitle already. */
const TITLED = new Set(["id", "kind"]);

export interface InfoPanelOptions {
  board: Board;
  /** Every attribute of a feature; undefined when it has no record. */
  recordOf(id: string): Promise<Pick["properties"] | undefined>;
}

const without = (properties: Pick["properties"], names: ReadonlySet<string>): Pick["properties"] =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !names.has(name)));

export function attachInfoPanels(
  scene: WalkScene,
  twin: Twin,
  view: ViewStore,
  { board, recordOf }: InfoPanelOptions,
): Detach {
  let record: { id: string; properties?: Pick["properties"]; fault?: string } | undefined;
  let page = 0;
  const eye = new Vector3();

  function identity(id: string): Pick["properties"] {
    const slot = twin.tracks.slotOf(id);
    const known = slot === undefined ? undefined : twin.tracks.identity(slot);
    if (!known) return {};
    const { class: kind, plate, source, lengthM, widthM, heightM } = known;
    return { class: kind, ...(plate !== undefined && { plate }), source, lengthM, widthM, heightM };
  }

  /** A vehicle's place is as good as its source says; a feature's as its record says. */
  function qualityOf(pick: Pick, properties: Pick["properties"]): Pick["properties"] {
    if (pick.kind !== "vehicle") return properties;
    const { sources } = twin.store.getState();
    const slot = twin.tracks.slotOf(pick.id);
    const known = slot === undefined ? undefined : twin.tracks.identity(slot);
    const sigmaM = known?.sigmaM ?? sources.find(({ id }) => id === known?.source)?.sigmaM;
    return { ...properties, ...(sigmaM !== undefined && { accuracyM: sigmaM }) };
  }

  function card(): Card {
    const { selection, language } = view.getState();
    const say = (key: string, params = {}) => sentence(language, key, params);
    const pick = selection as Pick;
    const own = record?.id === pick.id ? record : undefined;
    const properties = {
      ...(pick.kind === "vehicle" && identity(pick.id)),
      ...pick.properties,
      ...own?.properties,
    };
    const nowMs = twin.nowMs();
    const sections: CardSection[] = [];
    if (pick.kind === "vehicle") {
      const facts = vehicleFacts(language, twin.tracks.poseOf(pick.id, twin.drawnMs()), nowMs);
      sections.push(
        facts.length > 0
          ? { heading: say("inspector.live"), facts }
          : { heading: say("inspector.live"), facts, note: say("inspector.gone") },
      );
    }
    if (pick.kind === "signal") {
      const observed = twin.store.getState().signals.get(pick.id);
      const facts = signalFacts(language, observed, nowMs);
      sections.push(
        facts.length > 0
          ? { heading: say("inspector.live"), facts }
          : { heading: say("inspector.live"), facts, note: say("inspector.no-live") },
      );
    }
    const { city } = scene;
    const named = (name: string, text: string | undefined) => ({
      name,
      title: say(`field.${name}`),
      ...(text === undefined ? figure(language, undefined, "") : { text, known: true }),
    });
    sections.push({
      heading: say("inspector.quality"),
      facts: [
        ...featureFacts(language, qualityOf(pick, properties), true),
        named("frame", city.frame.name),
        named("verticalDatum", city.verticalDatum.name === "unknown" ? undefined : city.verticalDatum.name),
      ],
    });
    sections.push({
      heading: say("inspector.facts"),
      facts: featureFacts(language, without(properties, TITLED), false),
      ...(own?.fault !== undefined && { note: say("inspector.record-failed", { reason: own.fault }) }),
    });
    return {
      title: kindTitle(language, pick.kind),
      subtitle: pick.id,
      sections,
      buttons: [],
      close: say("inspector.close"),
      next: say("panel.next"),
      page,
    };
  }

  const panel = board.add({
    name: "info",
    besideRad: BESIDE_RAD,
    card,
    press(target) {
      if (target === "close") view.setState({ selection: undefined });
      if (target === "next") {
        page += 1;
        panel.stale();
      }
    },
  });

  /** Yaw from the eyes to the thing; undefined where its place is not known. */
  function bearingOf({ positionEcef, id }: Pick): number | undefined {
    eye.setFromMatrixPosition(scene.camera.matrixWorld);
    const mover = scene.poseOf(id)?.position;
    if (mover) return Math.atan2(eye.x - mover.x, eye.z - mover.z);
    if (!positionEcef) return undefined;
    const [east, north] = scene.frame.toEnu(...(positionEcef as [number, number, number]));
    return Math.atan2(eye.x - east, eye.z + north);
  }

  function select(pick: Pick | undefined): void {
    page = 0;
    if (!pick) {
      panel.close();
      return;
    }
    panel.open(bearingOf(pick));
    if (pick.kind === "vehicle" || record?.id === pick.id) return;
    const { id } = pick;
    record = { id };
    recordOf(id).then(
      (properties) => {
        if (record?.id !== id) return;
        record = { id, ...(properties && { properties }) };
        panel.stale();
      },
      (error: unknown) => {
        if (record?.id !== id) return;
        record = { id, fault: String((error as Error)?.message ?? error) };
        panel.stale();
      },
    );
  }

  let lookedMs = 0;
  const stops: Detach[] = [
    view.subscribe((state, before) => {
      if (state.selection?.id !== before.selection?.id) select(state.selection);
      else if (state.selection !== before.selection || state.language !== before.language) panel.stale();
    }),
    scene.onFrame(({ timeMs }) => {
      if (!panel.isOpen || timeMs - lookedMs < LIVE_MS) return;
      lookedMs = timeMs;
      const kind = view.getState().selection?.kind;
      if (kind === "vehicle" || kind === "signal") panel.stale();
    }),
  ];
  const first = view.getState().selection;
  if (first) select(first);
  return () => {
    for (const stop of stops) stop();
    panel.close();
  };
}
