import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAccess } from "../../../src/server/web/access.ts";
import { createWeb } from "../../../src/server/web/create-web.ts";

const TOKEN = "a-token-of-some-length";
const headers = { host: "localhost:1" };
let appFolder: string;
let cityFolder: string;

beforeAll(async () => {
  const root = await mkdtemp(join(tmpdir(), "lanetwin-web-"));
  appFolder = join(root, "app");
  cityFolder = join(root, "city");
  await mkdir(appFolder);
  await mkdir(cityFolder);
  await writeFile(join(root, "secret.txt"), "outside");
  await writeFile(join(appFolder, "index.html"), "<title>twin</title>");
  await writeFile(join(cityFolder, "city.json"), "{}");
});

const open = (token?: string) =>
  createWeb({
    appFolder,
    cities: [{ id: "here", title: { zh: "此地", en: "Here" }, folder: cityFolder }],
    access: createAccess({ host: token ? "0.0.0.0" : "127.0.0.1", port: 1, ...(token && { token }) }),
    health: () => ({ upSeconds: 1 }),
  });

describe("the web server", () => {
  let web: Awaited<ReturnType<typeof createWeb>>;
  beforeAll(async () => {
    web = await open();
  });
  afterAll(() => web.close());

  test("serves the app, the city and its own health, each under the content security policy", async () => {
    for (const url of ["/", "/tiles/here/city.json", "/tiles/cities.json", "/healthz"]) {
      const answer = await web.inject({ url, headers });
      expect(answer.statusCode, url).toBe(200);
      expect(answer.headers["content-security-policy"]).toContain("script-src 'self' 'wasm-unsafe-eval'");
      expect(answer.headers["content-security-policy"]).not.toMatch(/'unsafe-eval'|https?:/);
    }
    expect((await web.inject({ url: "/tiles/cities.json", headers })).json()).toMatchObject({
      default: "here",
    });
  });

  test.each([
    "/tiles/here/../../secret.txt",
    "/tiles/here/%2e%2e/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/tiles/here/..%5c..%5csecret.txt",
  ])("%s leads nowhere outside the folders served", async (url) => {
    const answer = await web.inject({ url, headers });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toContain("outside");
  });

  test("says in a code what is not there and who is refused", async () => {
    expect((await web.inject({ url: "/nothing", headers })).json()).toMatchObject({
      code: "fault.server.not-found",
    });
    const refused = await web.inject({ url: "/", headers: { host: "evil.example" } });
    expect(refused.statusCode).toBe(403);
  });
});

describe("the web server beyond loopback", () => {
  test("asks for the token, then serves pages and tiles to the cookie", async () => {
    const web = await open(TOKEN);
    expect((await web.inject({ url: "/", headers })).statusCode).toBe(401);
    expect((await web.inject({ url: "/", headers })).body).toContain("sign-in.js");
    expect((await web.inject({ url: "/tiles/here/city.json", headers })).statusCode).toBe(401);
    const wrong = await web.inject({ method: "POST", url: "/session", headers, payload: { token: "no" } });
    expect(wrong.statusCode).toBe(401);
    const right = await web.inject({ method: "POST", url: "/session", headers, payload: { token: TOKEN } });
    const cookie = String(right.headers["set-cookie"]).split(";")[0] as string;
    expect(
      (await web.inject({ url: "/tiles/here/city.json", headers: { ...headers, cookie } })).statusCode,
    ).toBe(200);
    await web.close();
  });
});

describe("a city that names tilesets on other servers", () => {
  const policy = "default-src 'self'; connect-src 'self' ws: wss: blob:; font-src 'self'";
  let web: Awaited<ReturnType<typeof createWeb>>;
  beforeAll(async () => {
    await writeFile(join(appFolder, "index.html"), `<meta content="${policy}"><title>twin</title>`);
    web = await createWeb({
      appFolder,
      cities: [
        {
          id: "here",
          title: { zh: "此地", en: "Here" },
          folder: cityFolder,
          tilesets: [
            "buildings/tileset.json",
            "https://tiles.example/a/tileset.json?key=1",
            "https://tiles.example/b.json",
            "http://10.0.0.7:8080/mesh/tileset.json",
            "javascript:alert(1)",
          ],
        },
      ],
      access: createAccess({ host: "127.0.0.1", port: 1 }),
      health: () => ({}),
    });
  });
  afterAll(() => web.close());

  const allowed = "connect-src 'self' ws: wss: blob: http://10.0.0.7:8080 https://tiles.example;";

  test("lets the page read from exactly those origins, and load scripts from none of them", async () => {
    const answer = await web.inject({ url: "/", headers });
    const sent = String(answer.headers["content-security-policy"]);
    expect(sent).toContain(allowed);
    expect(sent).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(sent.match(/https:\/\/tiles\.example/g)).toHaveLength(1);
    expect(sent).not.toContain("javascript");
  });

  test.each(["/", "/index.html"])(
    "%s says the same in the page, where the stricter of two holds",
    async (url) => {
      const answer = await web.inject({ url, headers });
      expect(answer.headers["content-type"]).toContain("text/html");
      expect(answer.body).toContain(allowed);
      expect(answer.body).toContain("<title>twin</title>");
    },
  );
});
