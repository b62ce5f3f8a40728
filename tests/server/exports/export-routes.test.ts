import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { importFile } from "../../../src/data/build/node.ts";
import type { ExportJobState } from "../../../src/data/export/export-job.ts";
import { createExportJobs, type ExportJobs } from "../../../src/server/exports/export-jobs.ts";
import { createAccess } from "../../../src/server/web/access.ts";
import { createWeb } from "../../../src/server/web/create-web.ts";
import { map, road } from "../../data/formats/opendrive/small-map.ts";

const TOKEN = "a-token-of-some-length";
const headers = { host: "localhost:1" };
const at = (y: number) => `<geometry s="0" x="545700" y="${y}" hdg="0" length="100"><line/></geometry>`;
let cityFolder: string;

beforeAll(async () => {
  const root = mkdtempSync(join(tmpdir(), "lanetwin-jobs-"));
  writeFileSync(join(root, "two.xodr"), map(road("1", at(3374400)), road("2", at(3374600))));
  cityFolder = join(root, "two");
  await importFile(join(root, "two.xodr"), cityFolder, {});
});

interface Started {
  web: Awaited<ReturnType<typeof createWeb>>;
  jobs: ExportJobs;
  scratchFolder: string;
}
const open: Started[] = [];
afterEach(async () => {
  for (const { web, jobs } of open.splice(0)) {
    await jobs.stop();
    await web.close();
  }
});

async function start(
  more: Partial<Parameters<typeof createExportJobs>[0]> = {},
  token?: string,
): Promise<Started> {
  const scratchFolder = more.scratchFolder ?? mkdtempSync(join(tmpdir(), "lanetwin-scratch-"));
  const jobs = await createExportJobs({
    cities: [{ id: "two", folder: cityFolder }],
    software: { name: "LaneTwin", version: "0.0.0" },
    now: Date.now,
    ...more,
    scratchFolder,
  });
  const web = await createWeb({
    appFolder: scratchFolder,
    cities: [{ id: "two", title: { zh: "两路", en: "Two" }, folder: cityFolder }],
    access: createAccess({ host: token ? "0.0.0.0" : "127.0.0.1", port: 1, ...(token && { token }) }),
    health: () => ({}),
    exports: jobs,
  });
  const started = { web, jobs, scratchFolder };
  open.push(started);
  return started;
}

const ORDER = {
  city: "two",
  fileName: "two-city-geojson-epsg4547.zip",
  classes: ["lane", "road"],
  crs: "EPSG:4547",
  format: "geojson",
};

const order = ({ web }: Started, payload: object = ORDER, more: Record<string, string> = {}) =>
  web.inject({ method: "POST", url: "/exports", headers: { ...headers, ...more }, payload });

async function ended({ web }: Started, id: string): Promise<ExportJobState> {
  for (;;) {
    const answer = await web.inject({ url: `/exports/${id}`, headers });
    if (answer.statusCode !== 200) return { state: "failed", ...answer.json() };
    const state = answer.json() as ExportJobState;
    if (state.state !== "running") return state;
    await new Promise((done) => setTimeout(done, 50));
  }
}

const until = async (holds: () => boolean | Promise<boolean>) => {
  while (!(await holds())) await new Promise((done) => setTimeout(done, 20));
};
const left = ({ scratchFolder }: Started) => readdirSync(scratchFolder);
const sha = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("an export on the server", () => {
  test("writes a package whose files are what its report and its manifest say, and leaves nothing once it is fetched", async () => {
    const server = await start();
    const answer = await order(server);
    expect(answer.statusCode).toBe(202);
    const { id } = answer.json();
    const state = await ended(server, id);
    expect(state).toMatchObject({ state: "done", fileName: ORDER.fileName, report: { features: 6 } });
    if (state.state !== "done") return;
    const fetched = await server.web.inject({ url: `/exports/${id}/package`, headers });
    expect(fetched.headers["content-type"]).toBe("application/zip");
    expect(fetched.headers["content-disposition"]).toBe(`attachment; filename="${ORDER.fileName}"`);
    expect(fetched.rawPayload.length).toBe(state.bytes);
    const files = unzipSync(new Uint8Array(fetched.rawPayload));
    expect(Object.keys(files).sort()).toEqual(state.report.files.map(({ path }) => path).sort());
    for (const { path, bytes, sha256 } of state.report.files) {
      expect(files[path]?.length, path).toBe(bytes);
      expect(sha(files[path] as Uint8Array), path).toBe(sha256);
    }
    const lanes = JSON.parse(new TextDecoder().decode(files["data/lane.geojson"])) as { features: unknown[] };
    expect(lanes.features.length).toBe(state.report.count.byClass.lane);
    await until(() => left(server).length === 0);
    expect((await server.web.inject({ url: `/exports/${id}`, headers })).json()).toMatchObject({
      code: "fault.export.gone",
    });
  });

  test("gives the same bytes for the same order", async () => {
    const server = await start();
    const packages: string[] = [];
    for (let turn = 0; turn < 2; turn++) {
      const { id } = (await order(server)).json();
      await ended(server, id);
      packages.push(sha((await server.web.inject({ url: `/exports/${id}/package`, headers })).rawPayload));
    }
    expect(packages[0]).toBe(packages[1]);
  });

  test("is ended by DELETE, and its files go with it", async () => {
    const server = await start();
    const { id } = (await order(server)).json();
    expect(left(server).length).toBe(1);
    expect(server.jobs.running()).toBe(1);
    const answer = await server.web.inject({ method: "DELETE", url: `/exports/${id}`, headers });
    expect(answer.statusCode).toBe(204);
    expect(left(server)).toEqual([]);
    expect(server.jobs.running()).toBe(0);
    expect((await server.web.inject({ url: `/exports/${id}/package`, headers })).statusCode).toBe(404);
    expect((await server.web.inject({ method: "DELETE", url: `/exports/${id}`, headers })).statusCode).toBe(
      404,
    );
  });

  test("is given up when its client asks no more", async () => {
    const server = await start({ leaveMs: 60 });
    await order(server);
    expect(left(server).length).toBe(1);
    await until(() => server.jobs.running() === 0);
    await until(() => left(server).length === 0);
  });

  test("waits for its download only so long", async () => {
    const server = await start({ keepMs: 60 });
    const { id } = (await order(server)).json();
    await ended(server, id);
    await until(() => left(server).length === 0);
    expect((await server.web.inject({ url: `/exports/${id}/package`, headers })).statusCode).toBe(404);
  });

  test("goes when the server stops, and what a killed server left goes when the next one starts", async () => {
    const server = await start();
    await order(server);
    await server.jobs.stop();
    expect(left(server)).toEqual([]);
    // No process has a number this high.
    mkdirSync(join(server.scratchFolder, "lanetwin-export-99999999-old"));
    mkdirSync(join(server.scratchFolder, `lanetwin-export-${process.pid}-mine`));
    mkdirSync(join(server.scratchFolder, "another"));
    await start({ scratchFolder: server.scratchFolder });
    expect(left(server).sort()).toEqual(["another", `lanetwin-export-${process.pid}-mine`]);
  });

  test.each([
    ["at once", "started"],
    ["with its package finished", "done"],
  ])("takes its files with it when the server is killed %s", async (_, moment) => {
    const scratchFolder = mkdtempSync(join(tmpdir(), "lanetwin-scratch-"));
    const server = fork("tests/server/exports/server-to-kill.mjs", [cityFolder, scratchFolder], {
      execArgv: [],
    });
    await new Promise<void>((resolve) =>
      server.on("message", (message: object) => moment in message && resolve()),
    );
    expect(readdirSync(scratchFolder).length).toBe(1);
    server.kill("SIGKILL");
    await until(() => readdirSync(scratchFolder).length === 0);
  });

  test("makes room for its client's next one, fetched or not", async () => {
    const server = await start();
    const { id } = (await order(server)).json();
    await ended(server, id);
    const { id: next } = (await order(server)).json();
    expect(server.jobs.state(id)).toBeUndefined();
    expect(left(server).length).toBe(1);
    expect(await ended(server, next)).toMatchObject({ state: "done" });
  });

  test("that fails says why and leaves nothing", async () => {
    const server = await start();
    const crossing = [
      [114.4, 30.4],
      [114.6, 30.6],
      [114.6, 30.4],
      [114.4, 30.6],
      [114.4, 30.4],
    ];
    const { id } = (await order(server, { ...ORDER, area: { polygons: [[crossing]] } })).json();
    expect(await ended(server, id)).toMatchObject({ state: "failed", code: "fault.export.area-crossing" });
    await until(() => left(server).length === 0);
    const { id: other } = (await order(server, { ...ORDER, attributes: ["colour of hope"] })).json();
    expect(await ended(server, other)).toMatchObject({
      state: "failed",
      code: "fault.export.attribute-unknown",
      params: { attribute: "colour of hope" },
    });
    const { id: third } = (await order(server, { ...ORDER, classes: [] })).json();
    expect(await ended(server, third)).toMatchObject({ state: "failed", code: "fault.export.classes-none" });
  });
});

describe("orders", () => {
  test("of one client run one at a time, and of all clients as many as the server takes", async () => {
    const server = await start({ most: 2 });
    const from = (client: string) => order(server, ORDER, { "x-lanetwin-client": client });
    expect((await from("a")).statusCode).toBe(202);
    const second = await from("a");
    expect(second.statusCode).toBe(409);
    expect(second.json()).toMatchObject({ code: "fault.export.one-at-a-time" });
    expect((await from("b")).statusCode).toBe(202);
    const third = await from("c");
    expect(third.statusCode).toBe(429);
    expect(third.json()).toEqual({ code: "fault.export.busy", params: { most: 2 } });
    expect(left(server).length).toBe(2);
  });

  test("of one client sent at the same moment start one job", async () => {
    const server = await start();
    const answers = await Promise.all([order(server), order(server), order(server)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([202, 409, 409]);
  });

  test.each([
    ["no city", { ...ORDER, city: undefined }],
    ["an unknown class", { ...ORDER, classes: ["unicorn"] }],
    ["a file name that leads elsewhere", { ...ORDER, fileName: "../../etc/passwd.zip" }],
    ["a header in the file name", { ...ORDER, fileName: 'a"\r\nx: y.zip' }],
    ["an area of words", { ...ORDER, area: { polygons: "everything" } }],
    ["more than was asked for", { ...ORDER, out: "/tmp" }],
    ["a list", []],
  ])("with %s are refused with a code and start nothing", async (_, body) => {
    const server = await start();
    const answer = await order(server, body as object);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: "fault.export.request" });
    expect(left(server)).toEqual([]);
  });

  test("that are no JSON, too large, or of another city are refused", async () => {
    const server = await start();
    const text = await server.web.inject({
      method: "POST",
      url: "/exports",
      headers: { ...headers, "content-type": "application/json" },
      payload: "{",
    });
    expect(text.json()).toMatchObject({ code: "fault.export.request" });
    const ring = Array.from({ length: 120_000 }, (_, i) => [114 + i / 1e6, 30.123456789]);
    const large = await order(server, { ...ORDER, area: { polygons: [[ring]] } });
    expect(large.statusCode).toBe(413);
    expect(large.json()).toMatchObject({ code: "fault.export.request-size" });
    const elsewhere = await order(server, { ...ORDER, city: "three" });
    expect(elsewhere.statusCode).toBe(404);
    expect(elsewhere.json()).toEqual({ code: "fault.export.no-city", params: { city: "three" } });
    expect(left(server)).toEqual([]);
  });

  test("from another site, or without a session where one is needed, start nothing", async () => {
    const server = await start({}, TOKEN);
    const routes = [
      { method: "POST", url: "/exports", payload: ORDER },
      { method: "GET", url: "/exports/some" },
      { method: "GET", url: "/exports/some/package" },
      { method: "DELETE", url: "/exports/some" },
    ] as const;
    for (const route of routes)
      expect((await server.web.inject({ ...route, headers })).statusCode, route.url).toBe(401);
    const signed = await server.web.inject({
      method: "POST",
      url: "/session",
      headers,
      payload: { token: TOKEN },
    });
    const cookie = String(signed.headers["set-cookie"]).split(";")[0] as string;
    expect((await order(server, ORDER, { cookie, origin: "http://evil.example" })).statusCode).toBe(403);
    expect(left(server)).toEqual([]);
    expect((await order(server, ORDER, { cookie })).statusCode).toBe(202);
  });
});

test("cities.json says where exports are ordered, and only where they are", async () => {
  const server = await start();
  expect((await server.web.inject({ url: "/tiles/cities.json", headers })).json()).toMatchObject({
    exports: "../exports",
  });
  expect(JSON.parse(readFileSync(join(cityFolder, "city.json"), "utf8"))).not.toHaveProperty("exports");
});
