// What of a SUMO network file places its vehicles on the globe: the projection, the shift of its plane, and which lanes
// of the original map each lane is (--output.original-names). Streams; geometry is passed over.

import { SaxesParser } from "saxes";
import { type Crs, readCrs } from "../../../model/geo/projections.ts";
import { Fault } from "../../../model/records/fault.ts";

export interface NetPlaces {
  toLonLat(x: number, y: number): { lonDeg: number; latDeg: number };
  /** "road_lane" of the original map by SUMO lane. */
  origins: ReadonlyMap<string, string[]>;
}

/** @throws Fault fault.feed.net */
export async function readNetPlaces(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  crsText?: string,
): Promise<NetPlaces> {
  const parser = new SaxesParser();
  const decoder = new TextDecoder();
  const origins = new Map<string, string[]>();
  let offset: [number, number] | undefined;
  let projection = crsText;
  let lane: string | undefined;
  let failure: Error | undefined;
  parser.on("error", (error) => {
    failure ??= error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (name === "location") {
      const [x, y] = (attributes.netOffset ?? "").split(",").map(Number);
      if (Number.isFinite(x) && Number.isFinite(y)) offset = [x as number, y as number];
      if (projection === undefined && attributes.projParameter !== "!") projection = attributes.projParameter;
    }
    if (name === "lane") lane = attributes.id;
    if (name === "param" && lane !== undefined && attributes.key === "origId")
      origins.set(lane, (attributes.value ?? "").split(" ").filter(Boolean));
  });
  parser.on("closetag", ({ name }) => {
    if (name === "lane") lane = undefined;
  });
  for await (const chunk of bytes) {
    parser.write(decoder.decode(chunk, { stream: true }));
    if (failure) throw new Fault("fault.feed.net", { file, reason: failure.message });
  }
  if (!offset || !projection)
    throw new Fault("fault.feed.net", {
      file,
      reason: offset ? "no projParameter" : "no <location netOffset>",
    });
  const crs: Crs = readCrs(projection);
  const [dx, dy] = offset;
  return {
    origins,
    toLonLat(x, y) {
      const { lonDeg, latDeg } = crs.toGeodetic(x - dx, y - dy, 0);
      return { lonDeg, latDeg };
    },
  };
}
