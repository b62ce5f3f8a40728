import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PART_STRIDE, partInstances } from "../../../../src/desk/layers/plan/instances.ts";
import { deviceParts, turnOf } from "../../../../src/desk/layers/plan/parts.ts";
import { nearestPost, segmentDistance } from "../../../../src/desk/layers/plan/snap.ts";
import { enuFrame, geodeticToEcef } from "../../../../src/model/geo/frames.ts";
import { type DeviceKind, deviceKind, newDevice } from "../../../../src/model/plan/device-kinds.ts";
import type { Mount } from "../../../../src/model/plan/plan-document.ts";

const frame = enuFrame(114.46, 30.49, 24);
const camera = (place: { lonDeg: number; latDeg: number; heightM: number }, mount: Mount) =>
  newDevice(deviceKind("camera") as DeviceKind, { id: "device:1", name: "c", place, headingDeg: 90, mount });

describe("the bodies of a device", () => {
  test("stand where its record says, to a tenth of a millimetre, through the bytes the GPU gets", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 114.4, max: 114.52, noNaN: true }),
        fc.double({ min: 30.44, max: 30.54, noNaN: true }),
        fc.double({ min: 0, max: 120, noNaN: true }),
        (lonDeg, latDeg, heightM) => {
          const device = camera({ lonDeg, latDeg, heightM }, { on: "own-pole" });
          const parts = deviceParts(device, frame);
          const body = parts.findIndex(({ mesh }) => mesh === "camera");
          const bytes = partInstances(parts.map((part) => ({ part, paint: [1, 2, 3] as const, pick: 0 })));
          const view = new DataView(bytes.buffer);
          const at = (k: number) =>
            view.getFloat32(body * PART_STRIDE + k * 4, true) +
            view.getFloat32(body * PART_STRIDE + 12 + k * 4, true);
          const foot = frame.toEnu(...geodeticToEcef(lonDeg, latDeg, heightM));
          expect(Math.abs(at(0) - foot[0])).toBeLessThan(1e-4);
          expect(Math.abs(at(1) - foot[1])).toBeLessThan(1e-4);
          expect(Math.abs(at(2) - foot[2] - device.mountingHeightM)).toBeLessThan(1e-4);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("a device on a post that is high enough brings no pole; a short one is made longer; its own stands on the ground", () => {
    const place = { lonDeg: 114.46, latDeg: 30.49, heightM: 24 };
    const pole = (mount: Mount) =>
      deviceParts(camera(place, mount), frame).find(({ mesh }) => mesh === "pole");
    expect(pole({ on: "pole", hostId: "signal:1/2", hostHeightM: 6.7 })).toBeUndefined();
    expect(pole({ on: "gantry", hostId: "object:1/2" })).toBeUndefined();
    const longer = pole({ on: "pole", hostId: "sign:1/2", hostHeightM: 3 });
    expect(longer?.upM).toBeCloseTo(3, 6);
    expect(longer?.stretch[2]).toBeCloseTo(3.75, 6);
    const own = pole({ on: "own-pole" });
    expect(own?.upM).toBeCloseTo(0, 6);
    expect(own?.stretch[2]).toBeCloseTo(6.75, 6);
  });

  test("headings turn clockwise from north", () => {
    expect(turnOf(90)).toBeCloseTo(0, 12);
    expect(turnOf(0)).toBeCloseTo(Math.PI / 2, 12);
  });
});

describe("snapping", () => {
  const px = (xPx: number, yPx: number) => ({ xPx, yPx });
  const posts = [
    { post: "a", foot: px(100, 200), top: px(100, 100) },
    { post: "b", foot: px(125, 200), top: px(125, 100) },
  ];
  test("takes the nearest post within reach, along its whole height, and none beyond", () => {
    expect(nearestPost(px(108, 150), posts)).toBe("a");
    expect(nearestPost(px(118, 101), posts)).toBe("b");
    expect(nearestPost(px(70, 150), posts)).toBeUndefined();
    expect(nearestPost(px(100, 221), posts)).toBeUndefined();
    expect(nearestPost(px(100, 215), posts)).toBe("a");
  });
  test("a post seen from straight above is a point", () => {
    expect(segmentDistance(px(3, 4), px(0, 0), px(0, 0))).toBe(5);
  });
});
