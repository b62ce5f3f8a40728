// What colour a lane type is drawn in, sRGB 0–255; tiles carry them and the legend shows them. Colours tell lane types
// apart until materials are known.

export type LaneColour = readonly [number, number, number];

export const ASPHALT: LaneColour = [70, 73, 78];
const COLOURS: Record<string, LaneColour> = {
  driving: ASPHALT,
  entry: ASPHALT,
  exit: ASPHALT,
  onRamp: ASPHALT,
  offRamp: ASPHALT,
  connectingRamp: ASPHALT,
  bidirectional: ASPHALT,
  bus: [78, 70, 70],
  stop: [80, 83, 88],
  shoulder: [88, 90, 94],
  parking: [84, 86, 96],
  biking: [96, 78, 72],
  sidewalk: [150, 148, 142],
  walking: [150, 148, 142],
  curb: [168, 168, 164],
  border: [120, 120, 114],
  median: [92, 116, 78],
  restricted: [92, 92, 88],
  none: [108, 116, 92],
};
const OTHER: LaneColour = [110, 110, 106];

/** Colour of an OpenDRIVE lane type; an unknown type gets one of its own. */
export function laneColour(type: string): LaneColour {
  return (Object.hasOwn(COLOURS, type) ? COLOURS[type] : undefined) ?? OTHER;
}
