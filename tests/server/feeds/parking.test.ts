import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createParkingBook } from "../../../src/server/feeds/datex2/read-parking.ts";
import { takeEntities } from "../../../src/server/feeds/ngsi-ld/index.ts";
import { json, listen, NOW_MS } from "./listening.ts";

const ZONE = "Asia/Shanghai";
const iso = new Date(NOW_MS - 30_000).toISOString();
const polled = { clock: { offsetMs: 0, trust: "source" as const } };
const property = (value: unknown) => ({ type: "Property", value });
const point = { type: "GeoProperty", value: { type: "Point", coordinates: [114.413, 30.475] } };

describe("NGSI-LD", () => {
  const take = (...entities: unknown[]) => {
    const to = listen(polled);
    let receipt: ReturnType<typeof takeEntities> | undefined;
    to.intake.message("x", () => {
      receipt = takeEntities(json({ type: "Notification", data: entities }), to.intake, ZONE);
    });
    return { ...to, receipt };
  };

  test.each(["free", "occupied", "closed", "unknown"])("a ParkingSpot that is %s, in its site", (status) => {
    const { seen } = take({
      id: "urn:spot:1",
      type: "ParkingSpot",
      status: { ...property(status), observedAt: iso },
      observedAt: iso,
      location: point,
      refParkingSite: { type: "Relationship", object: "urn:site:1" },
    });
    expect(seen.bays).toMatchObject([
      { id: "s/urn:spot:1", siteId: "s/urn:site:1", state: status, lonDeg: 114.413, timeMs: NOW_MS - 30_000 },
    ]);
  });

  test("OffStreetParking, normalised and simplified alike", () => {
    const bare = {
      id: "site",
      type: "OffStreetParking",
      name: "商场地下车库",
      location: { type: "Point", coordinates: [114.413, 30.475] },
      totalSpotNumber: 2500,
      availableSpotNumber: 400,
      occupiedSpotNumber: 2100,
      occupancy: 0.84,
      status: ["open"],
      dateObserved: iso,
    };
    const { seen } = take(bare, { ...bare, id: "other", totalSpotNumber: property(2500) });
    const told = {
      totalBays: 2500,
      freeBays: 400,
      occupiedBays: 2100,
      occupancyShare: 0.84,
      state: "open",
      name: "商场地下车库",
    };
    expect(seen.sites).toMatchObject([told, told]);
  });

  test.each([
    [{ occupancy: 84 }, "percent-for-ratio", 0.84],
    [{ occupancy: -3 }, "share-absurd", undefined],
    [{ occupancy: "0.84" }, "string-number", 0.84],
  ])("%o is counted as %s", (change, reason, share) => {
    const { seen, reasons } = take({ id: "s", type: "OffStreetParking", dateObserved: iso, ...change });
    expect(seen.sites[0]?.occupancyShare).toBe(share);
    expect(reasons()[reason]).toBe(1);
  });

  test("more free bays than there are is refused, and its neighbour goes on", () => {
    const site = { type: "OffStreetParking", dateObserved: iso, totalSpotNumber: 10 };
    const { seen, receipt } = take(
      { ...site, id: "a", availableSpotNumber: 11 },
      { ...site, id: "b", availableSpotNumber: 9 },
    );
    expect(seen.sites.map(({ id }) => id)).toEqual(["s/b"]);
    expect(receipt).toEqual({ taken: 1, refused: [{ index: 0, reason: "count-absurd" }] });
  });

  test("a Vehicle's speed is km/h and becomes m/s", () => {
    const { rows, described } = take({
      id: "bus1",
      type: "Vehicle",
      vehicleType: property("bus"),
      location: { ...point, observedAt: iso },
      speed: property(36),
      heading: property(180),
    });
    expect(rows).toMatchObject([{ id: "s/bus1", speedMps: 10, timeMs: NOW_MS - 30_000 }]);
    expect(rows[0]?.headingRad).toBeCloseTo(Math.PI, 12);
    expect(described.get("s/bus1")?.class).toBe("bus");
  });

  test("an UnmannedAerialVehicle is a drone with a state", () => {
    const { rows, seen } = take({
      id: "uav",
      type: "UnmannedAerialVehicle",
      location: point,
      groundSpeed: property(12),
      flightStatus: property("landing"),
      fuel: property(0.4),
      observedAt: iso,
    });
    expect(rows).toMatchObject([{ id: "s/uav", speedMps: 12 }]);
    expect(seen.drones).toMatchObject([{ id: "s/uav", state: "landing", batteryShare: 0.4 }]);
  });

  test("a time without a zone is the city's", () => {
    const { seen, reasons } = take({
      id: "s",
      type: "OffStreetParking",
      dateObserved: "2026-03-04T10:05:00",
    });
    expect(seen.sites[0]?.timeMs).toBe(Date.UTC(2026, 2, 4, 2, 5));
    expect(reasons()["wall-clock"]).toBe(1);
  });

  test("entities with anything in any field never throw out", () => {
    const names = [
      "id",
      "type",
      "location",
      "status",
      "occupancy",
      "totalSpotNumber",
      "dateObserved",
      "speed",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.jsonValue(),
        fc.constantFrom("Vehicle", "ParkingSpot", "OffStreetParking"),
        (name, value, type) => {
          const { receipt } = take(
            { id: "a", type, location: point, status: property("free"), [name]: value },
            { id: "b", type: "ParkingSpot", location: point, status: property("free") },
          );
          expect((receipt?.taken ?? 0) + (receipt?.refused.length ?? 0)).toBe(2);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("DATEX II", () => {
  const record = (
    id: string,
    occupancy: string,
    time = `<parkingStatusOriginTime>${iso}</parkingStatusOriginTime>`,
  ) =>
    `<parkingRecordStatus><parkingRecordReference targetClass="ParkingRecord" id="${id}" version="1"/>${time}<parkingOccupancy>${occupancy}</parkingOccupancy></parkingRecordStatus>`;
  const publication = (...records: string[]) =>
    `<?xml version="1.0"?><d2:d2LogicalModel xmlns:d2="http://datex2.eu/schema/2/2_0" xmlns="http://datex2.eu/schema/2/2_0"><payloadPublication><publicationTime>2026-03-04T10:04:00+08:00</publicationTime>${records.join("")}</payloadPublication></d2:d2LogicalModel>`;
  const take = (...documents: string[]) => {
    const to = listen(polled);
    const book = createParkingBook();
    for (const text of documents)
      to.intake.message(text, () => book.read(new TextEncoder().encode(text), to.intake, ZONE));
    return to;
  };
  const COUNTS =
    "<parkingNumberOfSpacesOverride>40</parkingNumberOfSpacesOverride><parkingNumberOfVacantSpaces>30</parkingNumberOfVacantSpaces><parkingNumberOfOccupiedSpaces>10</parkingNumberOfOccupiedSpaces>";

  test("counts as they stand, occupancy from percent", () => {
    const { seen } = take(publication(record("p1", `${COUNTS}<parkingOccupancy>25</parkingOccupancy>`)));
    expect(seen.sites).toMatchObject([
      {
        id: "s/p1",
        totalBays: 40,
        freeBays: 30,
        occupiedBays: 10,
        occupancyShare: 0.25,
        timeMs: NOW_MS - 30_000,
      },
    ]);
  });

  test("a record without a time has the publication's, counted", () => {
    const { seen, reasons } = take(publication(record("p1", COUNTS, "")));
    expect(seen.sites[0]?.timeMs).toBe(Date.UTC(2026, 2, 4, 2, 4));
    expect(reasons()["time-missing"]).toBe(1);
  });

  test("names and places of the table stay with the status", () => {
    const table = `<parkingRecord id="p1" version="1"><parkingName><values><value lang="de">Bahnhof</value></values></parkingName><parkingLocation><pointByCoordinates><pointCoordinates><latitude>30.475</latitude><longitude>114.413</longitude></pointCoordinates></pointByCoordinates></parkingLocation><parkingNumberOfSpaces>50</parkingNumberOfSpaces></parkingRecord>`;
    const vacant = "<parkingNumberOfVacantSpaces>7</parkingNumberOfVacantSpaces>";
    const { seen } = take(publication(table), publication(record("p1", vacant)));
    expect(seen.sites.at(-1)).toMatchObject({
      name: "Bahnhof",
      lonDeg: 114.413,
      latDeg: 30.475,
      totalBays: 50,
      freeBays: 7,
    });
  });

  test("what contradicts itself is refused and its neighbour goes on", () => {
    const { seen, reasons } = take(
      publication(
        record("a", "<parkingNumberOfVacantSpaces>-1</parkingNumberOfVacantSpaces>"),
        record("b", "<parkingOccupancy>250</parkingOccupancy>"),
        record("", COUNTS),
        record("c", COUNTS),
      ),
    );
    expect(seen.sites.map(({ id }) => id)).toEqual(["s/c"]);
    expect(reasons()).toMatchObject({ "count-absurd": 1, "share-absurd": 1, "no-id": 1 });
  });

  test("broken XML, entities and nests are refused whole, and the next document is read", () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${publication(record("p", "&b;")).slice(21)}`;
    const nest = `<parkingRecordStatus>${"<a>".repeat(500)}${"</a>".repeat(500)}</parkingRecordStatus>`;
    const { seen, reasons } = take("<a><b></a>", "no xml", bomb, nest, publication(record("p1", COUNTS)));
    expect(reasons().unreadable).toBe(4);
    expect(seen.sites.map(({ id }) => id)).toEqual(["s/p1"]);
  });
});
