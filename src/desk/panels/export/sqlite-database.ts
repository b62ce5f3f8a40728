/// <reference path="./sqlite-wasm.d.ts" />
// GeoPackage in a browser: SQLite in WebAssembly, in memory, loaded when it is asked for.

import type { OpenDatabase } from "../../../data/export/memory-target.ts";

export const openSqlite: OpenDatabase = async (bytes) => {
  const { default: init } = await import("@sqlite.org/sqlite-wasm");
  const sqlite = await init({ print: () => {}, printErr: () => {} });
  const db = new sqlite.oo1.DB(":memory:", "c");
  if (bytes) {
    const { sqlite3_deserialize, SQLITE_DESERIALIZE_FREEONCLOSE, SQLITE_DESERIALIZE_RESIZEABLE } =
      sqlite.capi;
    const flags = SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE;
    const data = sqlite.wasm.allocFromTypedArray(bytes);
    db.checkRc(sqlite3_deserialize(db, "main", data, bytes.length, bytes.length, flags));
  }
  const statements: { finalize(): void }[] = [];
  return {
    exec: (sql) => void db.exec(sql),
    prepare(sql) {
      const statement = db.prepare(sql);
      statements.push(statement);
      return { run: (values) => void statement.bind(values).stepReset() };
    },
    get: (sql) => db.selectValue(sql),
    async close() {
      for (const statement of statements) statement.finalize();
      const bytes = sqlite.capi.sqlite3_js_db_export(db);
      db.close();
      return bytes;
    },
  };
};
