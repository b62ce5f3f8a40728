// The reconnect storm: a server is killed while all its clients look, another starts on the same port at once, and each
// client comes back by its own clock. How long until every one has a snapshot again.

import { median, round } from "../median.ts";
import type { FromClients } from "./messages.ts";
import { type Load, next, startClients, startServer } from "./run-load.ts";

const SETTLE_MS = 3000;
/** design.md. */
const BUDGET_S = 15;

export async function runStorm(load: Load) {
  const first = await startServer(load);
  const clients = await startClients(load, first.port);
  await new Promise((done) => setTimeout(done, SETTLE_MS));
  const returned = clients.processes.map((process) => next<FromClients, "returned">(process, "returned"));
  clients.say({ kind: "lose" });
  const from = performance.now();
  const died = new Promise((done) => first.process.once("exit", done));
  first.process.kill("SIGKILL");
  await died;
  const second = await startServer(load, first.port);
  const downMs = performance.now() - from;
  second.say({ kind: "begin" });
  const all = await Promise.all(returned);
  const afterMs = all.flatMap((each) => each.afterMs).sort((a, b) => a - b);
  clients.say({ kind: "end" });
  second.process.kill("SIGKILL");
  const lastMs = afterMs.at(-1) ?? Number.NaN;
  const result = {
    objects: load.objects,
    clients: load.clients,
    processes: load.processes,
    /** Until the second server listened; nobody can come back before. */
    downSeconds: round(downMs / 1000),
    medianSeconds: round(median(afterMs) / 1000),
    lastSeconds: round(lastMs / 1000),
    attempts: all.reduce((sum, each) => sum + each.attempts, 0),
    budgetSeconds: BUDGET_S,
    within: lastMs <= BUDGET_S * 1000,
  };
  console.log("reconnect storm", result);
  return result;
}
