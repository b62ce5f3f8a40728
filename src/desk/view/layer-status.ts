// Where a layer stands; the layer panel shows it in words. Times are Unix milliseconds of this machine's clock.

export type LayerStatus =
  | { state: "off" }
  /** `step` is a word key. */
  | { state: "loading"; step: string; sinceMs: number; done?: number; total?: number }
  /** `unit` is the word key of what is counted. */
  | { state: "ready"; count?: number; unit: string; partial?: { done: number; total: number } }
  /** `reason` is a word key. */
  | { state: "empty"; reason: string }
  | { state: "stale"; sinceMs: number }
  | { state: "error"; code: string; params: Record<string, string | number | undefined>; sinceMs: number };
