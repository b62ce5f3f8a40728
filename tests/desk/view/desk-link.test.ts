import fc from "fast-check";
import { expect, test } from "vitest";
import { START_SUN } from "../../../src/desk/view/city-time.ts";
import { isLinked, parseDeskHash, withDesk } from "../../../src/desk/view/desk-link.ts";
import { timeOfHash, withTime } from "../../../src/desk/view/time-link.ts";
import { laneFeatureId } from "../../../src/model/records/feature-id.ts";

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });

test("a camera comes back from the address within a centimetre and a hundredth of a degree", () => {
  fc.assert(
    fc.property(
      fc.record({
        lonDeg: real(-180, 180),
        latDeg: real(-85, 85),
        heightM: real(-500, 1e7),
        headingDeg: real(0, 359.99),
        pitchDeg: real(-90, 90),
      }),
      (at) => {
        const back = parseDeskHash(withDesk("", { at })).at;
        expect(back?.lonDeg).toBeCloseTo(at.lonDeg, 6);
        expect(back?.latDeg).toBeCloseTo(at.latDeg, 6);
        expect(Math.abs((back?.heightM ?? 0) - at.heightM)).toBeLessThanOrEqual(0.0051);
        const turned = Math.abs((back?.headingDeg ?? 0) - at.headingDeg);
        expect(Math.min(turned, 360 - turned)).toBeLessThanOrEqual(0.0051);
        expect(Math.abs((back?.pitchDeg ?? 0) - at.pitchDeg)).toBeLessThanOrEqual(0.0051);
      },
    ),
  );
});

test("hour, layers put out and selection come back; the hour of a first visit is not told", () => {
  const sun = { date: "2026-04-15", minutes: 19 * 60 + 30 };
  const hash = withDesk("", { sun, off: ["parking", "user/a,b"], select: "lane/12/0/-1" });
  expect(parseDeskHash(hash)).toMatchObject({ sun, select: "lane/12/0/-1" });
  expect(parseDeskHash(withDesk("", { sun: {} })).sun).toEqual({});
  expect(withDesk("", { sun: START_SUN })).toBe("");
});

test("a moment that the address holds stays, and old values of the view go", () => {
  const before = "#view=1,2,3,4,5&time=2026-11-25T08:00:00.000Z&off=signals";
  const hash = withDesk(before, {
    at: { lonDeg: 114, latDeg: 30, heightM: 50, headingDeg: 0, pitchDeg: -30 },
  });
  expect(timeOfHash(hash)).toBe(Date.parse("2026-11-25T08:00:00Z"));
  expect(parseDeskHash(hash).at?.lonDeg).toBe(114);
  expect(parseDeskHash(hash).off).toBeUndefined();
});

test("what is no place, no hour, no layer is as if it were not said", () => {
  for (const hash of [
    "#view=114,30,50,0",
    "#view=114,30,50,0,",
    "#view=190,30,50,0,0",
    "#view=114,30,a,0,0",
    "#view=114,30,50,0,-91",
    "#sun=25:00",
    "#sun=T24:00",
    "#sun=T10:60",
    "#off=",
    "#select=",
    "#",
    "",
  ])
    expect(parseDeskHash(hash), hash).toEqual({});
});

test("any text of a fragment is read without a fault", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      const link = parseDeskHash(`#${text}`);
      expect(parseDeskHash(withDesk(`#${text}`, link)).at === undefined).toBe(link.at === undefined);
    }),
  );
});

test("a token that led here is in no address that the desk writes", () => {
  expect(withDesk("#token=secret", { off: ["parking"] })).toBe("#off=parking");
  expect(withTime("#token=secret&view=1", Date.parse("2026-11-25T08:00:00Z"))).not.toContain("secret");
});

test("only what its id alone brings back is told as selected", () => {
  const pick = { properties: {} };
  expect(isLinked({ ...pick, id: laneFeatureId("12", 0, -1), layer: "roads", kind: "lane" })).toBe(true);
  expect(isLinked({ ...pick, id: "b12", layer: "buildings", kind: "building" })).toBe(false);
});
