import { expect, test } from "vitest";
import {
  citation,
  GENERIC_MARKS,
  MARK_STANDARDS,
  type MarkFigureKey,
  markStandard,
} from "../../../src/model/roads/mark-standards/mark-standard.ts";

const standards = [...MARK_STANDARDS, GENERIC_MARKS];

test("China has its own standard, and a country that nobody wrote down gets the generic one", () => {
  expect(markStandard("CN").id).toBe("GB 5768.3");
  expect(markStandard("DE")).toBe(GENERIC_MARKS);
  expect(markStandard(undefined)).toBe(GENERIC_MARKS);
});

test.each(standards)(
  "every figure of $id has a value, a source and a confidence",
  ({ figures, fastFromKmh }) => {
    for (const { value, source, confidence } of [...Object.values(figures), fastFromKmh]) {
      expect(value).toBeGreaterThan(0);
      expect(source).not.toBe("");
      expect("VSMK").toContain(confidence);
    }
  },
);

test("all standards answer the same questions", () => {
  for (const { figures } of standards)
    expect(Object.keys(figures).sort()).toEqual(Object.keys(GENERIC_MARKS.figures).sort());
});

test("a figure that nobody read in the standard is said to be unverified, a verified one names its clause", () => {
  for (const standard of standards)
    for (const key of Object.keys(standard.figures) as MarkFigureKey[])
      expect(citation(standard, [key]).endsWith("(unverified)")).toBe(
        standard.figures[key].confidence !== "V",
      );
  expect(citation(markStandard("CN"), ["laneLine.fast.dash", "laneLine.fast.gap"])).toBe(
    "GB 51038-2015 12.3.2",
  );
});
