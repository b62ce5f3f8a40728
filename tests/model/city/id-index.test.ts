import { expect, test } from "vitest";
import { findId, writeIdIndex } from "../../../src/model/city/id-index.ts";

const entries = Array.from({ length: 5000 }, (_, i) => ({
  id: `lane:${i}/0/-${i % 7}`,
  file: i % 9,
  offset: i * 2 ** 24,
  length: 100 + i,
}));
const reader = (bytes: Uint8Array) => async (offset: number, length: number) =>
  bytes.subarray(offset, offset + length);

test("every id is found where it was put, and no other is", async () => {
  const read = reader(writeIdIndex(entries));
  for (const { id, ...place } of entries) expect(await findId(id, read)).toEqual(place);
  expect(await findId("lane:nowhere", read)).toBeUndefined();
  expect(await findId("lane:1", reader(writeIdIndex([])))).toBeUndefined();
});

test("the order of the entries does not change the bytes", () => {
  expect(writeIdIndex(entries.toReversed())).toEqual(writeIdIndex(entries));
});

test("an id given twice and a file cut short are errors", async () => {
  const one = { id: "a", file: 0, offset: 0, length: 1 };
  expect(() => writeIdIndex([one, one])).toThrow("city.ids-clash");
  await expect(findId("a", reader(writeIdIndex([one]).subarray(0, 30)))).rejects.toThrow(
    "city.ids-unreadable",
  );
  await expect(findId("a", reader(new Uint8Array(16)))).rejects.toThrow("city.ids-unreadable");
});
