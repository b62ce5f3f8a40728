import { expect, test } from "vitest";
import type { CityRecords } from "../../../src/server/state/city-records.ts";
import { openState } from "../../../src/server/state/open-state.ts";
import { createAccess } from "../../../src/server/web/access.ts";
import { createWeb } from "../../../src/server/web/create-web.ts";
import { ROLES } from "../../../src/server/web/roles.ts";
import { digestOf } from "../../../src/server/web/tokens-file.ts";

const T = 1_790_000_000_000;
const token = (role: string) => `token-of-the-${role}-long-enough`;

async function served(entries: number) {
  const records: CityRecords = await openState(undefined, "c");
  for (let i = 0; i < entries; i++) {
    const eventId = i % 2 ? "odd" : "even";
    // Three at the same millisecond: a page may end between them.
    const timeMs = T + Math.floor(i / 3);
    const act = {
      id: `act-${i}`,
      eventId,
      kind: "cleared",
      ...(i === 0 && { note: "password=hunter2" }),
    } as const;
    await records.keep({
      act: { act, author: "王工", timeMs, answer: { ok: true } },
      audit: { timeMs, author: "王工", what: "cleared", subject: eventId, detail: JSON.stringify(act) },
    });
  }
  const tokens = ROLES.map((role) => ({
    digest: digestOf(token(role)),
    principal: { name: role, roles: [role] },
  }));
  const access = createAccess({ host: "127.0.0.1", port: 1, identities: { tokens }, now: () => T });
  const web = await createWeb({ appFolder: "/nowhere", cities: [], access, health: () => ({}), records });
  const get = (url: string, role = "operator") =>
    web.inject({ url, headers: { host: "localhost:1", authorization: `Bearer ${token(role)}` } });
  return { get, close: () => Promise.all([web.close(), records.close()]) };
}

test("operators read the audit and the acts; to all others it says which right is missing", async () => {
  const { get, close } = await served(1);
  for (const path of ["/audit", "/acts"])
    for (const role of ROLES) {
      const answer = await get(path, role);
      expect(answer.statusCode, `${role} ${path}`).toBe(role === "operator" ? 200 : 403);
      if (role !== "operator")
        expect(answer.json()).toEqual({ code: "fault.server.role", params: { deed: "audit" } });
    }
  await close();
});

test.each(["/audit", "/acts"])("%s is newest first, page by page, each entry once", async (path) => {
  const { get, close } = await served(11);
  const pages: { timeMs: number }[][] = [];
  let after = "";
  do {
    const { entries, next } = (await get(`${path}?limit=2${after}`)).json();
    pages.push(entries);
    after = next === undefined ? "" : `&after=${next}`;
  } while (after !== "");
  const all = pages.flat();
  expect(all.map(({ timeMs }) => timeMs)).toEqual(all.map(({ timeMs }) => timeMs).sort((a, b) => b - a));
  expect(new Set(all.map((entry) => JSON.stringify(entry))).size).toBe(11);
  await close();
});

test("one event's entries can be asked for alone, and passwords in notes are not told", async () => {
  const { get, close } = await served(6);
  const audit = (await get("/audit?event=odd")).json().entries;
  expect(audit.map(({ subject }: { subject: string }) => subject)).toEqual(["odd", "odd", "odd"]);
  const acts = (await get("/acts?event=even")).json().entries;
  expect(acts.map(({ act }: { act: { eventId: string } }) => act.eventId)).toEqual(["even", "even", "even"]);
  for (const path of ["/audit", "/acts"]) expect((await get(path)).body).not.toContain("hunter2");
  await close();
});

test("a query that cannot be read is refused in one clear fault", async () => {
  const { get, close } = await served(0);
  for (const query of ["limit=0", "limit=201", "limit=x", "after=yesterday", "event=a&event=b"]) {
    const answer = await get(`/audit?${query}`);
    expect([answer.statusCode, answer.json().code], query).toEqual([400, "fault.audit.query"]);
  }
  await close();
});
