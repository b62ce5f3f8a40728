// Direction arrows on the surface as polygons: u forward, v left, metres, about the arrow's middle. Drawn after the
// proportions of GB 5768.3 (3 m and 6 m long); figures from memory [K].

export type Polygon = [number, number][];

/** Arrow polygons of a length; undefined for a name that is no arrow. */
export function arrowShapes(subtype: string, lengthM: number): Polygon[] | undefined {
  const name = subtype.replace(/^arrow[_-]?/i, "").toLowerCase();
  if (!/^arrow/i.test(subtype)) return undefined;
  const half = lengthM / 2;
  const shaft = lengthM > 4 ? 0.075 : 0.07;
  const headM = lengthM * 0.4;
  const straight: Polygon[] = [
    [
      [-half, -shaft],
      [half - headM, -shaft],
      [half - headM, shaft],
      [-half, shaft],
    ],
    [
      [half - headM, -0.3],
      [half, 0],
      [half - headM, 0.3],
    ],
  ];
  const side = (sign: 1 | -1): Polygon[] => {
    const turnM = half * 0.15;
    const place = (u: number, v: number): [number, number] => [u, v * sign];
    const turn: Polygon[] = [
      [
        place(turnM - 2 * shaft, 0),
        place(turnM + headM * 0.35 - shaft, 0.42),
        place(turnM + headM * 0.35 + shaft * 2.4, 0.42),
        place(turnM + shaft, 0),
      ],
      [
        place(turnM + headM * 0.35 - headM * 0.45, 0.4),
        place(turnM + headM * 0.35 + headM * 0.5, 0.4),
        place(turnM + headM * 0.6, 0.95),
      ],
    ];
    return turn;
  };
  const stem: Polygon = [
    [-half, -shaft],
    [half * 0.15 + shaft, -shaft],
    [half * 0.15 + shaft, shaft],
    [-half, shaft],
  ];
  const left = /left|l$/.test(name);
  const right = /right|r$/.test(name);
  const ahead = /straight|ahead|type1|^$/.test(name) || (!left && !right);
  return [...(ahead ? straight : [stem]), ...(left ? side(1) : []), ...(right ? side(-1) : [])];
}
