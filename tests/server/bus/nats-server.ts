// A nats-server of a test's own on a free port; a reason where there is none.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer, connect as dial } from "node:net";

export const natsServer = ["nats-server", "/usr/sbin/nats-server"].find(
  (command) => spawnSync(command, ["--version"], { stdio: "ignore" }).status === 0,
);
export const natsMissing = natsServer === undefined ? "nats-server is not installed" : undefined;
if (natsMissing !== undefined && process.env.LANETWIN_REQUIRE_TOOLS) throw new Error(natsMissing);

export const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });

const listens = (port: number) =>
  new Promise<boolean>((done) => {
    const socket = dial(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      done(true);
    });
    socket.once("error", () => done(false));
  });

export interface RunningNats {
  url: string;
  port: number;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

/** On a port that is free, or on the one that it had before. */
export async function startNats(port?: number, ...args: string[]): Promise<RunningNats> {
  const at = port ?? (await freePort());
  const child: ChildProcess = spawn(natsServer as string, ["-a", "127.0.0.1", "-p", String(at), ...args], {
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  while (!(await listens(at))) {
    if (child.exitCode !== null) throw new Error(`nats-server ended with ${child.exitCode}`);
    await new Promise((done) => setTimeout(done, 20));
  }
  return {
    url: `nats://127.0.0.1:${at}`,
    port: at,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
