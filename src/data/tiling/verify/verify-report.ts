// What verification looks at, and the book it keeps: by check, how much was looked at and what was wrong, with the first
// places of each.

export const CHECKS = [
  "readable",
  "root-refine",
  "errors-fall",
  "vertices-in-box",
  "box-in-parent",
  "on-the-ground",
  "scale",
  "winding",
  "normals",
  "feature-ids",
  "metadata",
  "numbers",
  "slivers",
  "budget",
  "ids-unique",
  "feature-sum",
] as const;
export type Check = (typeof CHECKS)[number];

export interface CheckResult {
  check: Check;
  /** Things looked at: tiles, vertices, features, whatever the check counts. */
  seen: number;
  wrong: number;
  /** The first of what is wrong. */
  examples: { where: string; detail: string }[];
}

const MOST_EXAMPLES = 5;

export class VerifyBook {
  private readonly results = new Map<Check, CheckResult>(
    CHECKS.map((check) => [check, { check, seen: 0, wrong: 0, examples: [] }]),
  );

  saw(check: Check, count = 1): void {
    (this.results.get(check) as CheckResult).seen += count;
  }

  wrong(check: Check, where: string, detail: string, count = 1): void {
    const result = this.results.get(check) as CheckResult;
    result.wrong += count;
    if (result.examples.length < MOST_EXAMPLES) result.examples.push({ where, detail });
  }

  all(): CheckResult[] {
    return [...this.results.values()];
  }
}

export interface VerifyReport {
  checks: CheckResult[];
  ok: boolean;
  tilesets: number;
  tiles: number;
  bytes: number;
  vertices: number;
  triangles: number;
  /** Different ids in the tiles without children, and in those under ADD. */
  features: number;
}
