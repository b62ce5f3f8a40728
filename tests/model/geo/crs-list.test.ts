import { expect, test } from "vitest";
import { parseCrs } from "../../../src/model/geo/projections.ts";

// Computed with gdaltransform (PROJ 9), -t_srs EPSG:4326, the same x and y.
test.each([
  [28992, 84816.5, 447441.2, 4.36492080551414, 52.0108909748623],
  [7415, 84816.5, 447441.2, 4.36492080551414, 52.0108909748623],
  [2056, 2600000, 1200000, 7.43863242087181, 46.9510827718711],
  [27700, 530000, 180000, -0.128353940479469, 51.5039908276338],
  [2326, 836694, 819069, 114.181008841222, 22.3105952094111],
  [2154, 652000, 6862000, 2.34581195868068, 48.8562481409627],
  [3879, 25496000, 6673000, 24.9279457124081, 60.1698623575306],
  [3414, 28001, 38744, 103.833327564519, 1.3666614937028],
  [7856, 334000, 6251000, 151.205326027561, -33.8682763878253],
  [5186, 200000, 550000, 127, 37.5495179759673],
  [3826, 302000, 2770000, 121.515308434597, 25.0372281903581],
])("EPSG:%i lies where PROJ puts it, to a millimetre", (epsg, x, y, lonDeg, latDeg) => {
  const place = parseCrs(`EPSG:${epsg}`).toGeodetic(x, y, 3);
  expect(Math.abs(place.lonDeg - lonDeg)).toBeLessThan(1e-8);
  expect(Math.abs(place.latDeg - latDeg)).toBeLessThan(1e-8);
  expect(place.heightM).toBe(3);
});

test("a code with heights over a geoid says so", () => {
  expect(parseCrs("EPSG:7415").geoidGrid).toBe("NAP");
  expect(parseCrs("urn:ogc:def:crs:EPSG::6697").geoidGrid).toBe("JGD2011 (vertical)");
  expect(parseCrs("EPSG:28992").geoidGrid).toBeUndefined();
});
