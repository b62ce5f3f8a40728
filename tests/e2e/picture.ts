// What a picture of the scene holds, by colour: asphalt grey, paint white, ground.

import { PNG } from "pngjs";

export interface Shares {
  grey: number;
  white: number;
  green: number;
}

/** Shares of the picture's pixels. */
export function shares(png: Buffer): Shares {
  const { data, width, height } = PNG.sync.read(png);
  const count = { grey: 0, white: 0, green: 0 };
  for (let i = 0; i < data.length; i += 4) {
    const [r, g, b] = [data[i] as number, data[i + 1] as number, data[i + 2] as number];
    const spread = Math.max(r, g, b) - Math.min(r, g, b);
    if (Math.min(r, g, b) > 190) count.white += 1;
    else if (g > r + 10 && g > b + 4) count.green += 1;
    else if (spread < 26 && r > 70 && r < 170) count.grey += 1;
  }
  const all = width * height;
  return { grey: count.grey / all, white: count.white / all, green: count.green / all };
}

/** Pixels that differ clearly between two pictures of one size. */
export function differing(a: Buffer, b: Buffer): number {
  const [p, q] = [PNG.sync.read(a), PNG.sync.read(b)];
  let count = 0;
  for (let i = 0; i < p.data.length; i += 4) {
    const off =
      Math.abs((p.data[i] as number) - (q.data[i] as number)) +
      Math.abs((p.data[i + 1] as number) - (q.data[i + 1] as number)) +
      Math.abs((p.data[i + 2] as number) - (q.data[i + 2] as number));
    if (off > 60) count += 1;
  }
  return count;
}
