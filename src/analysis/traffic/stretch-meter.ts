// The speed of a link of which only parts are seen at a time, as from a drone. Each stretch of it is looked at for itself:
// how dense and how fast its traffic is a look, empty looks included, so that a queue that is looked at for longer weighs
// no more than its length. The link's speed is its flow over its density (Edie), both as means over its stretches.

export interface Stretch {
  id: string;
  linkId: string;
}

export interface StretchSight {
  vehicleId: string;
  stretchId: string;
  speedMps: number;
}

export interface SeenLink {
  linkId: string;
  /** m/s. */
  speedMps: number;
  vehicles: number;
  /** Of its stretches, 0 to 1. */
  seenShare: number;
  /** Mean number of looks at a stretch. */
  looks: number;
}

export interface StretchMeter {
  /** @param seen the stretches in sight in this look, with vehicles or without */
  see(seen: readonly Stretch[], sights: readonly StretchSight[], timeMs: number): void;
  /** Undefined where no vehicle was seen within the last quarter of an hour. */
  speed(linkId: string, timeMs: number): SeenLink | undefined;
}

const BUCKET_MS = 60_000;
const WINDOW_BUCKETS = 15;

interface Sum {
  looks: number;
  counted: number;
  speeds: number;
  vehicles: Set<string>;
}

const empty = (): Sum => ({ looks: 0, counted: 0, speeds: 0, vehicles: new Set() });

export function createStretchMeter(stretches: readonly Stretch[]): StretchMeter {
  const ofLink = new Map<string, string[]>();
  for (const { id, linkId } of stretches) ofLink.set(linkId, [...(ofLink.get(linkId) ?? []), id]);
  const buckets = new Map<number, Map<string, Sum>>();
  return {
    see(seen, sights, timeMs) {
      const turn = Math.floor(timeMs / BUCKET_MS);
      for (const old of buckets.keys()) if (old <= turn - WINDOW_BUCKETS) buckets.delete(old);
      const bucket = buckets.get(turn) ?? new Map<string, Sum>();
      buckets.set(turn, bucket);
      for (const { id } of seen) {
        const sum = bucket.get(id) ?? empty();
        sum.looks += 1;
        bucket.set(id, sum);
      }
      for (const { stretchId, speedMps, vehicleId } of sights) {
        // A vehicle at the rim of the picture on a stretch whose middle is outside of it tells of no whole look.
        const sum = bucket.get(stretchId);
        if (!sum || sum.looks === 0) continue;
        sum.counted += 1;
        sum.speeds += speedMps;
        sum.vehicles.add(vehicleId);
      }
    },
    speed(linkId, timeMs) {
      const turn = Math.floor(timeMs / BUCKET_MS);
      const ids = ofLink.get(linkId) ?? [];
      let [flow, density, seen, looks] = [0, 0, 0, 0];
      const vehicles = new Set<string>();
      for (const id of ids) {
        const all = empty();
        for (const [at, bucket] of buckets) {
          const sum = at > turn - WINDOW_BUCKETS && at <= turn ? bucket.get(id) : undefined;
          if (!sum) continue;
          all.looks += sum.looks;
          all.counted += sum.counted;
          all.speeds += sum.speeds;
          for (const vehicle of sum.vehicles) vehicles.add(vehicle);
        }
        if (all.looks === 0) continue;
        seen += 1;
        looks += all.looks;
        flow += all.speeds / all.looks;
        density += all.counted / all.looks;
      }
      if (density === 0) return undefined;
      return {
        linkId,
        speedMps: flow / density,
        vehicles: vehicles.size,
        seenShare: seen / ids.length,
        looks: looks / ids.length,
      };
    },
  };
}
