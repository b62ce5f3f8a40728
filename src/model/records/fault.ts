// An error as data: a code worded in words/ and the parameters that fill it. Thrown where nothing can go on,
// collected as a Finding where one bad record must not stop the rest.

export type FaultParams = Record<string, string | number | undefined>;

export class Fault extends Error {
  readonly code: string;
  readonly params: FaultParams;
  constructor(code: string, params: FaultParams = {}) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = "Fault";
    this.code = code;
    this.params = params;
  }
}

/** A departure met while reading: kept, counted, listed. `where` is e.g. "road 12, s 34.5 m". */
export interface Finding {
  severity: "info" | "warning" | "skipped";
  code: string;
  params: FaultParams;
  where: string;
}
