// The two Chinese characters that regulatory signs carry, as strokes: 停 (stop) and 让 (give way). Board units, about
// −0.75 … 0.75 across and up, before scaling.

type Polygon = [number, number][];
type Stroke = readonly [number, number, number, number];

const HALF = 0.05;

const STROKES: Record<string, readonly Stroke[]> = {
  停: [
    [-0.38, 0.7, -0.72, 0.08],
    [-0.55, 0.36, -0.55, -0.7],
    [0.15, 0.74, 0.15, 0.56],
    [-0.3, 0.5, 0.66, 0.5],
    [-0.1, 0.36, -0.1, 0.1],
    [0.42, 0.36, 0.42, 0.1],
    [-0.1, 0.34, 0.42, 0.34],
    [-0.1, 0.12, 0.42, 0.12],
    [-0.36, -0.04, 0.7, -0.04],
    [-0.34, -0.04, -0.38, -0.24],
    [0.7, -0.04, 0.62, -0.22],
    [-0.16, -0.26, 0.5, -0.26],
    [0.17, -0.26, 0.17, -0.7],
    [0.17, -0.68, 0, -0.6],
  ],
  让: [
    [-0.62, 0.66, -0.48, 0.46],
    [-0.72, 0.2, -0.42, 0.2],
    [-0.44, 0.2, -0.44, -0.56],
    [-0.44, -0.56, -0.24, -0.36],
    [0.2, 0.68, 0.2, -0.52],
    [0.2, 0.16, 0.58, 0.16],
    [-0.2, -0.54, 0.72, -0.54],
  ],
};

/** Strokes of 停 or 让 as bars, centred at (x, y), `half` high above and below. */
export const characterPolygons = (character: "停" | "让", x: number, y: number, half: number): Polygon[] =>
  (STROKES[character] ?? []).map(([x0, y0, x1, y1]) => {
    const long = Math.hypot(x1 - x0, y1 - y0);
    const [du, dv] = [((x1 - x0) / long) * HALF, ((y1 - y0) / long) * HALF];
    const at = (px: number, py: number): [number, number] => [x + (px * half) / 0.75, y + (py * half) / 0.75];
    // Square ends, so that strokes that meet leave no notch.
    return [
      at(x0 - du + dv, y0 - dv - du),
      at(x1 + du + dv, y1 + dv - du),
      at(x1 + du - dv, y1 + dv + du),
      at(x0 - du - dv, y0 - dv + du),
    ];
  });
