// Time of some scripts' own functions in each frame, out of a CPU profile. The profile runs on a clock of its own: a
// function that marks a known moment ties it to the page's. A built-in counts to the script that called it.

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

export interface ClockMark {
  functionName: string;
  /** When it began, on the page's clock. */
  timeMs: number;
}

/** Nodes of the call tree that stand in a script, or in a built-in that it called. */
function nodesOf({ nodes }: CpuProfile, own: string): Set<number> {
  const found = new Set<number>();
  const frames = new Map(nodes.map((node) => [node.id, node.callFrame]));
  // Parents come before their children.
  for (const { id, callFrame, children } of nodes) {
    if (callFrame.url.includes(own)) found.add(id);
    if (!found.has(id)) continue;
    for (const child of children ?? []) {
      const { url, functionName } = frames.get(child) ?? {};
      if (url === "" && functionName !== "(garbage collector)") found.add(child);
    }
  }
  return found;
}

/**
 * Milliseconds a frame, of the frames that began at these times; what runs between two counts to the one before.
 * @param own part of our scripts' addresses
 */
export function ownTimes(
  profile: CpuProfile,
  { own, mark, startsMs }: { own: string; mark: ClockMark; startsMs: readonly number[] },
): number[] {
  const ours = nodesOf(profile, own);
  const marking = new Set(
    profile.nodes.filter(({ callFrame }) => callFrame.functionName === mark.functionName).map(({ id }) => id),
  );
  const times: number[] = [];
  let at = profile.startTime;
  for (const delta of profile.timeDeltas) {
    at += delta;
    times.push(at / 1000);
  }
  const marked = times[profile.samples.findIndex((id) => marking.has(id))];
  if (marked === undefined) throw new Error(`${mark.functionName} is not in the profile`);
  const sums = startsMs.map(() => 0);
  let frame = -1;
  profile.samples.forEach((id, i) => {
    const timeMs = (times[i] as number) - marked + mark.timeMs;
    while (frame + 1 < startsMs.length && timeMs >= (startsMs[frame + 1] as number)) frame += 1;
    // A sample stands for the time until the next one.
    if (frame >= 0 && ours.has(id))
      sums[frame] = (sums[frame] as number) + (profile.timeDeltas[i + 1] ?? 0) / 1000;
  });
  // The last one may have been cut off.
  return sums.slice(0, -1);
}
