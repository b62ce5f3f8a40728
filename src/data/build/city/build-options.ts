// What whoever builds a city may ask for, and what is told meanwhile.

export type BuildStep =
  | { key: "roads" }
  | { key: "reading"; input: string; percent: number }
  | { key: "objects"; done: number }
  | { key: "tiling"; done: number; total: number }
  | { key: "writing" };

export interface BuildOptions {
  onProgress?: (step: BuildStep) => void;
  signal?: AbortSignal;
}
