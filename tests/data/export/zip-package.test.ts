import fc from "fast-check";
import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { packageName } from "../../../src/data/export/export-job.ts";
import { zipPackage } from "../../../src/data/export/zip-package.ts";

async function zipped(files: Map<string, Uint8Array[]>, signal?: AbortSignal): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  await zipPackage(
    [...files].map(([path, parts]) => ({ path, bytes: parts.reduce((sum, part) => sum + part.length, 0) })),
    async function* (path) {
      // One buffer for all pieces, as readers of files have it.
      for (const part of files.get(path) ?? []) {
        const lent = part.slice();
        yield lent;
        lent.fill(0);
      }
    },
    (bytes) => void pieces.push(bytes.slice()),
    signal ? { signal } : {},
  );
  return Buffer.concat(pieces);
}

test("what was packed comes out again, whatever pieces it came in, and packs to the same bytes again", async () => {
  const parts = fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}\/[a-z]{1,8}\.txt$/), { maxLength: 5 }),
      parts,
      async (names, bytes) => {
        const files = new Map(names.map((name) => [name, bytes]));
        const zip = await zipped(files);
        const out = unzipSync(zip);
        expect(Object.keys(out).sort()).toEqual([...names].sort());
        for (const name of names) expect(Buffer.from(out[name] as Uint8Array)).toEqual(Buffer.concat(bytes));
        expect(Buffer.compare(zip, await zipped(files))).toBe(0);
      },
    ),
    { numRuns: 40 },
  );
});

test("more than a .zip can hold is refused before a byte is written", async () => {
  const written: Uint8Array[] = [];
  const job = zipPackage(
    [{ path: "a", bytes: 2 ** 32 }],
    async function* () {
      yield new Uint8Array(1);
    },
    (bytes) => void written.push(bytes),
  );
  await expect(job).rejects.toMatchObject({ code: "fault.export.zip-size" });
  expect(written).toEqual([]);
});

test("packing ends when it is told to", async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(zipped(new Map([["a", [new Uint8Array(9)]]]), stop.signal)).rejects.toThrow();
});

test("a package's name says city, area, format and system in plain characters", () => {
  expect(packageName("optics-valley", "rectangle", "geojson", "EPSG:4547")).toBe(
    "optics-valley-rectangle-geojson-epsg4547.zip",
  );
  expect(packageName("光谷", "../../x y", "csv", "GCJ-02")).toBe("x-y-csv-gcj-02.zip");
});
