// What a device can be hung on: poles, masts of signals, posts of signs, gantries. Read from the city's own files by the
// app, asked for by the layer that places devices. Degrees and ellipsoidal metres, as the city's data have them.

export interface Post {
  /** Id of the feature that stands there. */
  id: string;
  kind: "sign" | "signal" | "object";
  type?: string;
  lonDeg: number;
  latDeg: number;
  /** Of the foot. */
  heightM: number;
  /** How high it is over its foot; absent = the data do not say. */
  topM?: number;
  /** "inferred": the data state what it carries, its own place is ours. */
  derivation?: string;
  /** 1σ; absent = unknown. */
  accuracyM?: number;
}

/** west, south, east, north */
export type DegreeBox = [number, number, number, number];

export type PostsIn = (box: DegreeBox) => Promise<readonly Post[]>;
