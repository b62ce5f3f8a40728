// What `--role`, `--nats`, `--name` and `--desk` come to: the part of this process in a city that several carry, with its
// line to the bus open; undefined where one process does it all.

import { hostname } from "node:os";
import { Fault } from "../model/records/fault.ts";
import type { Part } from "../server/bus/city-part.ts";
import { connectNats } from "../server/bus/nats-bus.ts";
import { subjectWord } from "../server/bus/subjects.ts";
import { say } from "./say.ts";

export interface PartFlags {
  role?: string | undefined;
  nats?: string | undefined;
  name?: string | undefined;
  desk?: string | undefined;
  port: number;
  /** Names of flags that were given and belong to one role alone. */
  given: readonly string[];
}

const MAX_NAME = 64;
/** What a role has no use for. */
const FOREIGN: Record<Part["role"], readonly string[]> = {
  gateway: ["--feeds", "--vehicles", "--state", "--desk"],
  ingest: [],
};

/** @throws Fault fault.bus.role, fault.bus.needed, fault.bus.flag, fault.bus.desk-flag, fault.bus.name */
export function readPart(flags: PartFlags): (Omit<Part, "bus"> & { url: string }) | undefined {
  const { role = "all", nats, name: called, desk, port, given } = flags;
  if (role === "all" && nats === undefined) {
    const alone = [...given, ...(called === undefined ? [] : ["--name"])];
    const flag = alone.find((each) => each === "--desk" || each === "--name");
    if (flag !== undefined) throw new Fault("fault.bus.flag", { flag, role });
    return undefined;
  }
  if (role !== "ingest" && role !== "gateway") throw new Fault("fault.bus.role", { role });
  if (nats === undefined) throw new Fault("fault.bus.needed", { role });
  // Events and acts are kept by who holds the desk.
  const foreign = role === "ingest" && desk === "off" ? ["--state"] : FOREIGN[role];
  const flag = foreign.find((each) => given.includes(each));
  if (flag !== undefined) throw new Fault("fault.bus.flag", { flag, role });
  if (desk !== undefined && desk !== "off") throw new Fault("fault.bus.desk-flag", { text: desk });
  const name = called ?? subjectWord(`${hostname()}-${port === 0 ? process.pid : port}`).slice(-MAX_NAME);
  if (subjectWord(name) !== name || name.length > MAX_NAME) throw new Fault("fault.bus.name", { name });
  return { role, name, holdsDesk: role === "ingest" && desk === undefined, url: nats };
}

/** @throws Fault fault.bus.url, fault.bus.refused, fault.bus.unreachable, and what readPart throws */
export async function openPart(flags: PartFlags): Promise<Part | undefined> {
  const read = readPart(flags);
  if (!read) return undefined;
  const { url, ...part } = read;
  const clientName = `lanetwin ${part.role} ${part.name}`;
  const bus = await connectNats({ url, clientName, env: process.env, now: Date.now });
  say("bus.connected", { role: part.role, name: part.name, url: bus.name });
  bus.follow(({ connected }) => say(connected ? "bus.back" : "bus.lost", { url: bus.name }));
  return { ...part, bus };
}
