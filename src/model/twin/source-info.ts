// Who tells the twin: named on every screen that shows what it says.

export interface SourceInfo {
  id: string;
  kind: "simulation" | "replay" | "mqtt" | "http" | "sumo";
  title: string;
  /** 1σ horizontal, metres; undefined = not stated by the source. */
  sigmaM?: number;
  objects: number;
  requested?: number;
  note?: { code: string; params: Record<string, string | number> };
}
