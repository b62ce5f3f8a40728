import { Cartesian3, Matrix4, Transforms } from "@cesium/engine";
import { TilesRenderer } from "3d-tiles-renderer/three";
import { Vector3 } from "three";
import { expect, test } from "vitest";
import { turnToWalk } from "../../../../src/desk/scenes/xr/city-tiles.ts";
import { headingOf, placeToWalk, walkToPlace, yawOf } from "../../../../src/desk/scenes/xr/walk-frame.ts";
import { enuFrame } from "../../../../src/model/geo/frames.ts";
import { seeded } from "../../../../src/model/records/random.ts";

const anchor = { lonDeg: 114.48101477112303, latDeg: 30.489714505114453, heightM: 26 };

test("tiles and the walk's places agree with Cesium's frame to 1 mm at 1,000 points within 15 km", () => {
  const random = seeded(5).next;
  const { lonDeg, latDeg, heightM } = anchor;
  const origin = Cartesian3.fromDegrees(lonDeg, latDeg, heightM);
  const toEnu = Matrix4.inverseTransformation(Transforms.eastNorthUpToFixedFrame(origin), new Matrix4());
  const tiles = new TilesRenderer("tileset.json");
  tiles.registerPlugin(turnToWalk(anchor));
  tiles.dispatchEvent({ type: "load-root-tileset" });
  const frame = enuFrame(lonDeg, latDeg, heightM);
  let [worstTile, worstPlace, worstBack] = [0, 0, 0];
  for (let i = 0; i < 1000; i++) {
    const place = {
      lonDeg: lonDeg + (random() - 0.5) * 0.3,
      latDeg: latDeg + (random() - 0.5) * 0.26,
      heightM: random() * 500,
    };
    const ecef = Cartesian3.fromDegrees(place.lonDeg, place.latDeg, place.heightM);
    const enu = Matrix4.multiplyByPoint(toEnu, ecef, new Cartesian3());
    const wanted = new Vector3(enu.x, enu.z, -enu.y);
    const tile = new Vector3(ecef.x, ecef.y, ecef.z).applyMatrix4(tiles.group.matrixWorld);
    worstTile = Math.max(worstTile, tile.distanceTo(wanted));
    const stood = placeToWalk(frame, place, new Vector3());
    worstPlace = Math.max(worstPlace, stood.distanceTo(wanted));
    const back = walkToPlace(frame, stood);
    worstBack = Math.max(
      worstBack,
      Math.abs(back.lonDeg - place.lonDeg) * 111_000,
      Math.abs(back.latDeg - place.latDeg) * 111_000,
      Math.abs(back.heightM - place.heightM),
    );
  }
  expect(worstTile).toBeLessThan(1e-3);
  expect(worstPlace).toBeLessThan(1e-3);
  expect(worstBack).toBeLessThan(1e-3);
});

test("headings go clockwise from north, three's turns the other way", () => {
  for (const heading of [0, 0.5, Math.PI / 2, 3, 6])
    expect(headingOf(yawOf(heading))).toBeCloseTo(heading, 12);
  const ahead = new Vector3(0, 0, -1).applyAxisAngle(new Vector3(0, 1, 0), yawOf(Math.PI / 2));
  expect(ahead.x).toBeCloseTo(1, 12);
  expect(ahead.z).toBeCloseTo(0, 12);
});
