// A small map in text, for tests: one road with a chosen plan view and one lane on each side.

const encode = (text: string) => [new TextEncoder().encode(text)];

export const LINE = '<geometry s="0" x="10" y="20" hdg="0" length="100"><line/></geometry>';

export const road = (id: string, planView = LINE, extra = "") => `
<road name="r" length="100" id="${id}" junction="-1">
  <link/><type s="0" type="town" country="CN"><speed max="60" unit="km/h"/></type>
  <planView>${planView}</planView>
  <elevationProfile><elevation s="0" a="5" b="0.01" c="0" d="0"/></elevationProfile>
  <lanes><laneSection s="0">
    <left><lane id="1" type="driving" level="false"><width sOffset="0" a="3.5" b="0" c="0" d="0"/></lane></left>
    <center><lane id="0" type="none"><roadMark sOffset="0" type="broken" color="standard" laneChange="both"/></lane></center>
    <right><lane id="-1" type="driving" level="false"><width sOffset="0" a="3" b="0.01" c="0" d="0"/></lane></right>
  </laneSection></lanes>${extra}
</road>`;

export const map = (...roads: string[]) =>
  `<?xml version="1.0"?><OpenDRIVE><header revMajor="1" revMinor="6"><geoReference><![CDATA[epsg:4547]]></geoReference></header>${roads.join("")}</OpenDRIVE>`;

export const bytesOf = encode;
