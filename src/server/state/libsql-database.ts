// The embedded database: one file, or memory. What it was given survives a power cut (WAL, synchronous FULL).

import type { Database } from "./database.ts";

const BUSY_MS = 5000;

/** @param path ":memory:" for none */
export async function libsqlDatabase(path: string): Promise<Database> {
  // Native code that only a server needs.
  const { default: Libsql } = await import("libsql");
  const database = new Libsql(path);
  if (path !== ":memory:") database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
  return {
    name: path,
    async read({ sql, values = [] }) {
      return database.prepare(sql).all(...values) as Record<string, unknown>[];
    },
    async write(statements) {
      database.exec("BEGIN IMMEDIATE");
      try {
        for (const { sql, values = [] } of statements) database.prepare(sql).run(...values);
        database.exec("COMMIT");
      } catch (error) {
        database.exec("ROLLBACK");
        throw error;
      }
    },
    async close() {
      database.close();
    },
  };
}
