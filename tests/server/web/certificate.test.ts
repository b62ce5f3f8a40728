import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { io } from "socket.io-client";
import { expect, test } from "vitest";
import { packetParser } from "../../../src/live/protocol/packet-parser.ts";
import { startServer } from "../../../src/server/start-server.ts";
import { certificate, certifiedNames, lanAddresses } from "../../../src/server/web/certificate.ts";

const place = () => mkdtempSync(join(tmpdir(), "lanetwin-https-"));
const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2026, 10, 24);
const TOKEN = "a-token-of-some-length";

test("speaks for every name and address of this machine, and lives no longer than browsers allow", async () => {
  const { cert } = await certificate(place(), NOW_MS);
  const read = new X509Certificate(cert);
  const { names, addresses } = certifiedNames();
  expect(names.filter((name) => read.checkHost(name) === undefined)).toEqual([]);
  expect(addresses.filter((address) => read.checkIP(address) === undefined)).toEqual([]);
  expect(read.checkHost("example.org")).toBeUndefined();
  expect((Date.parse(read.validTo) - Date.parse(read.validFrom)) / DAY_MS).toBeLessThanOrEqual(398);
});

test("is kept from start to start, so that a headset asks once, and its key is this user's alone", async () => {
  const folder = place();
  const first = await certificate(folder, NOW_MS);
  const second = await certificate(folder, NOW_MS + DAY_MS);
  expect(second).toEqual(first);
  expect(statSync(join(folder, "key.pem")).mode & 0o077).toBe(0);
});

test("is made anew in its last month, and when the kept one cannot be read", async () => {
  const folder = place();
  const first = await certificate(folder, NOW_MS);
  expect((await certificate(folder, NOW_MS + 370 * DAY_MS)).fingerprint).not.toBe(first.fingerprint);
  writeFileSync(join(folder, "cert.pem"), "not a certificate");
  const third = await certificate(folder, NOW_MS);
  expect(new X509Certificate(readFileSync(join(folder, "cert.pem"), "utf8")).fingerprint256).toBe(
    third.fingerprint,
  );
});

test("lists what others on the network can reach, IPv4 first, nothing of loopback or link-local", () => {
  const entry = (address: string, family: "IPv4" | "IPv6", internal = false) =>
    ({ address, family, internal, netmask: "", mac: "", cidr: null, scopeid: 0 }) as never;
  const found = lanAddresses({
    lo: [entry("127.0.0.1", "IPv4", true)],
    eth0: [entry("fe80::1", "IPv6"), entry("fd00::7", "IPv6"), entry("192.168.1.5", "IPv4")],
    odd: [entry("169.254.3.3", "IPv4")],
  });
  expect(found).toEqual(["192.168.1.5", "fd00::7"]);
});

test("a server with it is trusted by who knows it; its cookie is for HTTPS only and opens the socket", async () => {
  const https = await certificate(place(), Date.now());
  const server = await startServer({
    appFolder: place(),
    cityFolders: [],
    host: "0.0.0.0",
    port: 0,
    token: TOKEN,
    https,
    clock: Date.now,
    software: { name: "LaneTwin", version: "0" },
  });
  try {
    const answer = await new Promise<{ status?: number; cookie?: string }>((resolve, reject) => {
      const asked = request(
        {
          host: "localhost",
          port: server.port,
          path: "/session",
          method: "POST",
          ca: https.cert,
          headers: { "content-type": "application/json" },
        },
        (response) => {
          response.resume();
          resolve({ status: response.statusCode, cookie: response.headers["set-cookie"]?.[0] });
        },
      );
      asked.once("error", reject);
      asked.end(JSON.stringify({ token: TOKEN }));
    });
    expect(answer.status).toBe(200);
    expect(answer.cookie).toMatch(/; HttpOnly; SameSite=Strict; Path=\/; Secure$/);
    expect(server.url).toBe(`https://localhost:${server.port}/#token=${TOKEN}`);
    expect(server.lanUrls).toEqual(
      lanAddresses().map((name) =>
        expect.stringMatching(new RegExp(`^https:..${name.includes(":") ? `\\[${name}\\]` : name}:`)),
      ),
    );
    const connect = (cookie: string) =>
      new Promise<string>((resolve) => {
        const socket = io(`https://localhost:${server.port}`, {
          transports: ["websocket"],
          parser: packetParser,
          ca: https.cert,
          extraHeaders: { cookie },
          reconnection: false,
        });
        const end = (how: string) => {
          socket.close();
          resolve(how);
        };
        socket.once("hello", () => end("hello"));
        socket.once("connect_error", () => end("refused"));
      });
    expect(await connect((answer.cookie ?? "").split(";")[0] as string)).toBe("hello");
    expect(await connect("")).toBe("refused");
  } finally {
    await server.stop();
  }
});
