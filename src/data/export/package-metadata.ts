// What is said of exported data: in the files themselves where their format has a place, and in metadata.json, in the terms
// of ISO 19115-1 (metadata) and ISO 19157 (quality). What isn't known is said to be unknown.

import type { CityFile } from "../../model/city/city-file.ts";
import type { Area } from "../../model/geo/area.ts";
import { areaGeojson } from "../../model/geo/area-geojson.ts";
import { areaBounds } from "../../model/geo/area-touch.ts";
import { epochUncertaintyM } from "../../model/geo/datasets.ts";
import type { CheckedRequest } from "./check-request.ts";
import type { AreaCount } from "./request.ts";

export interface ExportedData extends CheckedRequest {
  city: CityFile;
  count: AreaCount;
}

const UNKNOWN = "unknown";

/** A time of change for formats that must have one: the source's date, or the first of all days. */
export function changedAt({ quality }: CityFile): string {
  const text = /^\d{4}(-\d{2}(-\d{2})?)?/.exec(quality.date ?? "")?.[0];
  const time =
    text === undefined ? Number.NaN : Date.parse(`${text}${"-01-01".slice(text.length - 4)}T00:00:00Z`);
  return new Date(Number.isFinite(time) ? time : 0).toISOString();
}

/** What happened to positions on their way out. */
function transformation({ city, crs }: ExportedData) {
  if (crs.id === "GCJ-02")
    return {
      operation: "GCJ-02 shift of WGS 84 positions",
      warning: {
        zh: "位置已按 GCJ-02 偏移，不可与车道几何或 WGS 84、CGCS2000 数据混用，也不能代替法定的保密处理。",
        en: "Positions are shifted by GCJ-02: never mix them with lane geometry or with WGS 84 or CGCS2000 data. The shift does not replace a certified secrecy treatment.",
      },
    };
  const same = city.frame.name === crs.frame;
  return {
    operation: crs.written.geographic ? "none" : "map projection",
    frameChange: same
      ? "none"
      : `null transformation from ${city.frame.name} to ${crs.frame}; coordinates are those of the source's own epoch`,
    ...(!same && {
      frameChangeUncertaintyM: epochUncertaintyM(
        { frame: city.frame.name, ...(city.epoch !== undefined && { epoch: city.epoch }) },
        { frame: crs.frame },
      ),
    }),
  };
}

export function referenceSystem(data: ExportedData) {
  const { city, crs } = data;
  return {
    code: crs.id,
    name: crs.written.name,
    axisOrderInFiles: "x (east or longitude), y (north or latitude), z (height)",
    axisOrderOfAuthority: crs.axisOrder,
    unit: crs.written.geographic ? "degree" : "metre",
    resolution: crs.written.geographic ? "1e-9 degree" : "0.0001 metre",
    frame: crs.frame,
    frameOfSource: city.frame.name,
    crsOfSource: city.frame.crs,
    epoch: city.epoch ?? UNKNOWN,
    transformation: transformation(data),
    vertical: {
      datum: city.verticalDatum.name,
      geoidHeightAddedM: city.verticalDatum.geoidHeightM ?? UNKNOWN,
      derivation: city.verticalDatum.derivation,
      heights:
        city.verticalDatum.geoidHeightM === undefined
          ? "as the source has them; whether over the ellipsoid is unknown"
          : "over the ellipsoid",
      unit: "metre",
    },
  };
}

/** Short enough to stand in a file's header. */
export function tableMetadata(data: ExportedData): Record<string, unknown> {
  const { city } = data;
  return {
    description: "LaneTwin road data",
    city: city.id,
    ...(city.notice && { notice: city.notice }),
    referenceSystem: referenceSystem(data),
    quality: { ...city.quality, derivation: city.quality.derivation ?? UNKNOWN },
    attributions: city.attributions,
  };
}

const boundsOf = (area: Area | undefined, city: CityFile) => {
  if (!area) return city.bounds;
  const [west, south, east, north] = areaBounds(area);
  return { west, south, east, north };
};

/** metadata.json */
export function packageMetadata(data: ExportedData): object {
  const { city, area, classes, count, format } = data;
  const { quality } = city;
  const accuracy = (measure: string, valueM: number | undefined) => ({
    measure,
    result: valueM === undefined ? UNKNOWN : { value: valueM, unit: "m" },
    evaluationMethod: "as stated by the source",
  });
  return {
    standard: "ISO 19115-1:2014 and ISO 19157:2013, as JSON",
    metadataIdentifier: city.id,
    metadataScope: "dataset",
    identificationInfo: {
      title: city.title,
      abstract: {
        zh: `LaneTwin 车道级道路数据：${classes.map(({ id }) => id).join("、")}`,
        en: `LaneTwin lane-level road data: ${classes.map(({ id }) => id).join(", ")}`,
      },
      ...(city.notice && { supplementalInformation: city.notice }),
      date: quality.date ?? UNKNOWN,
      topicCategory: "transportation",
      spatialRepresentationType: "vector",
      extent: {
        geographicBoundingBox: boundsOf(area, city),
        ...(area && { geographicBoundingPolygon: areaGeojson(area), areaKm2: count.areaKm2 }),
        note: "Degrees in the source's own frame. Features that touch the area are whole.",
      },
      country: city.country ?? UNKNOWN,
      credit: city.attributions.map(({ text }) => text),
      resourceConstraints: city.attributions.map(({ text, licence, url }) => ({
        attribution: text,
        licence: licence ?? UNKNOWN,
        ...(url !== undefined && { url }),
      })),
      resourceFormat: { name: format.id, mediaType: format.mediaType },
    },
    referenceSystemInfo: referenceSystem(data),
    contentInfo: { featureCatalogue: "dictionary.json", featureCounts: count.byClass, laneKm: count.laneKm },
    resourceLineage: {
      statement: quality.postProcessing ?? UNKNOWN,
      source: quality.source ?? UNKNOWN,
      derivation: quality.derivation ?? UNKNOWN,
      note: "Each feature may say its own derivation and accuracy; those come before these.",
    },
    dataQualityInfo: {
      scope: "dataset",
      reports: {
        absoluteExternalPositionalAccuracy: [
          accuracy("horizontal", quality.absHorAccM),
          accuracy("vertical", quality.absVerAccM),
        ],
        relativeInternalPositionalAccuracy: [
          accuracy("horizontal", quality.relHorAccM),
          accuracy("vertical", quality.relVerAccM),
        ],
        completenessCommission: UNKNOWN,
        completenessOmission: UNKNOWN,
        thematicClassificationCorrectness: UNKNOWN,
        temporalQuality: { lastUpdate: quality.date ?? UNKNOWN },
      },
    },
  };
}
