// SUMO's floating car data (--fcd-output): time steps out of a stream of XML bytes, one at a time, so that a file of any
// length takes no more memory than a step.

import { SaxesParser } from "saxes";

export interface FcdVehicle {
  id: string;
  x: number;
  y: number;
  angleDeg: number | undefined;
  speedMps: number | undefined;
  kind: string | undefined;
  lane: string | undefined;
  posM: number | undefined;
  attributes: Record<string, string>;
}

export interface FcdStep {
  timeS: number;
  vehicles: FcdVehicle[];
  /** Vehicles that lack an id or a place, as they stand in the file. */
  broken: Record<string, string>[];
}

const figure = (text: string | undefined): number | undefined => {
  const value = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
};

/** "12.5", and "0:01:02.50" or "1:00:00:00" of --human-readable-time. */
export function fcdTimeS(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!text.includes(":")) return figure(text);
  const parts = text.split(":").map(Number);
  if (parts.length > 4 || parts.some((part) => !(part >= 0))) return undefined;
  const [s = 0, min = 0, h = 0, d = 0] = parts.reverse();
  return s + 60 * min + 3600 * h + 86_400 * d;
}

/** @throws Error on text that is no XML, after the steps before it */
export async function* readFcd(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<FcdStep> {
  const parser = new SaxesParser();
  const decoder = new TextDecoder();
  const ready: FcdStep[] = [];
  let step: FcdStep | undefined;
  let failure: Error | undefined;
  parser.on("error", (error) => {
    failure ??= error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (name === "timestep") {
      const timeS = fcdTimeS(attributes.time);
      step = timeS === undefined ? undefined : { timeS, vehicles: [], broken: [] };
      return;
    }
    if ((name !== "vehicle" && name !== "person") || !step) return;
    const [x, y] = [figure(attributes.x), figure(attributes.y)];
    const { id } = attributes;
    if (id === undefined || id === "" || x === undefined || y === undefined) {
      step.broken.push({ ...attributes });
      return;
    }
    step.vehicles.push({
      id,
      x,
      y,
      angleDeg: figure(attributes.angle),
      speedMps: figure(attributes.speed),
      kind: name === "person" ? "pedestrian" : attributes.type,
      lane: attributes.lane,
      posM: figure(attributes.pos),
      attributes: { ...attributes },
    });
  });
  parser.on("closetag", ({ name }) => {
    if (name !== "timestep" || !step) return;
    ready.push(step);
    step = undefined;
  });
  for await (const chunk of bytes) {
    parser.write(decoder.decode(chunk, { stream: true }));
    yield* ready.splice(0);
    if (failure) throw failure;
  }
}
