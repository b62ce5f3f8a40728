// The sample city with more in it: houses, a wall and lamps by our own tiler, and tilesets of other makers on a server of
// their own. What stands where is known, so that picks can be checked.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { memoryTarget } from "../../src/data/export/memory-target.ts";
import { writeCityTiles } from "../../src/data/tiling/city/write-city-tiles.ts";
import type { CityFile } from "../../src/model/city/city-file.ts";
import { type EnuFrame, enuFrame, geodeticToEcef } from "../../src/model/geo/frames.ts";
import { ground, house, lampModel } from "../data/tiling/city/small-features.ts";
import { b3dm, cmpt, glb, i3dm, implicitTileset, type Lid, oneTile, pnts, subtree } from "./old-tiles.ts";

export interface Town {
  frame: EnuFrame;
  /** Where a walker stands, and what is looked at from above: east, north, up of the lids. */
  stand: { lonDeg: number; latDeg: number; heightM: number };
  picks: { id: string; layer: string; at: [number, number, number] }[];
  tiles: number;
}

/** In a lane of the sample's avenue. */
const STAND = { lonDeg: 114.47601, latDeg: 30.4895 };
const BELOW_M = 0;

export interface ForeignHost {
  url: string;
  stop(): Promise<void>;
}

/** A server on another origin that lets everybody read. */
export function startForeignHost(files: ReadonlyMap<string, Buffer>): Promise<ForeignHost> {
  const server = createServer((request, response) => {
    const bytes = files.get(new URL(request.url ?? "/", "http://x").pathname.slice(1));
    response.writeHead(bytes ? 200 : 404, { "access-control-allow-origin": "*" }).end(bytes);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        url: `http://127.0.0.1:${port}/`,
        stop: () =>
          new Promise((done) => {
            server.closeAllConnections();
            server.close(() => done());
          }),
      });
    });
  });
}

const json = (value: object) => Buffer.from(JSON.stringify(value));

export async function writeTown(
  sample: string,
  folder: string,
): Promise<{ town: Town; foreign: ForeignHost }> {
  cpSync(sample, folder, { recursive: true });
  const file = join(folder, "city.json");
  const city = JSON.parse(readFileSync(file, "utf8")) as CityFile;
  const { lonDeg, latDeg, heightM } = city.anchor;
  const frame = enuFrame(lonDeg, latDeg, heightM);
  const groundM = (city.groundHeightM ?? heightM) + BELOW_M;
  const [e, n, u] = frame.toEnu(...geodeticToEcef(STAND.lonDeg, STAND.latDeg, groundM));
  const picks: Town["picks"] = [];
  const lid = (id: string, layer: string, east: number, north: number, up: number): Lid => {
    picks.push({ id, layer, at: [e + east, n + north, u + up] });
    return { id, eastM: e + east, northM: n + north, upM: u + up };
  };

  const houses = Array.from({ length: 4 }, (_, i) => {
    const [west, south, high] = [(i % 4) * 30 - 60, 60 + Math.floor(i / 4) * 30, 9 + i * 3];
    picks.push({ id: `house:${i}`, layer: "buildings", at: [e + west + 6, n + south + 4.5, u + high] });
    return house(`house:${i}`, [e + west, n + south, u], [12, 9, high]);
  });
  // Across the avenue, a few steps east of the walker.
  const wall = house("wall", [e + 4, n - 25, u - 1], [0.5, 50, 9]);
  const lamps = Array.from({ length: 2 }, (_, i) => {
    picks.push({ id: `lamp:${i}`, layer: "furniture", at: [e - 30 + i * 10, n + 45, u + 8] });
    return {
      id: `lamp:${i}`,
      model: "lamp",
      position: [e - 30 + i * 10, n + 45, u] as const,
      headingRad: 0,
      scale: 1,
      attributes: { heightM: 8, number: i },
    };
  });
  let tiles = 0;
  const write = async (
    id: string,
    features: Parameters<typeof writeCityTiles>[0],
    more?: Parameters<typeof writeCityTiles>[1],
  ) => {
    const target = memoryTarget();
    const report = await writeCityTiles(features, more, target, { anchor: city.anchor, tilesetId: id });
    tiles += report.tiles;
    for (const [path, pieces] of target.files) {
      const to = join(folder, id, path);
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, Buffer.concat(pieces));
    }
  };
  await write("town", [...houses, wall]);
  await write("lawn", [ground("lawn", e - 100, n + 40, 150)]);
  await write("lamps", [], { models: [lampModel], instances: lamps });

  const implicit = [lid("quad:0", "other", -90, -60, 12)];
  // Each in its own quarter: an implicit tile's box is computed, and what lies outside of it is not drawn.
  const middle = [-15, -62] as const;
  const quarters = [0, 1, 2, 3].map((i) =>
    lid(`quad:${i + 1}`, "other", middle[0] + (i % 2 ? 20 : -20), middle[1] + (i >> 1 ? 12 : -12), 12 + i),
  );
  const files = new Map<string, Buffer>([
    ["old/tileset.json", json(oneTile(frame, "1.0", "0.cmpt", 5000))],
    [
      "old/0.cmpt",
      cmpt([
        b3dm([lid("gml:0", "buildings", -60, -30, 15), lid("gml:1", "buildings", -40, -30, 18)]),
        i3dm([lid("copy:0", "buildings", -20, -30, 9), lid("copy:1", "buildings", -10, -30, 11)]),
      ]),
    ],
    ["points/tileset.json", json(oneTile(frame, "1.0", "0.pnts", 5000))],
    ["points/0.pnts", pnts(lid("points", "points", 30, -30, 14))],
    ["quad/tileset.json", json(implicitTileset(frame, [e + middle[0], n + middle[1]], 100))],
    ["quad/subtrees/0.0.0.subtree", subtree()],
    ["quad/content/0_0_0.glb", glb(implicit)],
    ...quarters.map((one, i): [string, Buffer] => [`quad/content/1_${i % 2}_${i >> 1}.glb`, glb([one])]),
  ]);
  const foreign = await startForeignHost(files);
  const title = (text: string) => ({ zh: text, en: text });
  city.tilesets.push(
    { id: "town", kind: "buildings", title: title("town"), url: "town/tileset.json" },
    { id: "lawn", kind: "terrain", title: title("lawn"), url: "lawn/tileset.json" },
    { id: "lamps", kind: "furniture", title: title("lamps"), url: "lamps/tileset.json" },
    { id: "old", kind: "buildings", title: title("old"), url: `${foreign.url}old/tileset.json` },
    { id: "points", kind: "points", title: title("points"), url: `${foreign.url}points/tileset.json` },
    { id: "quad", kind: "other", title: title("quad"), url: `${foreign.url}quad/tileset.json`, offsetUpM: 5 },
  );
  for (const pick of picks) if (pick.id.startsWith("quad:")) pick.at[2] += 5;
  writeFileSync(file, JSON.stringify(city));
  return { town: { frame, stand: { ...STAND, heightM: groundM }, picks, tiles }, foreign };
}
