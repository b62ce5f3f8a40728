// OpenStreetMap's elements as a reader of them sees them, one at a time, whichever encoding they come in.

export type OsmTags = Record<string, string>;

export interface OsmMember {
  type: "node" | "way" | "relation";
  ref: number;
  role: string;
}

/** What is left out is passed by as cheaply as the encoding allows. Degrees on WGS 84. */
export interface OsmListener {
  node?(id: number, lonDeg: number, latDeg: number): void;
  way?(id: number, nodes: readonly number[], tags: OsmTags): void;
  relation?(id: number, members: readonly OsmMember[], tags: OsmTags): void;
}

/** Reads a file from start to end; what the listener got can be taken after each step. */
export type OsmPass = (
  chunks: AsyncIterable<Uint8Array>,
  listener: OsmListener,
  fileName: string,
) => AsyncGenerator<void>;
