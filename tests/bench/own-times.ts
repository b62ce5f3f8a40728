// Time of some scripts' own functions in each frame, out of a CPU profile. A frame is a run of samples under one function,
// as between two frames the browser does other things; a built-in counts to the script that called it.

export interface CpuProfile {
  nodes: {
    id: number;
    callFrame: { functionName: string; url: string };
    children?: number[];
  }[];
  /** Microseconds. */
  startTime: number;
  samples: number[];
  timeDeltas: number[];
}

interface Place {
  inFrame: boolean;
  own: boolean;
  /** The collector stands at the tree's root, whoever made the garbage: a frame goes on round it. */
  collector: boolean;
}

/** Where each node of the call tree stands: within a frame, and in whose script. */
function placesOf({ nodes }: CpuProfile, frame: string, own: string): Map<number, Place> {
  const places = new Map<number, Place>();
  const parents = new Map<number, number>();
  for (const { id, children } of nodes) for (const child of children ?? []) parents.set(child, id);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const placeOf = (id: number): Place => {
    const known = places.get(id);
    if (known) return known;
    const { functionName, url } = (byId.get(id) as CpuProfile["nodes"][number]).callFrame;
    const parent = parents.get(id);
    const above = parent === undefined ? { inFrame: false, own: false } : placeOf(parent);
    const place = {
      inFrame: above.inFrame || functionName === frame,
      own: url === "" ? above.own : url.includes(own),
      collector: functionName === "(garbage collector)",
    };
    places.set(id, place);
    return place;
  };
  for (const { id } of nodes) placeOf(id);
  return places;
}

/**
 * Milliseconds a frame.
 * @param frame name of the function that runs once a frame, round all that belongs to it
 * @param own part of our scripts' addresses
 */
export function ownTimes(profile: CpuProfile, { frame, own }: { frame: string; own: string }): number[] {
  const places = placesOf(profile, frame, own);
  const times: number[] = [];
  let within = false;
  for (const [i, id] of profile.samples.entries()) {
    const place = places.get(id) as Place;
    if (place.collector) continue;
    if (place.inFrame && !within) times.push(0);
    within = place.inFrame;
    // A sample stands for the time until the next one.
    if (within && place.own)
      times[times.length - 1] = (times.at(-1) as number) + (profile.timeDeltas[i + 1] ?? 0) / 1000;
  }
  return times;
}
