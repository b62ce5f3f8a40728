// How freely a network's roads run, by GB/T 33171-2016: grades of links by speed over free-flow speed, and the network's
// index from 0 to 10 by Annex C (share of delay). Speeds in m/s, lengths in metres. Links that nobody measured count
// in no figure but in `coverage`; nothing is assumed of them.

export type LinkGrade = "free" | "mostly-free" | "light" | "moderate" | "severe";
export type IndexGrade = LinkGrade;

/** Between two stop lines; a slot of at most 5 min for the grade, 15 min for the index. */
export interface LinkSpeed {
  id: string;
  lengthM: number;
  freeFlowMps: number;
  /** Space-mean speed of the slot; absent: no vehicle was measured. */
  speedMps?: number;
  /** Vehicles that passed, the link's weight in the index; absent: 1. */
  vehicles?: number;
}

export interface TrafficIndex {
  method: "GB/T 33171-2016 Annex C";
  /** 0 … 10; undefined where no link was measured. */
  index: number | undefined;
  grade: IndexGrade | undefined;
  /** Travel time over free travel time, at least 1. */
  travelTimeIndex: number | undefined;
  /** Share of travel time that is delay, 0 … 1. */
  delayShare: number | undefined;
  /** Share of the measured length that runs moderately or severely congested (GB/T 29107). */
  congestedShare: number | undefined;
  /** Measured share of the network's length. */
  coverage: number;
}

/** Where the index bends: share of delay → index. */
const BENDS = [
  [0, 0],
  [0.3, 2],
  [0.5, 4],
  [0.6, 6],
  [0.7, 8],
  [1, 10],
] as const;
const GRADES = ["free", "mostly-free", "light", "moderate", "severe"] as const;

/** Grade of a link (5.2): above 70 % of free flow, 50–70, 40–50, 30–40, at most 30. */
export function linkGrade(speedMps: number, freeFlowMps: number): LinkGrade {
  // From the ratio as it is: 1 − ratio would move 70 % across the border by rounding.
  const ratio = speedMps / freeFlowMps;
  if (ratio > 0.7) return "free";
  if (ratio > 0.5) return "mostly-free";
  if (ratio > 0.4) return "light";
  if (ratio > 0.3) return "moderate";
  return "severe";
}

/** Annex C: index of a share of delay, linear between the table's entries. */
export function indexOfDelay(delayShare: number): number {
  const share = Math.min(1, Math.max(0, delayShare));
  for (let i = 1; i < BENDS.length; i++) {
    const [from, low] = BENDS[i - 1] as (typeof BENDS)[number];
    const [to, high] = BENDS[i] as (typeof BENDS)[number];
    if (share <= to) return low + ((share - from) / (to - from)) * (high - low);
  }
  return 10;
}

/** [0, 2) free, [2, 4), [4, 6), [6, 8), [8, 10] severe. */
export const indexGrade = (index: number): IndexGrade =>
  GRADES[Math.min(4, Math.max(0, Math.floor(index / 2)))] as IndexGrade;

const measured = ({ speedMps, freeFlowMps, lengthM }: LinkSpeed): boolean =>
  speedMps !== undefined && speedMps >= 0 && freeFlowMps > 0 && lengthM > 0;

/** Where all stand, the time of a link is cut at ten times the free one: the index is 10 long before. */
const SLOWEST = 0.01;

export function trafficIndex(links: readonly LinkSpeed[]): TrafficIndex {
  let [allM, seenM, congestedM, timeS, freeS] = [0, 0, 0, 0, 0];
  for (const link of links) {
    allM += Math.max(0, link.lengthM);
    if (!measured(link)) continue;
    const { lengthM, freeFlowMps, speedMps = 0, vehicles = 1 } = link;
    seenM += lengthM;
    const grade = linkGrade(speedMps, freeFlowMps);
    if (grade === "moderate" || grade === "severe") congestedM += lengthM;
    // Faster than free flow is free flow.
    const speed = Math.min(freeFlowMps, Math.max(speedMps, freeFlowMps * SLOWEST));
    timeS += (vehicles * lengthM) / speed;
    freeS += (vehicles * lengthM) / freeFlowMps;
  }
  const known = timeS > 0;
  const delayShare = known ? (timeS - freeS) / timeS : undefined;
  const index = delayShare === undefined ? undefined : indexOfDelay(delayShare);
  return {
    method: "GB/T 33171-2016 Annex C",
    index,
    grade: index === undefined ? undefined : indexGrade(index),
    travelTimeIndex: known ? timeS / freeS : undefined,
    delayShare,
    congestedShare: seenM > 0 ? congestedM / seenM : undefined,
    coverage: allM > 0 ? seenM / allM : 0,
  };
}

/**
 * Free-flow speed of a link from mean speeds of its slots of at most 15 min between 06:00 and 24:00, each averaged over
 * 30 days or more: the mean of the fastest ninth, at most the speed limit. Undefined below nine slots.
 */
export function freeFlowSpeed(slotMeansMps: readonly number[], limitMps?: number): number | undefined {
  const known = slotMeansMps.filter((speed) => Number.isFinite(speed) && speed > 0).sort((a, b) => b - a);
  if (known.length < 9) return undefined;
  const top = known.slice(0, Math.floor(known.length / 9));
  const mean = top.reduce((sum, speed) => sum + speed, 0) / top.length;
  return limitMps === undefined ? mean : Math.min(mean, limitMps);
}
