// PostgreSQL by URL, through a small pool. Whole numbers of 64 bits come back as text and are read by the records.

import type { Database, SqlValue } from "./database.ts";

const CONNECTIONS = 4;
const CONNECT_MS = 10_000;

const numbered = (sql: string) => {
  let n = 0;
  return sql.replaceAll("?", () => `$${++n}`);
};

/** PostgreSQL takes no NUL in a text. */
const clean = (values: readonly SqlValue[]) =>
  values.map((value) => (typeof value === "string" ? value.replaceAll("\0", "") : value));

/** The URL as messages may show it. */
export function withoutPassword(url: string): string {
  try {
    const shown = new URL(url);
    if (shown.password !== "") shown.password = "…";
    shown.search = "";
    return decodeURI(shown.href);
  } catch {
    return "postgres://";
  }
}

export async function postgresDatabase(url: string): Promise<Database> {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
  });
  // A connection that breaks while idle is replaced at the next statement; without a listener it would end the process.
  pool.on("error", () => undefined);
  return {
    name: withoutPassword(url),
    async read({ sql, values = [] }) {
      return (await pool.query(numbered(sql), clean(values))).rows;
    },
    async write(statements) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query("BEGIN");
        for (const { sql, values = [] } of statements) await client.query(numbered(sql), clean(values));
        await client.query("COMMIT");
      } catch (error) {
        await client.query("ROLLBACK").catch((reason: Error) => {
          broken = reason;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}
