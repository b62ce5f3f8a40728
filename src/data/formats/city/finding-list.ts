// Findings of a long job. A reason that comes a thousand times is counted on, so that a bad file of a million records does
// not fill the memory.

import type { Finding } from "../../../model/records/fault.ts";

const MOST_LISTED = 1000;

export class FindingList {
  readonly findings: Finding[] = [];
  private readonly times = new Map<string, number>();

  add(finding: Finding): void {
    const times = (this.times.get(finding.code) ?? 0) + 1;
    this.times.set(finding.code, times);
    if (times <= MOST_LISTED) this.findings.push(finding);
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
