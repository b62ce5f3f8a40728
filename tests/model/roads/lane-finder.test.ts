import fc from "fast-check";
import { expect, test } from "vitest";
import { readOpenDrive } from "../../../src/data/formats/opendrive/read-opendrive.ts";
import { ecefToGeodetic, enuFrame } from "../../../src/model/geo/frames.ts";
import { createLaneFinder } from "../../../src/model/roads/lane-finder.ts";
import { roadPlacement } from "../../../src/model/roads/road-placement.ts";

// An arc of 200 m, radius 100 m, in UTM 50 (whose plane is 0.04 % too small at its meridian): one lane that widens from
// 3 m to 5 m, and a bridge road 6 m above, across it.
const TEXT = `<?xml version="1.0"?><OpenDRIVE><header revMajor="1" revMinor="6"><geoReference><![CDATA[+proj=utm +zone=50 +datum=WGS84 +units=m +no_defs]]></geoReference></header>
<road name="arc" length="200" id="1" junction="-1"><link/>
<planView><geometry s="0" x="500000" y="3374000" hdg="0" length="200"><arc curvature="0.01"/></geometry></planView>
<elevationProfile><elevation s="0" a="20" b="0" c="0" d="0"/></elevationProfile>
<lanes><laneSection s="0"><center><lane id="0" type="none"/></center>
<right><lane id="-1" type="driving" level="false"><width sOffset="0" a="3" b="0.01" c="0" d="0"/></lane></right></laneSection></lanes></road>
<road name="over" length="100" id="2" junction="-1"><link/>
<planView><geometry s="0" x="500000" y="3373950" hdg="1.5707963267948966" length="100"><line/></geometry></planView>
<elevationProfile><elevation s="0" a="26" b="0" c="0" d="0"/></elevationProfile>
<lanes><laneSection s="0"><center><lane id="0" type="none"/></center>
<right><lane id="-1" type="driving" level="false"><width sOffset="0" a="4" b="0" c="0" d="0"/></lane></right></laneSection></lanes></road>
</OpenDRIVE>`;

async function arc() {
  const { network } = await readOpenDrive([new TextEncoder().encode(TEXT)], {
    fileName: "arc.xodr",
    sha256: "",
  });
  network.dataset.quality = { relHorAccM: 0.05 };
  const placement = roadPlacement(network, network.dataset.crs);
  const origin = placement([500000, 3374000, 20]);
  const frame = enuFrame(origin.lonDeg, origin.latDeg, origin.heightM);
  const finder = createLaneFinder(network, placement, frame);
  /** A place of the arc: s along it, t to its left. */
  const at = (s: number, t: number, up = 0) => {
    const turn = s / 100;
    return placement([
      500000 + (100 - t) * Math.sin(turn),
      3374000 + 100 - (100 - t) * Math.cos(turn),
      20 + up,
    ]);
  };
  return { finder, frame, at };
}

test("a lane that widens has the width of the place that is pointed at, in true metres", async () => {
  const { finder, at } = await arc();
  fc.assert(
    fc.property(
      fc.double({ min: 5, max: 195, noNaN: true }),
      fc.double({ min: 0.1, max: 0.9, noNaN: true }),
      (s, share) => {
        const wide = 3 + 0.01 * s;
        const lane = finder.laneAt(at(s, -share * wide), "lane:1/0/-1");
        expect(lane?.id).toBe("lane:1/0/-1");
        expect(Math.abs((lane?.sM ?? 0) - s)).toBeLessThan(0.1);
        // The plane of UTM is 0.9996 of the ground: a lane of 4 m is 1.6 mm wider than its figures say.
        expect(Math.abs((lane?.widthM ?? 0) - (3 + 0.01 * (lane?.sM ?? 0)) / 0.9996)).toBeLessThan(1e-4);
        expect(lane?.slope).toBeCloseTo(0.01, 3);
      },
    ),
    { numRuns: 30 },
  );
});

test("paint on a lane names no lane, but its place does; off the road there is none", async () => {
  const { finder, at } = await arc();
  expect(finder.laneAt(at(100, -1.5), "marking:1/0/-1/0")?.id).toBe("lane:1/0/-1");
  expect(finder.laneAt(at(100, -1.5))?.quality.relHorAccM).toBe(0.05);
  expect(finder.laneAt(at(100, 3))).toBeUndefined();
  expect(finder.laneAt(at(100, -1.5), "lane:9/0/-1")?.id).toBe("lane:1/0/-1");
});

test("where one road crosses over another, the height of the pick says which is meant", async () => {
  const { finder, at } = await arc();
  // The bridge's lane reaches 4 m to the east of x = 500,000.
  expect(finder.laneAt(at(2, -1.5))?.roadName).toBe("arc");
  expect(finder.laneAt(at(2, -1.5, 6))?.roadName).toBe("over");
});

test("the edges that are given lie on both sides of the pick", async () => {
  const { finder, frame, at } = await arc();
  const lane = finder.laneAt(at(50, -1));
  if (!lane) throw new Error("no lane");
  const [left, right] = [lane.left, lane.right].map((p) => ecefToGeodetic(...frame.toEcef(...p)));
  expect(left?.heightM).toBeCloseTo(20, 3);
  const place = at(50, 0);
  expect(Math.abs((left?.lonDeg ?? 0) - place.lonDeg)).toBeLessThan(2e-6);
  expect(right).toBeDefined();
});
