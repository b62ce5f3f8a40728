// A PostgreSQL of its own in a temporary folder, run as a user that may (never root); a reason where there is none.

import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openState } from "../../../src/server/state/open-state.ts";
import { recordsRules } from "./records-rules.ts";

const ROOM = "/usr/lib/postgresql";
const versions = existsSync(ROOM) ? readdirSync(ROOM).sort((a, b) => Number(b) - Number(a)) : [];
const bin = versions
  .map((version) => join(ROOM, version, "bin"))
  .find((path) => existsSync(join(path, "initdb")));
const idOf = (flag: string) =>
  Number(execFileSync("id", [flag, "postgres"], { stdio: ["ignore", "pipe", "ignore"] }));
const owner = (() => {
  if (process.getuid?.() !== 0) return {};
  try {
    return { uid: idOf("-u"), gid: idOf("-g") };
  } catch {
    return undefined;
  }
})();
const missing = !bin
  ? "PostgreSQL is not installed"
  : !owner
    ? "root may not run PostgreSQL and there is no user postgres"
    : undefined;
if (missing !== undefined && process.env.LANETWIN_REQUIRE_TOOLS) throw new Error(missing);

const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });

describe.skipIf(missing !== undefined)(`PostgreSQL${missing === undefined ? "" : ` (${missing})`}`, () => {
  let folder = "";
  let url = "";
  const run = (name: string, ...args: string[]) =>
    execFileSync(join(bin as string, name), args, { ...owner, cwd: "/", stdio: "ignore" });
  beforeAll(async () => {
    // Not the temporary folder of this user, which another user may not enter.
    folder = mkdtempSync("/tmp/lanetwin-pg-");
    if (owner?.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid);
    const port = await freePort();
    const data = join(folder, "data");
    run("initdb", "-D", data, "-U", "lanetwin", "-A", "trust", "-E", "UTF8", "--no-sync");
    run(
      "pg_ctl",
      "-D",
      data,
      "-w",
      "-l",
      join(folder, "log"),
      "-o",
      `-p ${port} -h 127.0.0.1 -k ${folder}`,
      "start",
    );
    url = `postgres://lanetwin:a-password@127.0.0.1:${port}/postgres`;
  }, 60_000);
  afterAll(() => {
    if (url !== "") run("pg_ctl", "-D", join(folder, "data"), "-m", "immediate", "stop");
    if (folder !== "") rmSync(folder, { recursive: true, force: true });
  });

  recordsRules(() => url);

  test("is named without its password", async () => {
    const records = await openState(url, "c9");
    expect(records.database).not.toContain("a-password");
    expect(records.database).toContain("lanetwin");
    await records.close();
  });
});
