// Starts the product as a user does and gives back its URL; stop and start again on the same port.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createSocket } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";

export interface Running {
  url: string;
  port: number;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createSocket();
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** `npm start -- …args`, ready when it has printed its URL. */
export function startLaneTwin(args: string[] = [], more: Record<string, string> = {}): Promise<Running> {
  return new Promise((resolve, reject) => {
    // Servers of tests side by side don't share one ring of recordings.
    const record = args.includes("--record") ? [] : ["--record", "off"];
    const child: ChildProcess = spawn(
      process.execPath,
      ["src/tools/lanetwin.mjs", "serve", ...args, ...record],
      {
        stdio: ["ignore", "pipe", "pipe"],
        // The avenue alone: the district would take for ever on software graphics.
        env: {
          ...process.env,
          LANG: "en_US.UTF-8",
          LANETWIN_SAMPLE: "avenue",
          LANETWIN_STATE: mkdtempSync(join(tmpdir(), "lanetwin-e2e-")),
          ...more,
        },
      },
    );
    let said = "";
    const ended = new Promise<void>((done) => child.once("exit", () => done()));
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      // What a build says meanwhile may hold other addresses.
      const url = /https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+\S*/.exec(said)?.[0];
      if (url)
        resolve({
          url,
          port: Number(new URL(url).port),
          stop: async (signal = "SIGTERM") => {
            child.kill(signal);
            await ended;
          },
        });
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.once("exit", (code) =>
      reject(new Error(`lanetwin serve ended with ${code} before it was ready:\n${said}`)),
    );
  });
}

const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** A file server that knows nothing of LaneTwin: what any static host is. */
export function startStaticHost(folder: string): Promise<Running> {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname));
    try {
      const bytes = await readFile(join(folder, path.endsWith("/") ? `${path}index.html` : path));
      response.writeHead(200, {
        "content-type":
          TYPES[extname(path)] ?? (path.endsWith("/") ? "text/html" : "application/octet-stream"),
      });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        url: `http://127.0.0.1:${port}/`,
        port,
        stop: () =>
          new Promise((done) => {
            server.closeAllConnections();
            server.close(() => done());
          }),
      });
    });
  });
}
