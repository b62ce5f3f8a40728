// Coordinate systems in which cities publish their models, beside those that projections.ts derives by rule: PROJ
// definitions as the EPSG registry's, axes in GIS order. Datum shifts are the three- or seven-parameter ones, good to
// some decimetres; grids are not used.

export interface ListedCrs {
  name: string;
  proj: string;
  kind: "projected" | "geographic";
  axisOrder: "easting-northing" | "northing-easting" | "longitude-latitude" | "latitude-longitude";
  frame: "WGS 84" | "CGCS2000" | "ETRS89" | "unknown";
  /** The height system where the code has one: heights are over its geoid. */
  heights?: string;
}

const RD =
  "+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel +towgs84=565.4171,50.3319,465.5524,-0.398957388243134,0.343987817378283,-1.87740163998045,4.0725 +units=m +no_defs";

const plane = (
  name: string,
  proj: string,
  frame: ListedCrs["frame"],
  axisOrder: ListedCrs["axisOrder"] = "easting-northing",
  heights?: string,
): ListedCrs => ({
  name,
  proj: `${proj} +units=m +no_defs`,
  kind: "projected",
  axisOrder,
  frame,
  ...(heights !== undefined && { heights }),
});

const degrees = (name: string, frame: ListedCrs["frame"], heights?: string): ListedCrs => ({
  name,
  proj: "+proj=longlat +datum=WGS84 +no_defs",
  kind: "geographic",
  axisOrder: "latitude-longitude",
  frame,
  ...(heights !== undefined && { heights }),
});

/** Origins of the nineteen plane systems of Japan: latitude, longitude. */
const JAPAN: readonly (readonly [number, number])[] = [
  [33, 129.5],
  [33, 131],
  [36, 132 + 1 / 6],
  [33, 133.5],
  [36, 134 + 1 / 3],
  [36, 136],
  [36, 137 + 1 / 6],
  [36, 138.5],
  [36, 139 + 5 / 6],
  [40, 140 + 5 / 6],
  [44, 140.25],
  [44, 142.25],
  [44, 144.25],
  [26, 142],
  [26, 127.5],
  [26, 124],
  [26, 131],
  [20, 136],
  [26, 154],
];

const utm = (zone: number) => `+proj=utm +zone=${zone} +ellps=GRS80`;

const LIST: Record<number, ListedCrs> = {
  28992: {
    name: "Amersfoort / RD New",
    proj: RD,
    kind: "projected",
    axisOrder: "easting-northing",
    frame: "unknown",
  },
  7415: {
    name: "Amersfoort / RD New + NAP height",
    proj: RD,
    kind: "projected",
    axisOrder: "easting-northing",
    frame: "unknown",
    heights: "NAP",
  },
  6697: degrees("JGD2011 + JGD2011 (vertical) height", "unknown", "JGD2011 (vertical)"),
  6668: degrees("JGD2011", "unknown"),
  6667: degrees("JGD2011 (3D)", "unknown"),
  4612: degrees("JGD2000", "unknown"),
  4480: degrees("CGCS2000 (3D)", "CGCS2000"),
  4937: degrees("ETRS89 (3D)", "ETRS89"),
  9518: degrees("WGS 84 + EGM2008 height", "WGS 84", "EGM2008"),
  7844: degrees("GDA2020", "unknown"),
  7843: degrees("GDA2020 (3D)", "unknown"),
  4269: degrees("NAD83", "unknown"),
  5555: plane("ETRS89 / UTM zone 32N + DHHN92 height", utm(32), "ETRS89", "easting-northing", "DHHN92"),
  5556: plane("ETRS89 / UTM zone 33N + DHHN92 height", utm(33), "ETRS89", "easting-northing", "DHHN92"),
  3067: plane("ETRS89 / TM35FIN(E,N)", utm(35), "ETRS89"),
  3879: plane(
    "ETRS89 / GK25FIN",
    "+proj=tmerc +lat_0=0 +lon_0=25 +k=1 +x_0=25500000 +y_0=0 +ellps=GRS80",
    "ETRS89",
    "northing-easting",
  ),
  3812: plane(
    "ETRS89 / Belgian Lambert 2008",
    "+proj=lcc +lat_0=50.797815 +lon_0=4.35921583333333 +lat_1=49.8333333333333 +lat_2=51.1666666666667 +x_0=649328 +y_0=665262 +ellps=GRS80",
    "ETRS89",
  ),
  2154: plane(
    "RGF93 / Lambert-93",
    "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80",
    "ETRS89",
  ),
  2056: plane(
    "CH1903+ / LV95",
    "+proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +k_0=1 +x_0=2600000 +y_0=1200000 +ellps=bessel +towgs84=674.374,15.056,405.346,0,0,0,0",
    "unknown",
  ),
  27700: plane(
    "OSGB36 / British National Grid",
    "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489",
    "unknown",
  ),
  3414: plane(
    "SVY21 / Singapore TM",
    "+proj=tmerc +lat_0=1.36666666666667 +lon_0=103.833333333333 +k=1 +x_0=28001.642 +y_0=38744.572 +ellps=WGS84",
    "WGS 84",
    "northing-easting",
  ),
  2326: plane(
    "Hong Kong 1980 Grid System",
    "+proj=tmerc +lat_0=22.3121333333333 +lon_0=114.178555555556 +k=1 +x_0=836694.05 +y_0=819069.8 +ellps=intl +towgs84=-162.619,-276.959,-161.764,0.067753,-2.243648,-1.158828,-1.094246",
    "unknown",
    "northing-easting",
  ),
  3826: plane(
    "TWD97 / TM2 zone 121",
    "+proj=tmerc +lat_0=0 +lon_0=121 +k=0.9999 +x_0=250000 +y_0=0 +ellps=GRS80",
    "unknown",
  ),
  5186: plane(
    "Korea 2000 / Central Belt 2010",
    "+proj=tmerc +lat_0=38 +lon_0=127 +k=1 +x_0=200000 +y_0=600000 +ellps=GRS80",
    "unknown",
    "northing-easting",
  ),
};

export function listedCrs(epsg: number): ListedCrs | undefined {
  const japan = JAPAN[epsg - 6669];
  if (japan) {
    const [lat, lon] = japan;
    return plane(
      `JGD2011 / Japan Plane Rectangular CS ${epsg - 6668}`,
      `+proj=tmerc +lat_0=${lat} +lon_0=${lon} +k=0.9999 +x_0=0 +y_0=0 +ellps=GRS80`,
      "unknown",
      "northing-easting",
    );
  }
  if (epsg >= 7846 && epsg <= 7859)
    return plane(`GDA2020 / MGA zone ${epsg - 7800}`, `${utm(epsg - 7800)} +south`, "unknown");
  if (epsg >= 26901 && epsg <= 26923)
    return plane(`NAD83 / UTM zone ${epsg - 26900}N`, utm(epsg - 26900), "unknown");
  return LIST[epsg];
}
