import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { createOnDisk, startRecorder } from "../../../src/server/record/recorder.ts";
import { openRecordings } from "../../../src/server/record/recordings.ts";
import { writeParquet } from "../../../src/server/record/write-parquet.ts";
import { EPOCH, LAT, LON, smallCity } from "./small-city.ts";

test("DuckDB reads a recording's Parquet table: every object where it drove, in order of id and time", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lanetwin-parquet-"));
  try {
    const city = smallCity(4);
    const recorder = await startRecorder({
      hub: city.hub,
      folder,
      cityId: "small",
      epoch: EPOCH,
      tickMs: 200,
      now: city.now,
      rotateMs: 4000,
    });
    const startMs = city.now();
    city.run(50);
    await recorder.stop();
    const recordings = await openRecordings(folder);
    const path = join(folder, "tracks.parquet");
    const file = await createOnDisk(path);
    const written = await writeParquet(recordings, file, { name: "LaneTwin", version: "test" });
    await file.close();
    await recordings.stop();
    expect(written.objects).toBe(4);
    expect(written.rows).toBeGreaterThan(60);

    const database = await (await DuckDBInstance.create(":memory:")).connect();
    const table = `read_parquet('${path}')`;
    const one = async (sql: string) => (await database.runAndReadAll(sql)).getRowObjectsJS();
    expect(
      await one(
        `select id, count(*)::int as n, epoch_ms(min("time"))::double as first, epoch_ms(max("time"))::double as last,
          any_value(class) as class, any_value(source) as source from ${table} group by id order by id`,
      ),
    ).toEqual(
      [0, 1, 2, 3].map((i) => ({
        id: `car-${i}`,
        n: expect.any(Number),
        first: startMs + 200,
        last: expect.toSatisfy((ms: number) => ms > city.now() - 1500),
        class: "car",
        source: "test",
      })),
    );
    const rows = (await one(
      `select id, lonDeg, latDeg, heightM, speedMps from ${table} where not predicted`,
    )) as {
      id: string;
      lonDeg: number;
      latDeg: number;
      heightM: number;
      speedMps: number;
    }[];
    // Circles of 40 m, 150 m apart; 1/32 m is what a frame keeps.
    const metres = 111_320 * Math.cos((LAT * Math.PI) / 180);
    for (const { id, lonDeg, latDeg, heightM, speedMps } of rows) {
      const i = Number(id.slice(-1));
      const radius = Math.hypot((lonDeg - LON) * metres - (i - 2) * 150, (latDeg - LAT) * 111_320);
      expect(Math.abs(radius - 40)).toBeLessThan(0.1);
      expect(Math.abs(heightM - 24)).toBeLessThan(0.05);
      expect(speedMps).toBeCloseTo(6 + i, 2);
    }
    const order = (await one(`select id, epoch_ms("time")::double as t from ${table}`)) as {
      id: string;
      t: number;
    }[];
    expect(order).toEqual([...order].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.t - b.t)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
