// Whole-file JSON has to be held at once; past this size there are line formats that need not be.

import { Fault } from "../../../model/records/fault.ts";

export const MOST_WHOLE_BYTES = 400e6;

/** @param instead the format that can be streamed: "GeoJSONSeq", "CityJSONSeq" */
export const tooLarge = (file: string, bytes: number, instead: string): Fault =>
  new Fault("fault.input.too-large", {
    file,
    megabytes: Math.round(bytes / 1e6),
    most: MOST_WHOLE_BYTES / 1e6,
    instead,
  });
