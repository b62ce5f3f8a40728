import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAttributeBook } from "../../../src/desk/view/attribute-book.ts";
import { classBreaks, classOf } from "../../../src/desk/view/class-breaks.ts";
import { CATEGORY_COLOURS, NO_DATA_COLOUR, scaleColour } from "../../../src/desk/view/colour-scales.ts";
import {
  type FeatureStyle,
  featureStyler,
  legendColours,
  legendEntry,
  NO_DATA,
  OTHER,
  PLAIN_STYLE,
} from "../../../src/desk/view/feature-style.ts";

const read = (properties: Record<string, unknown>) => (name: string) => properties[name];
const look = (style: FeatureStyle, id: string, properties: Record<string, unknown> = {}) =>
  featureStyler(style)(id, read(properties));
const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), {
  minLength: 1,
});

describe("class breaks", () => {
  test("every class that is made holds a value, and values keep their order", () => {
    fc.assert(
      fc.property(
        numbers,
        fc.constantFrom("equal", "quantile"),
        fc.integer({ min: 2, max: 9 }),
        (values, method, n) => {
          const breaks = classBreaks(values, method as "equal" | "quantile", n);
          expect(breaks.length).toBeLessThan(n);
          expect([...breaks].sort((a, b) => a - b)).toEqual(breaks);
          expect(new Set(breaks).size).toBe(breaks.length);
          const sorted = [...values].sort((a, b) => a - b).map((value) => classOf(value, breaks));
          expect([...sorted].sort((a, b) => a - b)).toEqual(sorted);
          if (breaks.length > 0) {
            expect(sorted[0]).toBe(0);
            expect(sorted.at(-1)).toBe(breaks.length);
          }
          if (method === "quantile") expect(new Set(sorted).size).toBe(breaks.length + 1);
        },
      ),
    );
  });

  test("a value on a limit is in the class above it", () => {
    expect(classBreaks([0, 10], "equal", 2)).toEqual([5]);
    expect([classOf(4.999, [5]), classOf(5, [5])]).toEqual([0, 1]);
  });

  test("quantiles share the values out equally", () => {
    const values = Array.from({ length: 1000 }, (_, i) => i * i);
    const breaks = classBreaks(values, "quantile", 4);
    const counts = [0, 0, 0, 0];
    for (const value of values) counts[classOf(value, breaks)]! += 1;
    expect(counts).toEqual([250, 250, 250, 250]);
  });

  test("one value only makes one class", () => {
    expect(classBreaks([7, 7, 7], "quantile", 5)).toEqual([]);
  });
});

describe("a style of features", () => {
  const byHeight: FeatureStyle = {
    ...PLAIN_STYLE,
    colours: {
      type: "quantity",
      property: "heightM",
      scale: "viridis",
      method: "equal",
      breaks: [10, 20],
      hidden: [],
    },
  };
  const byUse: FeatureStyle = {
    ...PLAIN_STYLE,
    colours: { type: "categories", property: "use", values: ["office", "home"], hidden: ["home"] },
  };

  test("without any rule leaves everything as it is", () => {
    expect(look(PLAIN_STYLE, "a", { heightM: 3 })).toEqual({ show: true });
  });

  test("colours a quantity from one end of the scale to the other", () => {
    expect(look(byHeight, "a", { heightM: 3 }).colour).toEqual(scaleColour("viridis", 0));
    expect(look(byHeight, "a", { heightM: 10 }).colour).toEqual(scaleColour("viridis", 0.5));
    expect(look(byHeight, "a", { heightM: 300 }).colour).toEqual(scaleColour("viridis", 1));
  });

  test("what has no data is shown as that, never as zero", () => {
    for (const heightM of [undefined, null, "", Number.NaN, "tall"])
      expect(look(byHeight, "a", { heightM })).toEqual({ colour: NO_DATA_COLOUR, show: true });
    expect(look(byHeight, "a", { heightM: 0 }).colour).toEqual(scaleColour("viridis", 0));
  });

  test("an unticked entry of the legend takes its features out of the picture, and no others", () => {
    expect(look(byUse, "a", { use: "home" }).show).toBe(false);
    expect(look(byUse, "a", { use: "office" })).toEqual({ colour: CATEGORY_COLOURS[0], show: true });
    expect(look(byUse, "a", { use: "shed" }).show).toBe(true);
  });

  test("more categories than colours share one entry", () => {
    const values = Array.from({ length: 9 }, (_, i) => `use ${i}`);
    const colours = { type: "categories", property: "use", values, hidden: [] } as const;
    expect(legendEntry(colours, "use 6")).toBe("use 6");
    expect(legendEntry(colours, "use 7")).toBe(OTHER);
    expect([...legendColours(colours).keys()]).toEqual([...values.slice(0, 7), OTHER, NO_DATA]);
  });

  test("every feature falls under an entry that the legend shows", () => {
    const value = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(undefined));
    fc.assert(
      fc.property(value, (use) => {
        for (const { colours } of [byHeight, byUse])
          if (colours) expect([...legendColours(colours).keys(), OTHER]).toContain(legendEntry(colours, use));
      }),
    );
  });

  test("filters must all hold; what has no data passes none", () => {
    const style: FeatureStyle = {
      ...PLAIN_STYLE,
      filters: [
        { type: "range", property: "heightM", min: 10, max: 20 },
        { type: "values", property: "use", values: ["office", "true"] },
      ],
    };
    expect(look(style, "a", { heightM: 10, use: "office" }).show).toBe(true);
    expect(look(style, "a", { heightM: 20, use: true }).show).toBe(true);
    expect(look(style, "a", { heightM: 20.01, use: "office" }).show).toBe(false);
    expect(look(style, "a", { use: "office" }).show).toBe(false);
    expect(look(style, "a", { heightM: 12 }).show).toBe(false);
  });

  test("hidden ids are gone, isolated ids alone are left", () => {
    expect(look({ ...PLAIN_STYLE, hidden: ["a"] }, "a").show).toBe(false);
    expect(look({ ...PLAIN_STYLE, isolated: ["a"] }, "a").show).toBe(true);
    expect(look({ ...PLAIN_STYLE, isolated: ["a"] }, "b").show).toBe(false);
    expect(look({ ...PLAIN_STYLE, isolated: ["a"], hidden: ["a"] }, "a").show).toBe(false);
  });
});

describe("the book of attributes", () => {
  test("counts a feature once however many pieces it comes in, and tells quantities from categories", () => {
    const book = createAttributeBook();
    expect(
      book.add("a", [
        ["heightM", 10],
        ["use", "office"],
        ["year", Number.NaN],
      ]),
    ).toBe(true);
    expect(
      book.add("a", [
        ["heightM", 10],
        ["use", "office"],
      ]),
    ).toBe(false);
    expect(
      book.add("b", [
        ["heightM", 12],
        ["use", "home"],
      ]),
    ).toBe(true);
    const { features, columns } = book.table();
    expect(features).toBe(2);
    expect(columns.map(({ name, type, present }) => [name, type, present])).toEqual([
      ["heightM", "quantity", 2],
      ["use", "categories", 2],
    ]);
    expect(columns[0]?.numbers).toEqual([10, 12]);
    expect([...(columns[1]?.counts ?? [])]).toEqual([
      ["office", 1],
      ["home", 1],
    ]);
  });

  test("leaves out texts that name each feature", () => {
    const book = createAttributeBook();
    for (let i = 0; i < 500; i++)
      book.add(`id ${i}`, [
        ["id", `id ${i}`],
        ["name", `house ${i}`],
        ["floors", i % 7],
      ]);
    expect(book.table().columns.map(({ name }) => name)).toEqual(["floors"]);
  });
});
