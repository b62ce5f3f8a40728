import fc from "fast-check";
import { expect, test } from "vitest";
import { type SearchInput, SearchWriter } from "../../../src/data/build/search-writer.ts";
import { memoryScratch } from "../../../src/data/formats/memory-scratch.ts";
import { openSearch } from "../../../src/model/city/search-index.ts";

const ANCHOR = { lonDeg: 114.476, latDeg: 30.4895, heightM: 20 };

async function written(entries: Iterable<SearchInput>): Promise<Uint8Array> {
  const writer = new SearchWriter(memoryScratch(), ANCHOR);
  for (const entry of entries) writer.add(entry);
  const pieces: Uint8Array[] = [];
  await writer.finish({ write: (bytes) => void pieces.push(bytes.slice()), close: async () => {} });
  return Buffer.concat(pieces);
}

/** Reads by range, and says how much was read. */
async function opened(entries: Iterable<SearchInput>) {
  const bytes = await written(entries);
  const read = { bytes: 0 };
  const index = await openSearch(async (offset, length) => {
    const part = bytes.slice(offset, offset + length);
    read.bytes += part.length;
    return part;
  });
  return { index, read, bytes };
}

const tower = (i: number): SearchInput => ({
  id: `building:${i}`,
  kind: i % 10 === 0 ? "bridge" : "building",
  attributes: {
    name: i === 4321 ? "光谷国际广场 A座" : `楼 ${i}`,
    height: (i % 100) + 0.5,
    use: i % 2 ? "居住" : "办公",
    ...(i % 3 === 0 && { listed: true }),
  },
  centre: [i, -i, 10],
  half: [5, 6, 7],
});
const towers = (count: number) => Array.from({ length: count }, (_, i) => tower(i));

test("an entry is found by any part of its name or id, and comes back whole", async () => {
  const { index } = await opened(towers(5000));
  const { entries, total } = await index.find({ text: "国际广场" });
  expect(total).toBe(1);
  expect(entries[0]).toEqual({ ...tower(4321), foundIn: "name" });
  expect((await index.find({ text: "BUILDING:4321" })).entries[0]).toMatchObject({
    id: "building:4321",
    foundIn: "id",
  });
  // Full-width letters are the same letters.
  expect((await index.find({ text: "Ａ座 国际" })).total).toBe(1);
  expect((await index.find({ text: "没有这个" })).total).toBe(0);
});

test("a rare word reads only the blocks that have it", async () => {
  const { index, read, bytes } = await opened(towers(50_000));
  const before = read.bytes;
  await index.find({ text: "国际广场" });
  expect(read.bytes - before).toBeLessThan(bytes.length / 20);
});

test("whole names come before beginnings, and those before what is inside", async () => {
  const { index } = await opened([
    { ...tower(1), id: "x-lake-x" },
    { ...tower(2), id: "lakeside" },
    { ...tower(3), id: "lake" },
  ]);
  const { entries } = await index.find({ text: "lake" });
  expect(entries.map(({ id }) => id)).toEqual(["lake", "lakeside", "x-lake-x"]);
});

test("conditions on numbers, texts and booleans, and kinds, count exactly", async () => {
  const all = towers(3000);
  const { index } = await opened(all);
  const count = async (query: Parameters<typeof index.find>[0]) =>
    (await index.find({ ...query, limit: 1 })).total;
  expect(await count({ conditions: [{ attribute: "height", is: ">", value: 90 }] })).toBe(
    all.filter(({ attributes }) => (attributes.height as number) > 90).length,
  );
  expect(
    await count({ conditions: [{ attribute: "use", is: "=", value: "居住" }], kinds: ["building"] }),
  ).toBe(all.filter(({ attributes, kind }) => attributes.use === "居住" && kind === "building").length);
  expect(await count({ conditions: [{ attribute: "listed", is: "has" }] })).toBe(1000);
  expect(await count({ conditions: [{ attribute: "listed", is: "=", value: true }] })).toBe(1000);
  expect(await count({ conditions: [{ attribute: "nothing", is: "has" }] })).toBe(0);
  expect(index.attributes.find(({ name }) => name === "height")).toEqual({
    name: "height",
    type: "number",
    count: 3000,
    min: 0.5,
    max: 99.5,
  });
  expect(index.attributes.find(({ name }) => name === "use")?.values).toEqual([
    ["办公", 1500],
    ["居住", 1500],
  ]);
});

test("the same entries give the same bytes", async () => {
  const [one, two] = [await written(towers(3000)), await written(towers(3000))];
  expect(Buffer.compare(one, two)).toBe(0);
});

test("a file that is none is refused in words", async () => {
  await expect(openSearch(async () => new Uint8Array(40))).rejects.toMatchObject({
    code: "fault.search.unreadable",
  });
});

test("whatever the texts, what was put in is found by its id and comes back", async () => {
  const text = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
    .filter((t) => !/[\n\r\ue000-\uf8ff]/.test(t));
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(text, { minLength: 1, maxLength: 30 }), text, async (ids, value) => {
      const { index } = await opened(ids.map((id) => ({ ...tower(1), id, attributes: { value } })));
      for (const id of ids) expect(await index.byId(id)).toMatchObject({ id, attributes: { value } });
    }),
    { numRuns: 50 },
  );
});
