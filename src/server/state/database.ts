// What the records need of a database, whichever it is: statements with "?" for their parameters, in the SQL that SQLite
// and PostgreSQL share, and a list of them that happens as a whole or not at all.

export type SqlValue = string | number | null;

export interface Statement {
  sql: string;
  values?: readonly SqlValue[];
}

export interface Database {
  /** As it is named in messages; without a password. */
  name: string;
  read(statement: Statement): Promise<Record<string, unknown>[]>;
  /** All of them or none. */
  write(statements: readonly Statement[]): Promise<void>;
  close(): Promise<void>;
}
