// Opens the state that must not be lost (events, acts, audit): a folder for the embedded database, a postgres:// URL, or
// nothing, which keeps it in memory for the life of the process. Tracks never go there.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../../model/records/fault.ts";
import { type CityRecords, openRecords } from "./city-records.ts";
import type { Database } from "./database.ts";
import { libsqlDatabase } from "./libsql-database.ts";
import { postgresDatabase, withoutPassword } from "./postgres-database.ts";

const FILE = "state.db";
const POSTGRES = /^postgres(ql)?:\/\//;

async function databaseAt(place: string | undefined): Promise<Database> {
  if (place === undefined) return libsqlDatabase(":memory:");
  if (POSTGRES.test(place)) return postgresDatabase(place);
  await mkdir(place, { recursive: true });
  return libsqlDatabase(join(place, FILE));
}

/** @throws Fault fault.state.open, fault.state.newer */
export async function openState(place: string | undefined, cityId: string): Promise<CityRecords> {
  const shown = place === undefined ? "" : POSTGRES.test(place) ? withoutPassword(place) : place;
  let database: Database | undefined;
  try {
    database = await databaseAt(place);
    return await openRecords(database, cityId);
  } catch (error) {
    await database?.close().catch(() => undefined);
    if (error instanceof Fault) throw error;
    throw new Fault("fault.state.open", {
      place: shown,
      reason:
        error instanceof Error ? error.message || (error as { code?: string }).code || "" : String(error),
    });
  }
}
