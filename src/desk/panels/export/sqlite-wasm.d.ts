// The part of SQLite's WebAssembly build that we use; the package brings no types.
declare module "@sqlite.org/sqlite-wasm" {
  interface Statement {
    bind(values: readonly (string | number | Uint8Array | null)[]): Statement;
    stepReset(): Statement;
    finalize(): void;
  }
  interface Database {
    exec(sql: string): Database;
    prepare(sql: string): Statement;
    close(): void;
  }
  interface Sqlite {
    oo1: { DB: new (name: string, flags: string) => Database };
    capi: { sqlite3_js_db_export(db: Database): Uint8Array };
  }
  const init: (options?: {
    print?: (text: string) => void;
    printErr?: (text: string) => void;
  }) => Promise<Sqlite>;
  export default init;
}
