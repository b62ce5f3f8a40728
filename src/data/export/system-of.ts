// The coordinate system that a foreign file names. Projections are loaded only where one is named.

import { geographicDefinition, projectedDefinition } from "../../model/geo/crs-definitions.ts";
import { Fault } from "../../model/records/fault.ts";
import type { WrittenCrs } from "../formats/format.ts";

/** A system that coordinates are in already. @throws Fault fault.export.crs-unknown */
export async function systemOf(named: string): Promise<{ written: WrittenCrs; mark: string }> {
  if (/GCJ-?02/i.test(named)) return { written: geographicDefinition(undefined), mark: ".gcj02" };
  if (named === "" || /CRS84h?$/i.test(named)) return { written: geographicDefinition(4326), mark: "" };
  if (/EPSG:+(?:[\d.]*:)?4326$/i.test(named)) return { written: geographicDefinition(4326), mark: "" };
  const [{ parseCrs }, { OFFERED_CRS }] = await Promise.all([
    import("../../model/geo/projections.ts"),
    import("./export-crs.ts"),
  ]);
  const code = /EPSG:+(?:[\d.]*:)?(\d+)$/i.exec(named)?.[1];
  const crs = (() => {
    try {
      return parseCrs(`EPSG:${code}`);
    } catch {
      return undefined;
    }
  })();
  const written =
    crs?.kind === "geographic" ? geographicDefinition(crs.epsg) : crs && projectedDefinition(crs)?.written;
  if (!written) throw new Fault("fault.export.crs-unknown", { crs: named, known: OFFERED_CRS.join(", ") });
  return { written, mark: "" };
}
