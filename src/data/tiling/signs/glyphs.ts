// Letters and figures of sign faces as dots of a 5 × 7 grid, rows from the top, five bits a row; enough for codes and
// speeds. Runs of dots become bars.

const ROWS: Record<string, string> = {
  "0": "e 11 13 15 19 11 e",
  "1": "4 c 4 4 4 4 e",
  "2": "e 11 1 2 4 8 1f",
  "3": "1f 2 4 2 1 11 e",
  "4": "2 6 a 12 1f 2 2",
  "5": "1f 10 1e 1 1 11 e",
  "6": "6 8 10 1e 11 11 e",
  "7": "1f 1 2 4 8 8 8",
  "8": "e 11 11 e 11 11 e",
  "9": "e 11 11 f 1 2 c",
  A: "e 11 11 1f 11 11 11",
  B: "1e 11 11 1e 11 11 1e",
  C: "e 11 10 10 10 11 e",
  D: "1c 12 11 11 11 12 1c",
  E: "1f 10 10 1e 10 10 1f",
  F: "1f 10 10 1e 10 10 10",
  G: "e 11 10 17 11 11 f",
  H: "11 11 11 1f 11 11 11",
  I: "e 4 4 4 4 4 e",
  J: "7 2 2 2 2 12 c",
  K: "11 12 14 18 14 12 11",
  L: "10 10 10 10 10 10 1f",
  M: "11 1b 15 15 11 11 11",
  N: "11 11 19 15 13 11 11",
  O: "e 11 11 11 11 11 e",
  P: "1e 11 11 1e 10 10 10",
  Q: "e 11 11 11 15 12 d",
  R: "1e 11 11 1e 14 12 11",
  S: "f 10 10 e 1 1 1e",
  T: "1f 4 4 4 4 4 4",
  U: "11 11 11 11 11 11 e",
  V: "11 11 11 11 11 a 4",
  W: "11 11 11 15 15 15 a",
  X: "11 11 a 4 a 11 11",
  Y: "11 11 11 a 4 4 4",
  Z: "1f 1 2 4 8 10 1f",
  "-": "0 0 0 1f 0 0 0",
  ".": "0 0 0 0 0 c c",
  "/": "0 1 2 4 8 10 0",
};

type Polygon = [number, number][];

/** Text as bars, centred at (x, y), with figures `height` high; characters without a shape become a hollow box. */
export function textPolygons(
  text: string,
  x: number,
  y: number,
  height: number,
  maxWidth: number,
): Polygon[] {
  const characters = [...text.toUpperCase()];
  const wide = characters.length * 6 - 1;
  const dot = Math.min(height / 7, maxWidth / Math.max(1, wide));
  const left = x - (wide * dot) / 2;
  const top = y + 3.5 * dot;
  const out: Polygon[] = [];
  characters.forEach((character, n) => {
    if (character === " ") return;
    const rows = (ROWS[character] ?? "1f 11 11 11 11 11 1f")
      .split(" ")
      .map((row) => Number.parseInt(row, 16));
    rows.forEach((bits, r) => {
      for (let c = 0; c < 5; c++) {
        if (!(bits & (16 >> c))) continue;
        let end = c;
        while (end < 4 && bits & (16 >> (end + 1))) end++;
        const x0 = left + (n * 6 + c) * dot;
        const x1 = left + (n * 6 + end + 1) * dot;
        const y1 = top - r * dot;
        const y0 = y1 - dot;
        out.push([
          [x0, y0],
          [x1, y0],
          [x1, y1],
          [x0, y1],
        ]);
        c = end;
      }
    });
  });
  return out;
}
