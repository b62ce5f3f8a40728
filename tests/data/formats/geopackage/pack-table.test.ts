import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import Libsql from "libsql";
import { expect, test } from "vitest";
import { folderTarget } from "../../../../src/data/export/folder/node.ts";
import { TablePacker, tellPages } from "../../../../src/data/formats/geopackage/pack-table.ts";
import { TableRecord } from "../../../../src/data/formats/geopackage/table-record.ts";
import type { Attribute } from "../../../../src/model/records/road-attributes.ts";

const column = (name: string, type: Attribute["type"]): Attribute => ({
  name,
  type,
  title: { zh: name, en: name },
  definition: { zh: "", en: "" },
});
const COLUMNS = [column("t", "text"), column("i", "integer"), column("r", "real"), column("b", "boolean")];

interface Packed {
  blob: Uint8Array;
  t?: string;
  i?: number;
  r?: number;
  b?: boolean;
}

/** Packs rows into a fresh database and hands it to `look` as SQLite reads it. */
async function packed(
  list: readonly Packed[],
  look: (database: Libsql.Database) => void,
  { children, start }: { children?: number; start?: number } = {},
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lanetwin-pack-"));
  const target = folderTarget(folder);
  try {
    const database = await target.database("a.db");
    database.exec("PRAGMA page_size = 4096");
    database.exec("CREATE TABLE a (n INTEGER PRIMARY KEY, g BLOB, t TEXT, i INTEGER, r DOUBLE, b BOOLEAN)");
    const root = Number(database.get("SELECT rootpage FROM sqlite_schema WHERE name = 'a'"));
    const pages = Number(database.get("PRAGMA page_count"));
    await database.close();
    const file = target.reopen("a.db");
    const packer = new TablePacker(file, start ?? pages, children);
    const record = new TableRecord(COLUMNS);
    list.forEach(({ blob, ...attributes }, k) => {
      record.fill({ id: "", attributes, geometry: { kind: "Point", parts: [] } }, (out) => out.raw(blob));
      packer.add(k + 1, record);
    });
    tellPages(file, packer.finish(root));
    file.close();
    const read = new Libsql(join(folder, "a.db"));
    look(read);
    read.close();
  } finally {
    target.dispose();
    rmSync(folder, { recursive: true });
  }
}

const stored = ({ blob, t, i, r, b }: Packed, k: number) => ({
  n: k + 1,
  g: Buffer.from(blob).toString("hex").toUpperCase(),
  t: t ?? null,
  i: i ?? null,
  r: r ?? null,
  b: b === undefined ? null : Number(b),
});
const same = (list: readonly Packed[]) => (database: Libsql.Database) => {
  expect(database.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
  const rows = database.prepare("SELECT n, hex(g) g, t, i, r, b FROM a ORDER BY n").all();
  expect(rows).toEqual(list.map(stored));
  const last = list.length;
  const found = database.prepare("SELECT count(*) c FROM a WHERE n = ?").get(last) as { c: number };
  expect(found.c).toBe(Math.min(1, last));
};

const row: fc.Arbitrary<Packed> = fc.record(
  {
    blob: fc.oneof(
      { weight: 6, arbitrary: fc.uint8Array({ maxLength: 300 }) },
      { weight: 1, arbitrary: fc.integer({ min: 3900, max: 13000 }).map((n) => new Uint8Array(n).fill(n)) },
    ),
    t: fc.string({ unit: "grapheme", maxLength: 90 }),
    i: fc.oneof(fc.integer({ min: -300, max: 300 }), fc.integer(), fc.maxSafeInteger()),
    r: fc.double({ noNaN: true }).map((v) => v + 0),
    b: fc.boolean(),
  },
  { requiredKeys: ["blob"] },
);

test("SQLite finds packed rows whole and as they were, whatever they hold and however long they are", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 120, size: "max" }), (list) => packed(list, same(list))),
    { numRuns: 25 },
  );
});

test("a tree of any depth is whole", async () => {
  const sizes = fc.integer({ min: 0, max: 90 });
  await fc.assert(
    fc.asyncProperty(sizes, fc.integer({ min: 3, max: 5 }), (count, children) => {
      const list = Array.from({ length: count }, (_, k) => ({ blob: new Uint8Array(1900).fill(k) }));
      return packed(list, same(list), { children });
    }),
    { numRuns: 30 },
  );
});

test("a record of every length round a page's brim is stored as SQLite expects it", async () => {
  const list = Array.from({ length: 80 }, (_, k) => ({ blob: new Uint8Array(4020 + k).fill(k) }));
  const more = Array.from({ length: 80 }, (_, k) => ({ blob: new Uint8Array(8110 + k).fill(k) }));
  await packed([...list, ...more], same([...list, ...more]));
});

test("the page where SQLite keeps its locks stays empty", async () => {
  const list = Array.from({ length: 60 }, (_, k) => ({
    blob: new Uint8Array(k % 7 === 3 ? 9000 : 1500).fill(k),
  }));
  for (let before = 1; before < 12; before += 2)
    await packed(
      list,
      (database) => {
        const rows = database.prepare("SELECT n, hex(g) g, t, i, r, b FROM a ORDER BY n").all();
        expect(rows).toEqual(list.map(stored));
        // The pages up to there are no table's here. Faults of trees are told before those.
        const told = database.prepare("PRAGMA integrity_check(100)").raw().all() as string[][];
        const lines = told.flat().flatMap((text) => text.split("\n"));
        expect(lines.filter((line) => !/^Page \d+: never used$|^\*\*\* in database/.test(line))).toEqual([]);
      },
      { start: 2 ** 30 / 4096 - before },
    );
});
