// The posts of the open city by place: signs and poles from its feature files, masts of signals from roads/signals.json.
// Cells of 0.002° are read once.

import { ecefToGeodetic, enuFrame } from "../../model/geo/frames.ts";
import type { DegreeBox, Post, PostsIn } from "../view/posts.ts";
import type { OpenedCity } from "./open-city.ts";
import { rangeReader } from "./read-records.ts";

const CELL_DEG = 0.002;
/** Types of objects that carry things. */
const CARRIERS = /pole|lamp|gantry|mast|post/i;
/** A sign's post ends about this far over its board's lower edge. */
const BOARD_M = 0.7;

interface HeadFile {
  heads: {
    id: string;
    mast?: { eastM: number; northM: number; upM: number; heightM: number; derivation?: string };
  }[];
}

const figure = (value: unknown) => (typeof value === "number" ? value : undefined);

async function readMasts({ city, base }: OpenedCity): Promise<Post[]> {
  const answer = await fetch(new URL("roads/signals.json", base));
  if (!answer.ok) return [];
  const { heads } = (await answer.json()) as HeadFile;
  const { lonDeg, latDeg, heightM } = city.anchor;
  const frame = enuFrame(lonDeg, latDeg, heightM);
  const standing = new Map<string, Post>();
  for (const { id, mast } of heads) {
    if (!mast) continue;
    const key = `${mast.eastM.toFixed(1)} ${mast.northM.toFixed(1)}`;
    const topM = Math.max(mast.heightM, standing.get(key)?.topM ?? 0);
    const foot = ecefToGeodetic(...frame.toEcef(mast.eastM, mast.northM, mast.upM));
    const derivation = mast.derivation ?? "inferred";
    // An inferred place has no accuracy to state.
    const accuracyM = derivation === "inferred" ? undefined : city.quality.absHorAccM;
    standing.set(key, {
      id: standing.get(key)?.id ?? id,
      kind: "signal",
      ...foot,
      topM,
      derivation,
      ...(accuracyM !== undefined && { accuracyM }),
    });
  }
  return [...standing.values()];
}

const within = ([west, south, east, north]: DegreeBox, { lonDeg, latDeg }: Post) =>
  lonDeg >= west && lonDeg <= east && latDeg >= south && latDeg <= north;

export function readPosts(opened: OpenedCity): PostsIn {
  const { city, base } = opened;
  const read = rangeReader(base);
  const cells = new Map<string, Promise<Post[]>>();
  let masts: Promise<Post[]> | undefined;

  async function fromFile(kind: "sign" | "object", box: DegreeBox): Promise<Post[]> {
    const file = city.roads?.features.find((each) => each.class === kind);
    if (!file) return [];
    const { openFlatGeobuf } = await import("../../data/formats/flatgeobuf/read-flatgeobuf.ts");
    const opened = await openFlatGeobuf((offset, length) => read(file.url, offset, length), file.url);
    const posts: Post[] = [];
    for await (const rows of opened.rows(box))
      for (const { attributes, geometry } of rows) {
        const [lonDeg = 0, latDeg = 0, heightM = 0] = geometry.parts[0] ?? [];
        const type = String(attributes.type ?? "");
        if (geometry.kind !== "Point" || (kind === "object" && !CARRIERS.test(type))) continue;
        const own = figure(attributes.heightM);
        const topM = own !== undefined && kind === "sign" ? own + BOARD_M : own;
        const accuracyM = figure(attributes.accuracyM);
        posts.push({
          id: String(attributes.id),
          kind,
          type,
          lonDeg,
          latDeg,
          heightM,
          ...(topM !== undefined && { topM }),
          ...(accuracyM !== undefined && { accuracyM }),
        });
      }
    return posts;
  }

  function cell(column: number, row: number): Promise<Post[]> {
    const key = `${column} ${row}`;
    const known = cells.get(key);
    if (known) return known;
    const box: DegreeBox = [column * CELL_DEG, row * CELL_DEG, (column + 1) * CELL_DEG, (row + 1) * CELL_DEG];
    const found = Promise.all([fromFile("sign", box), fromFile("object", box)]).then((lists) => lists.flat());
    cells.set(key, found);
    // What failed may be asked for again.
    found.catch(() => cells.delete(key));
    return found;
  }

  return async (box) => {
    masts ??= readMasts(opened);
    const [west, south, east, north] = box;
    const lists: Promise<Post[]>[] = [masts];
    for (let c = Math.floor(west / CELL_DEG); c <= Math.floor(east / CELL_DEG); c++)
      for (let r = Math.floor(south / CELL_DEG); r <= Math.floor(north / CELL_DEG); r++)
        lists.push(cell(c, r));
    const seen = new Map((await Promise.all(lists)).flat().map((post) => [post.id, post]));
    return [...seen.values()].filter((post) => within(box, post));
  };
}
