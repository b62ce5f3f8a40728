// The records of a city that must not be lost: its events with their handling, the acts of people and their answers, and
// an audit of who did what when. One code path over every database. Times are Unix milliseconds.

import type { Act, ActAnswer } from "../../live/protocol/acts.ts";
import { Fault } from "../../model/records/fault.ts";
import type { EventObservation } from "../../model/twin/event.ts";
import { handlingOf, isOver } from "../../model/twin/event-stages.ts";
import type { Database, Statement } from "./database.ts";

export interface AuditEntry {
  timeMs: number;
  author: string;
  /** What was done: the act's kind, or "refused". */
  what: string;
  subject: string;
  detail: string;
}

export interface KeptAct {
  act: Act;
  author: string;
  timeMs: number;
  answer: ActAnswer;
}

export interface Page {
  limit: number;
  /** Of one event only. */
  eventId?: string;
  /** Go on after so many entries of this time; all later ones were read. */
  after?: { timeMs: number; skip: number };
}

export interface CityRecords {
  database: string;
  /** Events that were not closed, oldest first. */
  openEvents(): Promise<EventObservation[]>;
  event(id: string): Promise<EventObservation | undefined>;
  actById(id: string): Promise<KeptAct | undefined>;
  /** All of it or nothing. */
  keep(what: { events?: readonly EventObservation[]; act?: KeptAct; audit?: AuditEntry }): Promise<void>;
  /** Newest first. */
  audit(page: Page): Promise<AuditEntry[]>;
  /** Newest first, the refused ones among them. */
  acts(page: Page): Promise<KeptAct[]>;
  close(): Promise<void>;
}

const VERSION = 1;
const TABLES: readonly string[] = [
  "CREATE TABLE IF NOT EXISTS lanetwin_state (version INTEGER NOT NULL)",
  `CREATE TABLE IF NOT EXISTS lanetwin_events (
    city TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, stage TEXT NOT NULL, open INTEGER NOT NULL,
    begin_ms BIGINT NOT NULL, time_ms BIGINT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (city, id))`,
  "CREATE INDEX IF NOT EXISTS lanetwin_events_open ON lanetwin_events (city, open, begin_ms)",
  `CREATE TABLE IF NOT EXISTS lanetwin_acts (
    city TEXT NOT NULL, id TEXT NOT NULL, event_id TEXT NOT NULL, time_ms BIGINT NOT NULL, author TEXT NOT NULL,
    act TEXT NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (city, id))`,
  `CREATE TABLE IF NOT EXISTS lanetwin_audit (
    city TEXT NOT NULL, time_ms BIGINT NOT NULL, author TEXT NOT NULL, what TEXT NOT NULL, subject TEXT NOT NULL,
    detail TEXT NOT NULL)`,
  "CREATE INDEX IF NOT EXISTS lanetwin_audit_time ON lanetwin_audit (city, time_ms)",
];

/** @throws Fault fault.state.newer where a newer LaneTwin has written there */
export async function openRecords(database: Database, city: string): Promise<CityRecords> {
  await database.write(TABLES.map((sql) => ({ sql })));
  const [known] = await database.read({ sql: "SELECT max(version) AS version FROM lanetwin_state" });
  const version = Number(known?.version ?? 0);
  if (version > VERSION)
    throw new Fault("fault.state.newer", { place: database.name, version, expected: VERSION });
  if (version < VERSION)
    await database.write([{ sql: "INSERT INTO lanetwin_state (version) VALUES (?)", values: [VERSION] }]);

  const eventStatement = (event: EventObservation): Statement => ({
    sql: `INSERT INTO lanetwin_events (city, id, kind, stage, open, begin_ms, time_ms, record)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (city, id) DO UPDATE SET kind = excluded.kind,
      stage = excluded.stage, open = excluded.open, time_ms = excluded.time_ms, record = excluded.record`,
    values: [
      city,
      event.id,
      event.kind,
      handlingOf(event).stage,
      isOver(handlingOf(event).stage) ? 0 : 1,
      Math.round(event.beginMs),
      Math.round(event.timeMs),
      JSON.stringify(event),
    ],
  });
  /** @param order what tells entries of one time apart */
  const pageOf = (
    columns: string,
    table: string,
    eventColumn: string,
    order: string,
    { limit, eventId, after }: Page,
  ): Statement => ({
    sql: `SELECT ${columns} FROM ${table} WHERE city = ?${eventId === undefined ? "" : ` AND ${eventColumn} = ?`}${
      after ? " AND time_ms <= ?" : ""
    } ORDER BY time_ms DESC, ${order} LIMIT ? OFFSET ?`,
    values: [
      city,
      ...(eventId === undefined ? [] : [eventId]),
      ...(after ? [after.timeMs] : []),
      limit,
      after?.skip ?? 0,
    ],
  });
  const keptAct = (row: Record<string, unknown>): KeptAct => ({
    act: JSON.parse(String(row.act)) as Act,
    answer: JSON.parse(String(row.answer)) as ActAnswer,
    author: String(row.author),
    timeMs: Number(row.time_ms),
  });
  const eventsOf = (rows: Record<string, unknown>[]) =>
    rows.map(({ record }) => JSON.parse(String(record)) as EventObservation);

  return {
    database: database.name,
    async openEvents() {
      return eventsOf(
        await database.read({
          sql: "SELECT record FROM lanetwin_events WHERE city = ? AND open = 1 ORDER BY begin_ms, id",
          values: [city],
        }),
      );
    },
    async event(id) {
      return eventsOf(
        await database.read({
          sql: "SELECT record FROM lanetwin_events WHERE city = ? AND id = ?",
          values: [city, id],
        }),
      )[0];
    },
    async actById(id) {
      const [row] = await database.read({
        sql: "SELECT act, answer, author, time_ms FROM lanetwin_acts WHERE city = ? AND id = ?",
        values: [city, id],
      });
      return row && keptAct(row);
    },
    async keep({ events = [], act, audit }) {
      const statements = events.map(eventStatement);
      if (act)
        statements.push({
          sql: `INSERT INTO lanetwin_acts (city, id, event_id, time_ms, author, act, answer)
            VALUES (?, ?, ?, ?, ?, ?, ?)`,
          values: [
            city,
            act.act.id,
            act.act.eventId,
            Math.round(act.timeMs),
            act.author,
            JSON.stringify(act.act),
            JSON.stringify(act.answer),
          ],
        });
      if (audit)
        statements.push({
          sql: `INSERT INTO lanetwin_audit (city, time_ms, author, what, subject, detail)
            VALUES (?, ?, ?, ?, ?, ?)`,
          values: [city, Math.round(audit.timeMs), audit.author, audit.what, audit.subject, audit.detail],
        });
      if (statements.length > 0) await database.write(statements);
    },
    async audit(page) {
      const rows = await database.read(
        pageOf(
          "time_ms, author, what, subject, detail",
          "lanetwin_audit",
          "subject",
          "author, what, detail",
          page,
        ),
      );
      return rows.map(({ time_ms, author, what, subject, detail }) => ({
        timeMs: Number(time_ms),
        author: String(author),
        what: String(what),
        subject: String(subject),
        detail: String(detail),
      }));
    },
    async acts(page) {
      return (
        await database.read(pageOf("act, answer, author, time_ms", "lanetwin_acts", "event_id", "id", page))
      ).map(keptAct);
    },
    close: () => database.close(),
  };
}
