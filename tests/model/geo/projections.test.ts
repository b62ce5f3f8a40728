import { describe, expect, test } from "vitest";
import { ellipsoidalHeightM, epochUncertaintyM } from "../../../src/model/geo/datasets.ts";
import { geodeticToEcef } from "../../../src/model/geo/frames.ts";
import { localCrs, parseCrs } from "../../../src/model/geo/projections.ts";
import { Fault } from "../../../src/model/records/fault.ts";

describe("CGCS2000 by EPSG code", () => {
  test.each([
    [114.398, 30.5066, 538205.1433, 3376340.7765],
    [114.42, 30.49, 540323.8499, 3374508.1146],
    [114.2999512, 30.5955177, 528766.8815, 3386169.3155],
    [114, 30.5, 500000, 3375541.7329],
    [115, 0, 611325.181, 0],
  ])(
    "%f, %f lies at the easting and northing that PROJ gives for 4547, and in zone 38 for 4526",
    (lon, lat, e, n) => {
      const cm114 = parseCrs("EPSG:4547").fromGeodetic(lon, lat, 7);
      expect(cm114[0]).toBeCloseTo(e, 3);
      expect(cm114[1]).toBeCloseTo(n, 3);
      expect(cm114[2]).toBe(7);
      expect(parseCrs("epsg:4526").fromGeodetic(lon, lat, 0)[0]).toBeCloseTo(38_000_000 + e, 3);
    },
  );

  test("4526 and 4547 say that their authority lists northing first, 4490 latitude first", () => {
    expect(parseCrs("EPSG:4526").axisOrder).toBe("northing-easting");
    expect(parseCrs("EPSG:4547").axisOrder).toBe("northing-easting");
    expect(parseCrs("urn:ogc:def:crs:EPSG::4490").axisOrder).toBe("latitude-longitude");
  });

  test("WUHN comes out where NGS and PROJ put it", () => {
    const [e, n] = parseCrs("EPSG:4547").fromGeodetic(
      114 + 21 / 60 + 26.1505 / 3600,
      30 + 31 / 60 + 53.9482 / 3600,
      0,
    );
    expect(e).toBeCloseTo(534285.962, 2);
    expect(n).toBeCloseTo(3379105.047, 2);
  });
});

describe("PROJ strings as found in the wild", () => {
  test("the A39 string with towgs84 leads to Wolfsburg and back within a tenth of a millimetre", () => {
    const crs = parseCrs("+proj=utm +zone=32 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs");
    const { lonDeg, latDeg } = crs.toGeodetic(618254.944363, 5809506.954812, 0);
    expect(lonDeg).toBeCloseTo(10.74, 1);
    expect(latDeg).toBeCloseTo(52.42, 1);
    const back = crs.fromGeodetic(lonDeg, latDeg, 0);
    expect(back[0]).toBeCloseTo(618254.944363, 4);
    expect(back[1]).toBeCloseTo(5809506.954812, 4);
  });

  test("a geoid grid is kept as a fact about heights, not silently applied or dropped", () => {
    const crs = parseCrs(
      "+proj=tmerc +lat_0=31.29 +lon_0=121.2 +k=1 +datum=WGS84 +units=m +geoidgrids=egm96_15.gtx +vunits=m +no_defs ",
    );
    expect(crs.geoidGrid).toBe("egm96_15.gtx");
    expect(crs.toGeodetic(0, 0, 3).heightM).toBe(3);
    expect(crs.toGeodetic(0, 0, 3).latDeg).toBeCloseTo(31.29, 9);
  });

  test("a stray lat_0 and lon_0 in a UTM string change nothing but a note", () => {
    const stray = parseCrs("+proj=utm +zone=32 +lat_0=37.35 +lon_0=-122.08 +datum=WGS84");
    const plain = parseCrs("EPSG:32632");
    expect(stray.toGeodetic(618000, 5809000, 0)).toEqual(plain.toGeodetic(618000, 5809000, 0));
    expect(stray.notes).toContain("finding.geo.utm-stray-parameter");
  });

  test("a string without +proj is a transverse Mercator at its origin, and says so", () => {
    const crs = parseCrs("+lat_0=49 +lon_0=8");
    expect(crs.toGeodetic(0, 0, 0)).toMatchObject({ lonDeg: 8, latDeg: 49 });
    expect(crs.notes).toContain("finding.geo.proj-missing-tmerc-assumed");
  });

  test("the spherical Mercator-like tmerc with nadgrids=@null is taken as written", () => {
    const crs = parseCrs("+proj=tmerc +lat_0=49 +lon_0=8 +a=6378137 +b=6378137 +nadgrids=@null +units=m");
    expect(crs.toGeodetic(0, 0, 0).latDeg).toBeCloseTo(49, 6);
  });

  test.each(["", "not a crs", "EPSG:99999", "+proj=utm +zone=99", "+proj=nonsense +datum=WGS84"])(
    "%j is refused with a fault, not a crash",
    (text) => {
      expect(() => parseCrs(text)).toThrow(Fault);
    },
  );
});

describe("maps without a georeference", () => {
  test("a local plane keeps distances at its origin and turns with the heading given", () => {
    const north = localCrs(114.476, 30.4895, 0).toGeodetic(100, 0, 0);
    expect(north.lonDeg).toBeCloseTo(114.476, 9);
    expect(north.latDeg).toBeGreaterThan(30.4895);
    const a = geodeticToEcef(114.476, 30.4895, 0);
    const b = geodeticToEcef(north.lonDeg, north.latDeg, 0);
    expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeCloseTo(100, 4);
  });
});

describe("epochs and heights", () => {
  test("CGCS2000 at 2000.0 and satellite fixes of late 2026 differ by 0.92 m in Wuhan", () => {
    expect(
      epochUncertaintyM({ frame: "CGCS2000", epoch: 2000 }, { frame: "ITRF2014", epoch: 2026.85 }),
    ).toBeCloseTo(0.92, 2);
  });
  test("the same epoch costs nothing, an unknown one a metre", () => {
    expect(epochUncertaintyM({ frame: "x", epoch: 2010 }, { frame: "y", epoch: 2010 })).toBe(0);
    expect(epochUncertaintyM({ frame: "x" }, { frame: "y", epoch: 2010 })).toBe(1);
  });
  test("a height over the geoid without an undulation is unknown, not unchanged", () => {
    expect(ellipsoidalHeightM(20, undefined)).toBeUndefined();
    expect(ellipsoidalHeightM(20, -14)).toBe(6);
  });
});
