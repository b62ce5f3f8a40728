// DATEX II parking publications (2.3 and 3): status with counts, and the table with names and places. Occupancy is in
// percent; a record without a time of its own has the publication's. Elements are known by their local names.

import { SaxesParser } from "saxes";
import type { ParkingSiteObservation } from "../../../model/twin/parking.ts";
import { anyTimeMs } from "../intake/any-time.ts";
import { countsOf } from "../intake/field-shares.ts";
import type { Intake } from "../intake/intake.ts";
import { numberIn } from "../intake/read-number.ts";

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

const MAX_DEPTH = 64;
const MAX_ELEMENTS = 2_000_000;
const local = (name: string) => name.slice(name.indexOf(":") + 1);
const RECORDS = new Set(["parkingRecordStatus", "parkingRecord", "parkingFacilityStatus"]);

/** Every parking record of a document, and its publication's time. @throws Error on what is no XML */
function recordsOf(xml: string): { records: Element[]; publicationTime: string | undefined } {
  const parser = new SaxesParser();
  const records: Element[] = [];
  const open: (Element | undefined)[] = [];
  let publicationTime: string | undefined;
  let elements = 0;
  let failure: Error | undefined;
  let text = "";
  parser.on("error", (error) => {
    failure ??= error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    elements += 1;
    if (elements > MAX_ELEMENTS || open.length >= MAX_DEPTH) throw new Error("too deep or too long");
    const parent = open.at(-1);
    const own = local(name);
    const plain = Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [local(key), String(value)]),
    );
    // Only records grow into trees; all else is passed over.
    const element: Element | undefined =
      parent || RECORDS.has(own) ? { name: own, attributes: plain, children: [], text: "" } : undefined;
    if (parent && element) parent.children.push(element);
    open.push(element);
    text = "";
  });
  parser.on("text", (part) => {
    text += part;
  });
  parser.on("closetag", ({ name }) => {
    const element = open.pop();
    if (element) element.text = text.trim();
    else if (local(name) === "publicationTime") publicationTime = text.trim();
    if (element && !open.at(-1)) records.push(element);
    text = "";
  });
  parser.write(xml).close();
  if (failure) throw failure;
  return { records, publicationTime };
}

/** The first element of a name, however deep. */
function find(element: Element, name: string): Element | undefined {
  for (const child of element.children) {
    if (child.name === name) return child;
    const deeper = find(child, name);
    if (deeper) return deeper;
  }
  return undefined;
}

const childOf = (element: Element, name: string) => element.children.find((child) => child.name === name);

export interface ParkingBook {
  read(xml: Uint8Array, intake: Intake, zone: string): void;
}

const OPEN: Record<string, ParkingSiteObservation["state"]> = {
  open: "open",
  openForPublicUse: "open",
  closed: "closed",
  closedAbnormal: "closed",
  full: "full",
  fullAtEntrance: "full",
  spacesAvailable: "open",
  almostFull: "open",
};

/** Remembers names and places of the table, which status publications leave out. */
export function createParkingBook(): ParkingBook {
  const known = new Map<string, Partial<ParkingSiteObservation>>();

  function readRecord(
    record: Element,
    publicationTime: string | undefined,
    intake: Intake,
    zone: string,
  ): void {
    const reference =
      childOf(record, "parkingRecordReference") ?? childOf(record, "parkingFacilityReference");
    const id = reference?.attributes.id ?? record.attributes.id;
    if (id === undefined || id === "") {
      intake.count("no-id", record);
      return;
    }
    const figure = (within: Element | undefined, name: string) =>
      within && numberIn(find(within, name)?.text);
    const status = record.name !== "parkingRecord";
    const stated = status ? childOf(record, "parkingStatusOriginTime")?.text : undefined;
    if (status && stated === undefined) intake.count("time-missing", record);
    const sourceMs = anyTimeMs(stated ?? publicationTime, zone, intake, record);
    const timeMs = sourceMs === undefined ? intake.now() : intake.time(sourceMs, record);
    if (timeMs === undefined) return;
    const lon = figure(record, "longitude");
    const lat = figure(record, "latitude");
    const place = lon === undefined && lat === undefined ? {} : intake.place(lon, lat, record);
    if (!place) return;
    const occupancy = childOf(record, "parkingOccupancy");
    const counts = countsOf(
      figure(occupancy, "parkingNumberOfSpacesOverride") ?? figure(record, "parkingNumberOfSpaces"),
      figure(occupancy, "parkingNumberOfVacantSpaces"),
      figure(occupancy, "parkingNumberOfOccupiedSpaces"),
      intake,
      record,
    );
    if (!counts) return;
    const percent = occupancy && numberIn(childOf(occupancy, "parkingOccupancy")?.text);
    if (percent !== undefined && !(percent >= 0 && percent <= 100)) {
      intake.count("share-absurd", record);
      return;
    }
    const name = childOf(record, "parkingName");
    const title = name && (find(name, "value")?.text ?? name.text);
    const opening =
      OPEN[find(record, "parkingSiteStatus")?.text ?? ""] ??
      OPEN[find(record, "parkingSiteOpeningStatus")?.text ?? ""] ??
      OPEN[find(record, "openingStatus")?.text ?? ""];
    const told: Partial<ParkingSiteObservation> = {
      ...place,
      ...counts,
      ...(title !== undefined && title !== "" && { name: title }),
      ...(opening !== undefined && { state: opening }),
      ...(percent !== undefined && { occupancyShare: percent / 100 }),
    };
    const whole = { ...known.get(id), ...told };
    known.set(id, whole);
    intake.observe({
      sites: [{ state: "unknown", ...whole, id: `${intake.source}/${id}`, source: intake.source, timeMs }],
    });
  }

  return {
    read(body, intake, zone) {
      const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(body);
      const byteOrderMark = text.charCodeAt(0) === 0xfeff;
      if (byteOrderMark) intake.count("byte-order-mark", text);
      const { records, publicationTime } = recordsOf(byteOrderMark ? text.slice(1) : text);
      if (records.length === 0) throw new Error("no parking records");
      intake.each(records, (record) => readRecord(record, publicationTime, intake, zone));
    },
  };
}
