// A picture of the city to take away: what is asked for, and what came of it. The interface is not on it; title, scale,
// source and time are.

export interface PictureWish {
  n: number;
  title: string;
}

export interface TakenPicture {
  n: number;
  /** Object URL of a PNG. */
  url: string;
  fileName: string;
  widthPx: number;
  heightPx: number;
}

/** A length of the scale bar that is 1, 2 or 5 times a power of ten and at most so long. */
export function scaleLengthM(mostM: number): number {
  const power = 10 ** Math.floor(Math.log10(mostM));
  const step = [5, 2, 1].find((each) => each * power <= mostM) ?? 1;
  return step * power;
}

export const lengthText = (m: number): string =>
  m >= 1000 ? `${m / 1000} km` : m >= 1 ? `${m} m` : `${Math.round(m * 100)} cm`;

/** A file's name that every system takes. */
export const pictureFileName = (title: string, stamp: string): string =>
  `${title.replaceAll(/[\\/:*?"<>|\s]+/g, "-").replaceAll(/^-+|-+$/g, "") || "lanetwin"}-${stamp.replaceAll(/[^0-9]+/g, "")}.png`;
