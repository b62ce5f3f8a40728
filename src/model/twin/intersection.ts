// A junction's lanes as its roadside unit broadcasts them (MAP): where each lane runs and which signal phase it obeys.
// WGS 84 degrees, metres. It is what the unit says, beside the city's own road model, never instead of it.

export interface IntersectionLane {
  id: string;
  widthM?: number;
  /** lon, lat of each point. */
  points: [number, number][];
  /** Signal phases by the node that the movement leads to. */
  connectsTo: { nodeId: string; phaseId?: string }[];
}

export interface IntersectionLink {
  name: string;
  upstreamNodeId: string;
  widthM?: number;
  maxSpeedMps?: number;
  lanes: IntersectionLane[];
}

export interface IntersectionObservation {
  id: string;
  source: string;
  timeMs: number;
  name?: string;
  lonDeg: number;
  latDeg: number;
  links: IntersectionLink[];
}
