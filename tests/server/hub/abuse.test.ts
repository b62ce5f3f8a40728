// A whole server and one client that means harm: it is refused and counted, the metrics say so, another sees nothing of it.

import { mkdtemp, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { packetParser } from "../../../src/live/protocol/packet-parser.ts";
import { type RunningServer, startServer } from "../../../src/server/start-server.ts";
import { createAccess } from "../../../src/server/web/access.ts";
import { createWeb } from "../../../src/server/web/create-web.ts";

const WAIT = { timeout: 20_000, interval: 20 };
const TOKEN = "a-token-of-some-length";
let server: RunningServer;
let sockets: Socket[] = [];

async function start(more: object = {}) {
  const folder = await mkdtemp(join(tmpdir(), "lanetwin-abuse-"));
  const city = {
    id: "c",
    title: { zh: "城", en: "City" },
    anchor: { lonDeg: 114.4, latDeg: 30.5, heightM: 20 },
    frame: { name: "CGCS2000", crs: "EPSG:4547" },
    verticalDatum: { name: "ellipsoid", derivation: "stated" },
    tilesets: [],
  };
  await writeFile(join(folder, "city.json"), JSON.stringify(city));
  server = await startServer({
    appFolder: "/nowhere",
    cityFolders: [folder],
    host: "127.0.0.1",
    port: 0,
    clock: Date.now,
    software: { name: "lanetwin", version: "0" },
    ...more,
  });
}

const join2 = () => {
  const socket = io(server.url, { parser: packetParser, transports: ["websocket"], forceNew: true });
  sockets.push(socket);
  return socket;
};
/** Answers that an innocent client gets while the other does its worst. */
const innocent = async () => {
  const socket = join2();
  let lost = 0;
  socket.on("disconnect", () => {
    lost += 1;
  });
  await vi.waitFor(() => expect(socket.connected).toBe(true), WAIT);
  return {
    async isWell() {
      const answer = await new Promise((answered) => socket.emit("time", 5, answered));
      expect(answer).toBe(5);
      expect(lost).toBe(0);
    },
  };
};
/** A connection whose engine sends what it is told, packet or not. */
const bare = async () => {
  const socket = io(server.url, {
    parser: packetParser,
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
  });
  sockets.push(socket);
  await vi.waitFor(() => expect(socket.connected).toBe(true), WAIT);
  const closed = new Promise<void>((done) => socket.on("disconnect", () => done()));
  return { socket, send: (text: string) => void socket.io.engine.send(text), closed };
};
const metric = async (name: string) => {
  const text = await (await fetch(`${server.url}metrics`)).text();
  const line = text.split("\n").find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
};
const refused = (reason: string) => metric(`lanetwin_client_messages_refused_total{reason="${reason}"}`);

beforeEach(() => {
  sockets = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.disconnect();
  await server?.stop();
});

describe("a client that means harm", () => {
  test("with a flood of messages is dropped, then cut off", async () => {
    await start();
    const good = await innocent();
    const { socket, send, closed } = await bare();
    for (let i = 0; i < 20_000 && socket.connected; i++) send('{"type":2,"nsp":"/","data":["view",{}]}');
    await closed;
    await good.isWell();
    expect(await refused("flood")).toBeGreaterThan(0);
    expect(await refused("rate")).toBeGreaterThan(0);
  });

  test("with eleven attachments, or with what is no packet, loses its connection", async () => {
    await start();
    const good = await innocent();
    for (const text of [
      '{"type":5,"nsp":"/","data":["view",{"_placeholder":true,"num":0}],"attachments":11}',
      "51-[{}]",
      "{{{",
    ]) {
      const { send, closed } = await bare();
      send(text);
      await closed;
    }
    await good.isWell();
    await vi.waitFor(async () => expect(await refused("unreadable")).toBe(3), WAIT);
  });

  test("with a message that is too large loses its connection", async () => {
    await start();
    const good = await innocent();
    const { send, closed } = await bare();
    send("x".repeat(70_000));
    await closed;
    await good.isWell();
  });

  test("with views, tiles and times out of shape is not heard", async () => {
    await start();
    const socket = join2();
    await vi.waitFor(() => expect(socket.connected).toBe(true), WAIT);
    const view = { n: 1, tiles: [], cameraHeightM: 1, hidden: false };
    const bad = [null, 5, "x", [], { ...view, n: 0.5 }, { ...view, tiles: Array(5000).fill(1) }];
    for (const one of bad) socket.emit("view", one);
    for (const one of [null, ["a"], { length: 3 }]) socket.emit("resync", one);
    socket.emit("time", "now");
    await vi.waitFor(async () => expect(await refused("shape")).toBe(10), WAIT);
    expect(socket.connected).toBe(true);
  });

  test("from a page of another origin is refused at the handshake", async () => {
    await start();
    const socket = io(server.url, {
      parser: packetParser,
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      extraHeaders: { origin: "http://evil.example" },
    });
    sockets.push(socket);
    await new Promise((done) => socket.on("connect_error", done));
    expect(await refused("handshake")).toBe(1);
  });
});

test("a request whose head never ends is closed and counted", async () => {
  const statuses: number[] = [];
  const web = await createWeb({
    appFolder: "/nowhere",
    cities: [],
    access: createAccess({ host: "127.0.0.1", port: 1 }),
    health: () => ({}),
    headersMs: 100,
    onRefused: (status) => void statuses.push(status),
  });
  await web.listen({ host: "127.0.0.1", port: 0 });
  const { port } = web.server.address() as { port: number };
  const slow = connect(port, "127.0.0.1");
  slow.write("GET /healthz HTTP/1.1\r\nhost: localhost\r\nx-slow: ");
  slow.on("error", () => {});
  slow.resume();
  await new Promise((done) => slow.on("close", done));
  expect(statuses).toEqual([408]);
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  await web.close();
});

describe("the metrics", () => {
  test("are Prometheus text: every sample of a family that is named, typed and in base units", async () => {
    await start();
    await innocent();
    await vi.waitFor(
      async () => expect(await metric("lanetwin_tick_duration_seconds_count")).toBeGreaterThan(2),
      WAIT,
    );
    const answer = await fetch(`${server.url}metrics`);
    expect(answer.headers.get("content-type")).toContain("version=0.0.4");
    const lines = (await answer.text()).trimEnd().split("\n");
    const types = new Map<string, string>();
    for (const line of lines) {
      const type = /^# TYPE (\S+) (\S+)$/.exec(line);
      if (type) types.set(type[1] as string, type[2] as string);
      if (line.startsWith("#")) continue;
      const sample = /^([a-z_]+)(\{(?:[a-z]+="(?:[^"\\]|\\.)*",?)*\})? (\S+)$/.exec(line);
      expect(sample, line).not.toBeNull();
      const name = (sample as RegExpExecArray)[1] as string;
      const family = types.has(name) ? name : name.replace(/_(bucket|sum|count)$/, "");
      expect(types.has(family), line).toBe(true);
      expect(types.get(family) === "counter").toBe(name.endsWith("_total"));
      expect(Number.isFinite(Number((sample as RegExpExecArray)[3])), line).toBe(true);
    }
    expect(await metric('lanetwin_clients{state="looking"}')).toBe(1);
    expect(await metric("lanetwin_objects")).toBe(0);
  });
});

test("nothing that the server says or answers holds its token", async () => {
  const said: string[] = [];
  const write = (chunk: unknown) => {
    said.push(String(chunk));
    return true;
  };
  const out = vi.spyOn(process.stdout, "write").mockImplementation(write);
  const err = vi.spyOn(process.stderr, "write").mockImplementation(write);
  await start({ host: "0.0.0.0", token: TOKEN });
  const url = `http://127.0.0.1:${server.port}/`;
  const bearer = { authorization: `Bearer ${TOKEN}` };
  for (const path of ["", "healthz", "metrics", "nothing", "feeds", `x?token=1`])
    for (const headers of [{}, bearer]) said.push(await (await fetch(`${url}${path}`, { headers })).text());
  await fetch(`${url}session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: `{"token":"${TOKEN}"`,
  });
  out.mockRestore();
  err.mockRestore();
  expect(said.join("\n")).toContain("lanetwin_objects");
  expect(said.join("\n")).not.toContain(TOKEN);
});

test("an act of a viewer is refused, an operator's is heard", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lanetwin-acts-"));
  const tokensFile = join(folder, "tokens.json");
  const roles = ["viewer", "operator", "publisher"];
  const tokens = roles.map((role) => ({ name: role, role, env: `TOKEN_${role.toUpperCase()}` }));
  await writeFile(tokensFile, JSON.stringify({ formatVersion: 1, tokens }));
  const tokenOf = (role: string) => `${TOKEN}-${role}`;
  const env = Object.fromEntries(roles.map((role) => [`TOKEN_${role.toUpperCase()}`, tokenOf(role)]));
  await start({ tokensFile, env });
  const as = (role: string) => {
    const socket = io(server.url, {
      parser: packetParser,
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      extraHeaders: { authorization: `Bearer ${tokenOf(role)}` },
    });
    sockets.push(socket);
    return socket;
  };
  const answerTo = async (role: string) => {
    const socket = as(role);
    await vi.waitFor(() => expect(socket.connected).toBe(true), WAIT);
    const act = { id: "a1", eventId: "nothing", kind: "acknowledge" };
    return new Promise<{ ok: boolean; code: string }>((answered) => socket.emit("act", act, answered));
  };
  expect((await answerTo("viewer")).code).toBe("fault.server.role");
  const heard = await answerTo("operator");
  expect(heard).toMatchObject({ ok: false });
  expect(heard.code).not.toBe("fault.server.role");
  await new Promise((done) => as("publisher").on("connect_error", done));
});
