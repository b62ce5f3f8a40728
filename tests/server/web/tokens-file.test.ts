import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { createAccess } from "../../../src/server/web/access.ts";
import { createWeb } from "../../../src/server/web/create-web.ts";
import { may } from "../../../src/server/web/roles.ts";
import { digestOf, readTokens } from "../../../src/server/web/tokens-file.ts";
import { sentence } from "../../../src/words/index.ts";

const NOW_MS = 1_790_000_000_000;
const SECRET = "a-secret-of-thirty-two-characters";
const token = (name: string) => `the-token-of-the-${name}`;
const file = async (content: unknown) => {
  const folder = await mkdtemp(join(tmpdir(), "lanetwin-tokens-"));
  const path = join(folder, "tokens.json");
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return { folder, path };
};
const ROLES = ["viewer", "operator", "planner", "publisher"];
const tokens = ROLES.map((role) => ({
  name: role,
  role,
  ...(role === "viewer" ? { env: "VIEWER_TOKEN" } : { sha256: digestOf(token(role)).toString("hex") }),
  ...(role === "publisher" && { sources: ["gate"] }),
}));
const env = { VIEWER_TOKEN: token("viewer"), JWT_SECRET: SECRET };
const jwt = { issuer: "city", audience: "twin", secretEnv: "JWT_SECRET" };

async function open(content: object = { formatVersion: 1, tokens, jwt }) {
  const { path } = await file(content);
  const access = createAccess({
    host: "127.0.0.1",
    port: 1,
    identities: await readTokens(path, env),
    now: () => NOW_MS,
  });
  const refused: number[] = [];
  const web = await createWeb({
    appFolder: "/nowhere",
    cities: [],
    access,
    health: () => ({}),
    metrics: () => "lanetwin_objects 0\n",
    onRefused: (status) => void refused.push(status),
  });
  web.get("/feeds/:source/quarantine", () => ({ entries: [] }));
  web.post("/ingest/:source", () => ({ taken: 1 }));
  const ask = async (bearer: string, method: "GET" | "POST", url: string) =>
    (await web.inject({ method, url, headers: { host: "localhost:1", authorization: `Bearer ${bearer}` } }))
      .statusCode;
  return { access, web, ask, refused };
}

const signed = (claims: object, key: Parameters<SignJWT["sign"]>[0], alg: string, more: object = {}) => {
  const options = { issuer: "city", audience: "twin", expS: NOW_MS / 1000 + 600, ...more };
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg, kid: "k" })
    .setSubject("li")
    .setIssuer(options.issuer)
    .setAudience(options.audience)
    .setExpirationTime(options.expS)
    .sign(key);
};
const secretKey = new TextEncoder().encode(SECRET);

describe("roles", () => {
  test("each token may do what its role may and nothing else, even on loopback", async () => {
    const { ask, refused, web } = await open();
    const table: [string, "GET" | "POST", string[]][] = [
      ["/tiles/cities.json", "GET", ["viewer", "operator", "planner"]],
      ["/metrics", "GET", ["viewer", "operator", "planner"]],
      ["/feeds/gate/quarantine", "GET", ["operator"]],
      ["/feeds/gate/%71uarantine", "GET", ["operator"]],
      ["/ingest/gate", "POST", ["operator", "publisher"]],
      ["/ingest/other", "POST", ["operator"]],
    ];
    for (const [url, method, allowed] of table)
      for (const role of ROLES)
        expect(await ask(token(role), method, url), `${role} ${url}`).toBe(
          allowed.includes(role) ? 200 : 403,
        );
    expect(await ask("the-token-of-nobody-at-all", "GET", "/metrics")).toBe(401);
    expect((await web.inject({ url: "/metrics", headers: { host: "localhost:1" } })).statusCode).toBe(401);
    expect(refused.filter((status) => status === 401)).toHaveLength(2);
    await web.close();
  });

  test("acts need an operator, plans a planner", () => {
    const as = (role: "viewer" | "operator" | "planner" | "publisher") => ({ name: role, roles: [role] });
    expect(may(as("operator"), "act")).toBe(true);
    for (const role of ["viewer", "planner", "publisher"] as const) expect(may(as(role), "act")).toBe(false);
    expect(may(as("planner"), "plan")).toBe(true);
    expect(may(undefined, "view")).toBe(false);
  });

  test("a session has the role of the token that it was made with", async () => {
    const { access, web } = await open();
    const cookie = ((await access.signIn(token("viewer"))) as string).split(";")[0] as string;
    const request = { headers: { host: "localhost:1", cookie } };
    expect(access.judge(request)).toEqual({ ok: true });
    expect(access.principalOf(request)).toMatchObject({ name: "viewer", roles: ["viewer"] });
    await web.close();
  });
});

describe("JSON Web Tokens", () => {
  test("of the issuer for us give the role that they name", async () => {
    const { ask, access, web } = await open();
    const good = await signed({ role: "operator" }, secretKey, "HS256");
    expect(await ask(good, "GET", "/feeds/gate/quarantine")).toBe(200);
    expect(await access.signIn(good)).toBeDefined();
    const publisher = await signed({ role: "publisher", sources: ["gate"] }, secretKey, "HS256");
    expect(await ask(publisher, "POST", "/ingest/gate")).toBe(200);
    expect(await ask(publisher, "POST", "/ingest/other")).toBe(403);
    await web.close();
  });

  test("that are old, for others, of others, unsigned or without a role give nothing", async () => {
    const { ask, web } = await open();
    const other = new TextEncoder().encode("another-secret-of-the-same-length");
    const bad = [
      await signed({ role: "operator" }, secretKey, "HS256", { expS: NOW_MS / 1000 - 60 }),
      await signed({ role: "operator" }, secretKey, "HS256", { audience: "else" }),
      await signed({ role: "operator" }, secretKey, "HS256", { issuer: "else" }),
      await signed({ role: "operator" }, other, "HS256"),
      await signed({ role: "king" }, secretKey, "HS256"),
      await signed({ role: "publisher", sources: "gate" }, secretKey, "HS256"),
      await signed({}, secretKey, "HS256"),
      `${btoa('{"alg":"none"}')}.${btoa('{"role":"operator","iss":"city","aud":"twin","sub":"x","exp":9e9}')}.`,
      "x".repeat(20_000),
    ];
    for (const one of bad) expect(await ask(one, "GET", "/tiles/cities.json")).not.toBe(200);
    await web.close();
  });

  test("are proved by a key set, and its public key is no secret to sign with", async () => {
    const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: "k", alg: "ES256" }] };
    const { folder, path } = await file({
      formatVersion: 1,
      jwt: { issuer: "city", audience: "twin", jwksFile: "jwks.json" },
    });
    await writeFile(join(folder, "jwks.json"), JSON.stringify(jwks));
    const identities = await readTokens(path, {});
    const good = await signed({ role: ["viewer", "planner"] }, privateKey, "ES256");
    expect((await identities.jwt?.(good, NOW_MS))?.principal.roles).toEqual(["viewer", "planner"]);
    const forged = await signed(
      { role: "operator" },
      new TextEncoder().encode(JSON.stringify(jwks)),
      "HS256",
    );
    expect(await identities.jwt?.(forged, NOW_MS)).toBeUndefined();
  });
});

describe("a tokens file that is wrong", () => {
  test.each([
    ["{", ""],
    [{ formatVersion: 2 }, "formatVersion"],
    [{ formatVersion: 1, tokens: [{ name: "a", role: "king", sha256: "0".repeat(64) }] }, "tokens.0.role"],
    [{ formatVersion: 1, tokens: [{ name: "a", role: "viewer" }] }, "tokens.0"],
    [{ formatVersion: 1, jwt: { issuer: "a", audience: "b", jwksFile: "none.json" } }, "jwt.jwksFile"],
  ])("%j is refused with its place", async (content, path) => {
    const written = await file(content);
    await expect(readTokens(written.path, {})).rejects.toMatchObject({
      code: "fault.server.tokens-file",
      params: { path },
    });
  });

  test("never says a secret in its reason", async () => {
    const said: string[] = [];
    for (const content of [
      `{"formatVersion":1,"tokens":[{"name":"a","role":"viewer","token":"${SECRET}"}]}`,
      `{"formatVersion":1,"tokens":"${SECRET}" ,}`,
      { formatVersion: 1, tokens: [{ name: "a", role: SECRET, env: "X" }] },
      { formatVersion: 1, tokens: [{ name: "a", role: "viewer", env: "SHORT" }] },
    ]) {
      const { path } = await file(content);
      await readTokens(path, { SHORT: "tiny-secret" }).catch((error) => {
        said.push(
          String(error),
          sentence("zh", error.code, error.params),
          sentence("en", error.code, error.params),
        );
      });
    }
    expect(said).toHaveLength(12);
    expect(said.join()).not.toContain(SECRET);
    expect(said.join()).not.toContain("tiny-secret");
  });
});
