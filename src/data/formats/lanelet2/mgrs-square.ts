// The south-west corner of a 100 km square of the Military Grid Reference System as UTM on WGS 84 (NGA.SIG.0012, 2014):
// Autoware's local_x and local_y count from there. Metres. No polar squares.

const BANDS = "CDEFGHJKLMNPQRSTUVWX";
const COLUMNS = ["ABCDEFGH", "JKLMNPQR", "STUVWXYZ"] as const;
const ROWS = "ABCDEFGHJKLMNPQRSTUV";
const SQUARE_M = 100_000;
const CYCLE_M = 2_000_000;

/** Metres from the equator to a parallel on the central meridian of a UTM zone, near enough to tell 2,000 km apart. */
const northingOf = (latDeg: number) => latDeg * 110_574 + 2_700 * Math.sin((2 * latDeg * Math.PI) / 180);

/** Of "54SUE", "54 S UE" or longer codes whose digits are left out; undefined when it is none. */
export function mgrsSquare(code: string): { epsg: number; eastingM: number; northingM: number } | undefined {
  const found = /^(\d{1,2})\s*([C-HJ-NP-X])\s*([A-HJ-NP-Z])([A-HJ-NP-V])/.exec(code.trim().toUpperCase());
  if (!found) return undefined;
  const [, digits = "", band = "", column = "", row = ""] = found;
  const zone = Number(digits);
  const index = (COLUMNS[(zone - 1) % 3] as string | undefined)?.indexOf(column) ?? -1;
  if (!(zone >= 1 && zone <= 60) || index < 0) return undefined;
  const latDeg = -80 + BANDS.indexOf(band) * 8;
  const north = latDeg >= 0;
  // Rows repeat every 2,000 km, and even zones are shifted by five letters.
  let northingM = ((ROWS.indexOf(row) - (zone % 2 === 0 ? 5 : 0) + 20) % 20) * SQUARE_M;
  const lowest = northingOf(latDeg) + (north ? 0 : 10_000_000);
  while (northingM + SQUARE_M <= lowest) northingM += CYCLE_M;
  return { epsg: (north ? 32600 : 32700) + zone, eastingM: (index + 1) * SQUARE_M, northingM };
}
