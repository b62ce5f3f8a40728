// Who tells the twin: named on every screen that shows what it says.

export interface SourceInfo {
  id: string;
  kind: "simulation" | "replay" | "mqtt" | "http" | "sumo" | "bus";
  /** A word key, or the name that the city gave it. */
  title: string;
  /** 1σ horizontal, metres; undefined = not stated by the source. */
  sigmaM?: number;
  objects: number;
  requested?: number;
  /** waiting: never heard; stale: silent for longer than usual; lost: silent for long, or its line is down. */
  freshness?: "waiting" | "live" | "stale" | "lost";
  /** When it was last heard, on the server's clock. */
  heardMs?: number;
  /** Between two reports of one of its drones, milliseconds; absent: it has none. */
  reportEveryMs?: number;
  /** Records taken and refused since the start. */
  taken?: number;
  refused?: number;
  note?: { code: string; params: Record<string, string | number> } | undefined;
}
