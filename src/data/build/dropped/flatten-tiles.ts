// The finest tiles of a tileset in memory, each with its whole transform: what is shown at once, without a server and
// without levels of detail. External tilesets are followed.

export interface FlatTile {
  matrix: readonly number[];
  path: string;
}

interface Node {
  transform?: number[];
  refine?: string;
  content?: { uri: string };
  contents?: { uri: string }[];
  children?: Node[];
}

const IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/** a · b, column-major 4 × 4. */
export function multiply(a: readonly number[], b: readonly number[]): number[] {
  const out = new Array<number>(16).fill(0);
  for (let column = 0; column < 4; column++)
    for (let row = 0; row < 4; row++)
      for (let k = 0; k < 4; k++)
        out[column * 4 + row] =
          (out[column * 4 + row] as number) + (a[k * 4 + row] as number) * (b[column * 4 + k] as number);
  return out;
}

const beside = (path: string, uri: string) => path.replace(/[^/]*$/, "") + uri;

/** @param json reads a file of the tileset as JSON */
export function flattenTiles(path: string, json: (path: string) => unknown): FlatTile[] {
  const out: FlatTile[] = [];
  const visit = (node: Node, from: readonly number[], own: string, refine: string) => {
    const matrix = node.transform ? multiply(from, node.transform) : from;
    const kind = node.refine ?? refine;
    const contents = [...(node.content ? [node.content] : []), ...(node.contents ?? [])];
    const leaf = (node.children ?? []).length === 0;
    for (const { uri } of contents) {
      const to = beside(own, uri);
      if (uri.endsWith(".json")) visit((json(to) as { root: Node }).root, matrix, to, kind);
      else if (leaf || kind === "ADD") out.push({ matrix, path: to });
    }
    for (const child of node.children ?? []) visit(child, matrix, own, kind);
  };
  visit((json(path) as { root: Node }).root, IDENTITY, path, "REPLACE");
  return out;
}
