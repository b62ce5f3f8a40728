import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { libsqlDatabase } from "../../../src/server/state/libsql-database.ts";
import { openState } from "../../../src/server/state/open-state.ts";
import { recordsRules } from "./records-rules.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lanetwin-state-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the embedded database", () => {
  recordsRules(() => join(folder, "deep", "state"));

  test("that a newer LaneTwin wrote is left alone, with a reason", async () => {
    const place = join(folder, "newer");
    await (await openState(place, "c")).close();
    const database = await libsqlDatabase(join(place, "state.db"));
    await database.write([{ sql: "UPDATE lanetwin_state SET version = 99" }]);
    await database.close();
    await expect(openState(place, "c")).rejects.toMatchObject({
      code: "fault.state.newer",
      params: { version: 99, expected: 1 },
    });
  });

  test("that is no database, or cannot be made, is named with the reason", async () => {
    const place = join(folder, "file");
    writeFileSync(place, "x");
    await expect(openState(place, "c")).rejects.toMatchObject({
      code: "fault.state.open",
      params: { place },
    });
    await expect(openState("postgres://u:secret@127.0.0.1:1/x", "c")).rejects.toSatisfy(
      (error: { code: string }) =>
        error.code === "fault.state.open" && !JSON.stringify(error).includes("secret"),
    );
  });
});
