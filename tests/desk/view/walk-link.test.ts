import fc from "fast-check";
import { expect, test } from "vitest";
import { parseWalkHash, pickOfId, walkHash } from "../../../src/desk/view/walk-link.ts";

test("a walk's address gives back its place to a millimetre and its selection as it was", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -90, max: 90, noNaN: true }),
      fc.double({ min: -400, max: 9000, noNaN: true }),
      fc.double({ min: -720, max: 720, noNaN: true }),
      fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
      (lonDeg, latDeg, heightM, headingDeg, select) => {
        const hash = walkHash({ at: { lonDeg, latDeg, heightM, headingDeg }, ...(select && { select }) });
        const back = parseWalkHash(hash);
        expect(back).toBeDefined();
        expect(Math.abs((back?.at.lonDeg ?? 999) - lonDeg) * 111_320).toBeLessThan(0.002);
        expect(Math.abs((back?.at.latDeg ?? 999) - latDeg) * 111_320).toBeLessThan(0.002);
        expect(back?.at.heightM).toBeCloseTo(heightM, 2);
        const turn = ((back?.at.headingDeg ?? 999) - headingDeg) / 360;
        expect(Math.abs(turn - Math.round(turn)) * 360).toBeLessThan(0.006);
        expect(back?.select).toBe(select || undefined);
      },
    ),
  );
});

test("an address that names no place is no walk", () => {
  for (const hash of [
    "",
    "#",
    "#token=abc",
    "#walk=",
    "#walk=114,30,20",
    "#walk=114,30,20,x",
    "#walk=114,,20,5",
    "#walk=214,30,20,5",
    "#walk=114,95,20,5",
    "#walk=114,30,2e9,5",
  ])
    expect(parseWalkHash(hash), hash).toBeUndefined();
});

test("an id alone says of what kind the selection is", () => {
  expect(pickOfId("lane:12/0/-3")).toMatchObject({ kind: "lane", layer: "roads" });
  expect(pickOfId("simulation-17")).toMatchObject({ kind: "vehicle", layer: "vehicles" });
});
