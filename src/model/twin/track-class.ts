// Kinds of moving things. The order is the wire code (4 bits of a frame row's flags): append only.

export type TrackClass =
  | "unknown"
  | "car"
  | "bus"
  | "truck"
  | "motorcycle"
  | "bicycle"
  | "pedestrian"
  | "emergency"
  | "drone";
export const TRACK_CLASSES: readonly TrackClass[] = [
  "unknown",
  "car",
  "bus",
  "truck",
  "motorcycle",
  "bicycle",
  "pedestrian",
  "emergency",
  "drone",
];
