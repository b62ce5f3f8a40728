// Rings out of the ways of a multipolygon: ways are joined where they share an end node, whichever way round they run.

/** @returns rings of node ids, first and last the same, and how many ways are left that close nowhere */
export function closeRings(ways: readonly (readonly number[])[]): { rings: number[][]; left: number } {
  const byEnd = new Map<number, Set<number>>();
  const note = (end: number, way: number) => {
    const own = byEnd.get(end);
    if (own) own.add(way);
    else byEnd.set(end, new Set([way]));
  };
  const rings: number[][] = [];
  const free = new Set<number>();
  for (const [w, nodes] of ways.entries()) {
    if (nodes.length < 2) continue;
    if (nodes[0] === nodes.at(-1)) {
      rings.push([...nodes]);
      continue;
    }
    free.add(w);
    note(nodes[0] as number, w);
    note(nodes.at(-1) as number, w);
  }
  let left = 0;
  for (const start of free) {
    free.delete(start);
    const ring = [...(ways[start] as readonly number[])];
    let used = 1;
    while (ring[0] !== ring.at(-1)) {
      const end = ring.at(-1) as number;
      const next = [...(byEnd.get(end) ?? [])].find((way) => free.has(way));
      if (next === undefined) break;
      free.delete(next);
      used += 1;
      const nodes = ways[next] as readonly number[];
      const onward = nodes[0] === end ? nodes : [...nodes].reverse();
      for (let i = 1; i < onward.length; i++) ring.push(onward[i] as number);
    }
    if (ring[0] === ring.at(-1)) rings.push(ring);
    else left += used;
  }
  return { rings, left };
}
