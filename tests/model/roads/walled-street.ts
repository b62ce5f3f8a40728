// A straight street of 100 m along east, in text: pavement, two lanes with a planted median between, a wall across the
// right half at s = 50, a railing along the right edge, a tree, an outlined house, and a stone too low to be in the way.

import { readOpenDrive } from "../../../src/data/formats/opendrive/read-opendrive.ts";
import { enuFrame, geodeticToEcef, type Vec3 } from "../../../src/model/geo/frames.ts";
import { roadPlacement } from "../../../src/model/roads/road-placement.ts";
import { openWalkable } from "../../../src/model/roads/walkable.ts";
import { compileWalkable } from "../../../src/model/roads/walkable-index.ts";

const lane = (id: number, type: string, width: number, raised = 0) =>
  `<lane id="${id}" type="${type}" level="false"><width sOffset="0" a="${width}" b="0" c="0" d="0"/>${
    raised > 0 ? `<height sOffset="0" inner="${raised}" outer="${raised}"/>` : ""
  }</lane>`;
const object = (id: string, rest: string, inner = "") =>
  `<object id="${id}" zOffset="0" hdg="0" pitch="0" roll="0" orientation="none" ${rest}>${inner}</object>`;

const TEXT = `<?xml version="1.0"?><OpenDRIVE><header revMajor="1" revMinor="6"><geoReference><![CDATA[+proj=tmerc +lat_0=30 +lon_0=114 +k=1 +x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs]]></geoReference></header>
<road name="street" length="100" id="1" junction="-1"><link/>
<planView><geometry s="0" x="0" y="0" hdg="0" length="100"><line/></geometry></planView>
<elevationProfile><elevation s="0" a="20" b="0.03" c="0" d="0"/></elevationProfile>
<lanes><laneSection s="0">
<left>${lane(3, "sidewalk", 3, 0.15)}${lane(2, "driving", 3.5)}${lane(1, "median", 2, 0.15)}</left>
<center><lane id="0" type="none"/></center>
<right>${lane(-1, "driving", 3.5)}${lane(-2, "biking", 2.5)}${lane(-3, "sidewalk", 3, 0.15)}</right>
</laneSection></lanes>
<objects>
${object("wall", 'type="barrier" s="50" t="-4.5" length="0.3" width="9" height="3"')}
${object("rail", 'type="railing" s="0" t="-8.9" height="1.1" width="0.1"', '<repeat s="0" length="100" distance="0" tStart="-8.9" tEnd="-8.9" heightStart="1.1" heightEnd="1.1" widthStart="0.1" widthEnd="0.1" zOffsetStart="0" zOffsetEnd="0"/>')}
${object("tree", 'type="tree" s="20" t="7" radius="1.2" height="6"')}
${object("house", 'type="building" s="80" t="7" height="8"', '<outlines><outline id="0" outer="true" closed="true"><cornerLocal u="-3" v="-1" z="0" height="8"/><cornerLocal u="3" v="-1" z="0" height="8"/><cornerLocal u="3" v="2" z="0" height="8"/><cornerLocal u="-3" v="2" z="0" height="8"/></outline></outlines>')}
${object("stone", 'type="obstacle" s="10" t="-2" length="0.4" width="0.4" height="0.06"')}
</objects><signals/></road></OpenDRIVE>`;

/** Places are s and t of the street; heights over its ground plane are h. */
export async function walledStreet() {
  const { network } = await readOpenDrive([new TextEncoder().encode(TEXT)], {
    fileName: "street.xodr",
    sha256: "",
  });
  const placement = roadPlacement(network, network.dataset.crs);
  const origin = placement([0, 0, 0]);
  const frame = enuFrame(origin.lonDeg, origin.latDeg, 0);
  const data = compileWalkable(network, placement, frame);
  const at = (s: number, t: number, h = 0): Vec3 => {
    const { lonDeg, latDeg, heightM } = placement([s, t, 20 + 0.03 * s + h]);
    return frame.toEnu(...geodeticToEcef(lonDeg, latDeg, heightM));
  };
  return { network, placement, frame, data, walkable: openWalkable(data), at };
}
