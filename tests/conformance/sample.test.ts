import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { sampleRoads } from "../../src/data/sample/sample-roads.ts";
import { digestOf } from "../data/sample/digest-sample.ts";
import { SHARED } from "./maps.ts";
import { netconvert, SUMO_HOME, xmllint } from "./outside-programs.ts";

const SEEDS = [1, 2, 3];
const SCHEMA = join(SHARED, "data/xsd/1.7.0/opendrive_17_core.xsd");
const sumo =
  netconvert && spawnSync("sumo", ["--version"], { stdio: "ignore" }).status === 0 ? "sumo" : undefined;
if (process.env.LANETWIN_REQUIRE_TOOLS && !(existsSync(SCHEMA) && sumo))
  throw new Error(`Missing for the sample's conformance: ${existsSync(SCHEMA) ? "sumo" : SCHEMA}`);
const folder = mkdtempSync(join(tmpdir(), "lanetwin-sample-"));
const at = (name: string) => join(folder, name);
const sumoEnv = { ...process.env, SUMO_HOME };

function mapOf(seed: number): string {
  const file = at(`sample-${seed}.xodr`);
  writeFileSync(file, sampleRoads(seed));
  return file;
}

/** What a program said and how it ended. */
function run(command: string, args: string[], env: NodeJS.ProcessEnv = process.env) {
  const done = spawnSync(command, args, { cwd: folder, env, encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.error) throw done.error;
  return { status: done.status, out: done.stdout, said: done.stderr.trim() };
}

describe.each(SEEDS)("the sample of seed %i", (seed) => {
  test.skipIf(!xmllint || !existsSync(SCHEMA))("is valid by the schema of OpenDRIVE 1.7.0", () => {
    const file = mapOf(seed);
    const { status, said } = run(xmllint as string, ["--noout", "--nonet", "--schema", SCHEMA, file]);
    expect({ status, said }).toEqual({ status: 0, said: `${file} validates` });
  });

  const ways = {
    "as it comes": [],
    "with all lanes at 0.1 m": [
      "--opendrive.import-all-lanes",
      "--opendrive.curve-resolution",
      "0.1",
      "--precision",
      "6",
    ],
  };
  test.skipIf(!netconvert).each(Object.entries(ways))(
    "goes through netconvert without a warning %s",
    (_, args) => {
      const done = run(
        netconvert as string,
        ["-X", "never", "--opendrive-files", mapOf(seed), ...args, "-o", at(`sample-${seed}.net.xml`)],
        sumoEnv,
      );
      expect({ status: done.status, said: done.said }).toEqual({ status: 0, said: "" });
    },
  );
});

test.skipIf(!sumo)("SUMO drives the sample: trips across it arrive, nobody collides or is taken away", () => {
  const net = at("driven.net.xml");
  const made = run(netconvert as string, ["-X", "never", "--opendrive-files", mapOf(1), "-o", net], sumoEnv);
  expect(made.said).toBe("");
  const trips = at("trips.xml");
  const random = join(SUMO_HOME, "tools/randomTrips.py");
  const given = ["-n", net, "-o", trips, "-e", "300", "-p", "1.5", "--seed", "1", "--min-distance", "500"];
  expect(run("python3", [random, ...given, "--fringe-factor", "10", "--validate"], sumoEnv).status).toBe(0);
  const summary = at("summary.xml");
  const args = [
    "-n",
    net,
    "-r",
    trips,
    "--end",
    "1800",
    "--no-step-log",
    "--seed",
    "1",
    "--summary",
    summary,
  ];
  const { status, said } = run(sumo as string, ["-X", "never", ...args], sumoEnv);
  expect(status).toBe(0);
  expect(said).not.toMatch(/Error|collision|teleporting/i);
  const last =
    readFileSync(summary, "utf8")
      .trim()
      .split("\n")
      .filter((line) => line.includes("<step "))
      .at(-1) ?? "";
  const figure = (name: string) => Number(new RegExp(`\\b${name}="([^"]*)"`).exec(last)?.[1]);
  expect(figure("inserted")).toBeGreaterThan(100);
  expect(figure("arrived")).toBe(figure("inserted"));
  expect(figure("teleports")).toBe(0);
});

test("the same seed gives the same bytes on Node 20, 22 and 24", () => {
  const script = resolve("tests/data/sample/digest-sample.ts");
  const tsx = resolve("node_modules/tsx/dist/cli.mjs");
  const own = SEEDS.map(digestOf);
  for (const version of ["20", "22", "24"]) {
    const args = ["-y", `node@${version}`, tsx, script, ...SEEDS.map(String)];
    const { status, out, said } = run("npx", args);
    expect({ status, said: status === 0 ? "" : said }).toEqual({ status: 0, said: "" });
    const [running = "", ...digests] = out.trim().split("\n");
    expect(running.startsWith(`v${version}.`)).toBe(true);
    expect(digests).toEqual(own);
  }
});
