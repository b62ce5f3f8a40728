import { describe, expect, test } from "vitest";
import { createAccess, hostName, isLoopback } from "../../../src/server/web/access.ts";

const TOKEN = "a-token-of-some-length";

describe("on loopback", () => {
  const access = createAccess({ host: "127.0.0.1", port: 5177 });
  test.each(["localhost:5177", "127.0.0.1:5177", "[::1]:5177", "LOCALHOST"])(
    "the host %s is served",
    (host) => {
      expect(access.judge({ headers: { host } })).toEqual({ ok: true });
    },
  );
  test.each([
    "evil.example",
    "evil.example:5177",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "a@localhost",
    "",
  ])("the host %j, which a rebound name would send, is refused", (host) => {
    expect(access.judge({ headers: { host } })).toMatchObject({ ok: false, status: 403 });
  });
  test("a request from another site's page is refused, from our own it is served", () => {
    const host = "localhost:5177";
    expect(access.judge({ headers: { host, origin: "http://evil.example" } })).toMatchObject({
      ok: false,
      status: 403,
    });
    expect(access.judge({ headers: { host, origin: "http://localhost:9999" } })).toMatchObject({ ok: false });
    expect(access.judge({ headers: { host, origin: "null" } })).toMatchObject({ ok: false });
    expect(access.judge({ headers: { host, origin: "http://localhost:5177" } })).toEqual({ ok: true });
  });
});

describe("beyond loopback", () => {
  const access = createAccess({ host: "0.0.0.0", port: 8080, token: TOKEN });
  const host = "10.1.2.3:8080";
  test("nothing is served without a session, and a wrong or shortened token gives none", async () => {
    expect(access.judge({ headers: { host } })).toMatchObject({ ok: false, status: 401 });
    expect(access.judge({ headers: { host, cookie: "lanetwin_8080=guess" } })).toMatchObject({
      ok: false,
      status: 401,
    });
    expect(await access.signIn("wrong")).toBeUndefined();
    expect(await access.signIn(TOKEN.slice(1))).toBeUndefined();
    expect(await access.signIn("")).toBeUndefined();
  });
  test("the right token gives a cookie that scripts cannot read, and the cookie opens the door", async () => {
    const cookie = (await access.signIn(TOKEN)) as string;
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect(access.judge({ headers: { host, cookie: `other=1; ${cookie.split(";")[0]}` } })).toEqual({
      ok: true,
    });
  });
  test("named hosts shut out the others", () => {
    const named = createAccess({ host: "0.0.0.0", port: 8080, token: TOKEN, allowedHosts: ["Twin.Example"] });
    expect(named.judge({ headers: { host: "other.example" } })).toMatchObject({ status: 403 });
    expect(named.judge({ headers: { host: "twin.example:8080" } })).toMatchObject({ status: 401 });
  });
});

test("a host header is a name with at most a port", () => {
  expect(hostName("[::1]:80")).toBe("[::1]");
  expect(hostName("a b")).toBeUndefined();
  expect(hostName("localhost:notaport")).toBeUndefined();
  expect(isLoopback("127.9.9.9")).toBe(true);
  expect(isLoopback("128.0.0.1")).toBe(false);
});
