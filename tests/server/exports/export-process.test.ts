import { fork } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

test("an export whose server is gone before it has begun leaves nothing behind", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lanetwin-orphan-"));
  writeFileSync(join(folder, "half-written"), "x");
  const child = fork("src/server/exports/export-process.mjs", [folder], { execArgv: [], stdio: "ignore" });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  child.disconnect();
  await ended;
  expect(existsSync(folder)).toBe(false);
});
