import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coordinateText, SYSTEMS, toPlace } from "../../../src/desk/view/coordinate-systems.ts";
import { parsePlace } from "../../../src/desk/view/parse-place.ts";

const place = (text: string, system?: Parameters<typeof parsePlace>[1]) => {
  const parsed = parsePlace(text, system);
  if (!parsed.ok) throw new Error(parsed.code);
  return parsed;
};

describe("a typed coordinate", () => {
  test.each([
    ["114.476012, 30.489512"],
    ["30.489512N 114.476012E"],
    ["30.489512, 114.476012"],
    ["东经114.476012 北纬30.489512"],
    ["114°28′33.6432″E, 30°29′22.2432″N"],
    ["E114.476012，N30.489512"],
  ])("%s is one place", (text) => {
    const { place: at, system } = place(text);
    expect(at.lonDeg).toBeCloseTo(114.476012, 6);
    expect(at.latDeg).toBeCloseTo(30.489512, 6);
    expect(system).toBe("wgs84");
  });

  test("in metres is the plane of 4547, northing first or last, or 4526 by its zone number", () => {
    const a = place("3374321.2, 545812.5");
    const b = place("545812.5 3374321.2");
    const c = place("38545812.5, 3374321.2");
    expect(a.system).toBe("cgcs2000-4547");
    expect(b.place).toEqual(a.place);
    expect(c.system).toBe("cgcs2000-4526");
    expect(c.place.lonDeg).toBeCloseTo(a.place.lonDeg, 9);
    expect(a.place.latDeg).toBeCloseTo(30.489, 2);
  });

  test("is GCJ-02 only when it is said to be, and then some 500 m elsewhere", () => {
    const shifted = place("114.481326,30.48706", "gcj02").place;
    expect(shifted.lonDeg).toBeCloseTo(114.47595, 4);
    expect(shifted.latDeg).toBeCloseTo(30.48948, 4);
    expect(place("114.481326,30.48706").place.lonDeg).toBeCloseTo(114.481326, 9);
  });

  test.each([
    ["", "fault.place.empty"],
    ["114.47", "fault.place.two-numbers"],
    ["1 2 3", "fault.place.two-numbers"],
    ["200, 30", "fault.place.out-of-range"],
    ["114E, 115E", "fault.place.same-axis"],
    ["99999999, 3374321", "fault.place.out-of-range"],
    ["here", "fault.place.two-numbers"],
  ])("%j is refused with %s", (text, code) => {
    const parsed = parsePlace(text);
    expect(parsed.ok ? "ok" : parsed.code).toBe(code);
  });

  test("never throws, whatever is typed", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom(...SYSTEMS, "auto" as const),
        (text, system) => void parsePlace(text, system),
      ),
    );
  });

  test("shown in a system and read back is the same place to a centimetre", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 112.6, max: 115.4, noNaN: true }),
        fc.double({ min: 20, max: 45, noNaN: true }),
        fc.constantFrom(...SYSTEMS),
        (lonDeg, latDeg, system) => {
          const text = coordinateText(system, { lonDeg, latDeg });
          const numbers = text && [text.first, text.second].map((part) => Number(/[\d.]+/.exec(part)?.[0]));
          const back = toPlace(system, numbers?.[0] as number, numbers?.[1] as number);
          expect(Math.abs(back.lonDeg - lonDeg)).toBeLessThan(1.6e-7);
          expect(Math.abs(back.latDeg - latDeg)).toBeLessThan(1.6e-7);
        },
      ),
    );
  });
});
