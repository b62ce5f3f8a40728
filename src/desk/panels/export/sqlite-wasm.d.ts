// The part of SQLite's WebAssembly build that we use; the package brings no types.
declare module "@sqlite.org/sqlite-wasm" {
  interface Statement {
    bind(values: readonly (string | number | Uint8Array | null)[]): Statement;
    stepReset(): Statement;
    finalize(): void;
  }
  interface Database {
    checkRc(code: number): void;
    exec(sql: string): Database;
    prepare(sql: string): Statement;
    selectValue(sql: string): unknown;
    close(): void;
  }
  interface Sqlite {
    oo1: { DB: new (name: string, flags: string) => Database };
    capi: {
      sqlite3_js_db_export(db: Database): Uint8Array;
      sqlite3_deserialize(
        db: Database,
        schema: string,
        data: number,
        bytes: number,
        capacity: number,
        flags: number,
      ): number;
      SQLITE_DESERIALIZE_FREEONCLOSE: number;
      SQLITE_DESERIALIZE_RESIZEABLE: number;
    };
    wasm: { allocFromTypedArray(bytes: Uint8Array): number };
  }
  const init: (options?: {
    print?: (text: string) => void;
    printErr?: (text: string) => void;
  }) => Promise<Sqlite>;
  export default init;
}
