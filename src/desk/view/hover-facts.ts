// What lies under the pointer, in a line: what it is called first, then the few figures worth telling, live ones where
// there are any.

import type { Twin } from "../../model/twin/twin-store.ts";
import { type Language, sentence } from "../../words/index.ts";
import { figure, type ShownValue, shownValue, vehicleFacts } from "./facts.ts";
import { observedFacts } from "./observed-facts.ts";
import { OBSERVED_KINDS } from "./observed-pick.ts";
import type { Pick } from "./pick.ts";
import { delayOf, reportedPose } from "./report-delay.ts";

/** Attributes told, by kind. */
const ATTRIBUTES: Record<string, readonly string[]> = {
  lane: ["type", "widthM", "speedKmh"],
  marking: ["type", "colour", "widthM"],
  sign: ["type", "value", "text"],
  signal: [],
  object: ["type", "heightM"],
  vehicle: ["class"],
  device: ["name", "deviceKind", "status"],
  cell: ["movingCount", "meanSpeedKmh"],
};
/** Observed figures told, by kind. */
const OBSERVED: Record<string, readonly string[]> = {
  drone: ["drone-state", "battery"],
  dock: ["dock-state", "cover", "battery"],
  "parking-site": ["free-bays", "night-free"],
  equipment: ["equipment-kind", "equipment-state"],
  event: ["event-kind", "event-stage"],
};
const MOVES: ReadonlySet<string> = new Set(["vehicle", "drone"]);

const known = (text: string): ShownValue => ({ text, known: true });

/** A thing's plate, else its name, else its id. */
function nameOf({ id, properties }: Pick): string {
  const { plate, name } = properties;
  return String(plate ?? name ?? id);
}

function moving(language: Language, twin: Twin, pick: Pick): ShownValue[] {
  const pose = reportedPose(twin, pick.id);
  const [speed, , age] = vehicleFacts(language, pose, twin.nowMs());
  if (!speed || !age) return [known(sentence(language, "inspector.gone"))];
  const delayMs = pick.kind === "drone" ? delayOf(twin, pick.id) : undefined;
  const { source } = pick.properties;
  return [
    speed,
    ...(source === undefined ? [] : [shownValue(language, "source", source)]),
    delayMs === undefined
      ? known(sentence(language, "hover.age", { age: age.text }))
      : known(sentence(language, "hover.delayed", { seconds: (delayMs / 1000).toFixed(1) })),
  ];
}

export function hoverFacts(language: Language, twin: Twin, pick: Pick): ShownValue[] {
  const attributes = (ATTRIBUTES[pick.kind] ?? (OBSERVED_KINDS.has(pick.kind) ? [] : ["type"])).flatMap(
    (name) => {
      const value = pick.properties[name];
      return value === undefined || value === "" ? [] : [shownValue(language, name, value)];
    },
  );
  const facts = OBSERVED_KINDS.has(pick.kind)
    ? observedFacts(language, twin.store.getState().observed, pick.kind, pick.id, twin.nowMs())
    : [];
  const observed = (OBSERVED[pick.kind] ?? []).flatMap((name) => {
    const found = facts.find((fact) => fact.name === name);
    return found?.known ? [found] : [];
  });
  const name = MOVES.has(pick.kind) || OBSERVED_KINDS.has(pick.kind) ? [known(nameOf(pick))] : [];
  const { counts, signals } = twin.store.getState();
  const rest: ShownValue[] = MOVES.has(pick.kind) ? moving(language, twin, pick) : [];
  if (pick.kind === "signal") {
    const state = signals.get(pick.id)?.state;
    rest.push(
      state
        ? known(sentence(language, `light.${state}`))
        : { text: sentence(language, "desk.unknown"), known: false },
    );
  }
  if (pick.kind === "cell" && counts) {
    const age = figure(language, Math.max(0, twin.nowMs() - counts.timeMs) / 1000, "s", 1);
    rest.push(known(sentence(language, "hover.age", { age: age.text })));
  }
  return [...name, ...attributes, ...observed, ...rest];
}
