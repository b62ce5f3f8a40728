// The book that every reader of city data keeps: what was read, what came out, what was skipped and why. A reason that
// comes a thousand times is counted on, so that a bad file of a million records does not fill the memory.

import type { Finding } from "../../../model/records/fault.ts";

const MOST_LISTED = 1000;

export class CityTally {
  readonly findings: Finding[] = [];
  private readonly times = new Map<string, number>();
  private read = 0;
  private out = 0;
  private skipped = 0;

  /** A record came out as an object. */
  took(count = 1): void {
    this.read += count;
    this.out += count;
  }

  /** A record came out as none. */
  skip(code: string, where: string, params: Finding["params"] = {}): void {
    this.read += 1;
    this.skipped += 1;
    this.note("skipped", code, where, params);
  }

  /** Something to tell that costs no record. */
  note(severity: Finding["severity"], code: string, where: string, params: Finding["params"] = {}): void {
    const times = (this.times.get(code) ?? 0) + 1;
    this.times.set(code, times);
    if (times <= MOST_LISTED) this.findings.push({ severity, code, params, where });
  }

  counts(): { read: number; out: number; skipped: number } {
    return { read: this.read, out: this.out, skipped: this.skipped };
  }

  /** Once, at the end: how often the reasons came that were not listed singly. */
  close(): void {
    for (const [code, times] of this.times)
      if (times > MOST_LISTED)
        this.findings.push({
          severity: "info",
          code: "finding.input.more",
          params: { count: times - MOST_LISTED, code },
          where: "",
        });
    this.times.clear();
  }
}
