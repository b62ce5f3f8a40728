// The book that every reader of city data keeps: what was read, what came out, what was skipped and why.

import type { Finding } from "../../../model/records/fault.ts";
import { FindingList } from "./finding-list.ts";

export class CityTally {
  private readonly list = new FindingList();
  readonly findings = this.list.findings;
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
    this.list.add({ severity, code, params, where });
  }

  counts(): { read: number; out: number; skipped: number } {
    return { read: this.read, out: this.out, skipped: this.skipped };
  }

  /** Once, at the end: how often the reasons came that were not listed singly. */
  close(): void {
    this.list.close();
  }
}
