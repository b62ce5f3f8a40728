// What the bench's processes say to each other: one server, several processes of clients, and the bench that starts them.

export interface ServerOrder {
  objects: number;
  /** 0: any that is free. */
  port: number;
  tickMs: number;
  /** Roadside devices that send a heartbeat each half minute. */
  devices: number;
}

export type ToServer = { kind: "start"; order: ServerOrder } | { kind: "begin" } | { kind: "end" };

export interface ServerReport {
  cpuPercentOfOneCore: number;
  /** Of that, the synthetic traffic's own reckoning, which is no part of a server. */
  feedPercentOfOneCore: number;
  systemPercentOfOneCore: number;
  loopDelayP99Ms: number;
  residentMb: number;
  moving: number;
  gated: number;
  /** Bytes that wait in this process for the client that has most of them. */
  mostWaiting: number;
}

export type FromServer = { kind: "listening"; port: number } | { kind: "report"; report: ServerReport };

export interface ClientsOrder {
  port: number;
  /** One view a client. */
  views: { n: number; tiles: number[]; cameraHeightM: number; hidden: boolean }[];
  /** Every how manieth client stops reading once it has its snapshot; none when absent. */
  stallEvery?: number;
}

export type ToClients =
  | { kind: "connect"; order: ClientsOrder }
  | { kind: "measure"; seconds: number }
  /** From now on count who has come back. */
  | { kind: "lose" }
  | { kind: "end" };

export interface ClientsReport {
  /** Frames by latency in whole milliseconds: [ms, frames]. */
  latencies: [number, number][];
  frames: number;
  frameBytes: number;
  textBytes: number;
  /** Of this process itself: above 20 ms its latencies are its own. */
  loopDelayP99Ms: number;
  cpuPercentOfOneCore: number;
  closed: number;
}

export type FromClients =
  | { kind: "joined" }
  | { kind: "measured"; report: ClientsReport }
  /** Milliseconds from "lose" to each client's new snapshot. */
  | { kind: "returned"; afterMs: number[]; attempts: number };
