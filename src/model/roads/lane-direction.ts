// The direction of traffic on a lane along its road's s, and which lane types carry motor traffic.

import type { Lane, Road } from "./road-network.ts";

/** By the road's rule (right- or left-hand traffic) and the lane's own word. */
export function laneDirection(road: Road, lane: Lane): "forward" | "backward" | "both" {
  if (lane.direction === "both" || lane.type === "bidirectional") return "both";
  const forward = lane.id < 0 === (road.rule === "RHT");
  return (lane.direction === "reversed") === forward ? "backward" : "forward";
}

/** Lane types of ASAM OpenDRIVE (11.7) that motor vehicles travel on; bus lanes are told apart by `busOnly`. */
const MOTOR = new Set([
  "driving",
  "entry",
  "exit",
  "onRamp",
  "offRamp",
  "connectingRamp",
  "slipLane",
  "bidirectional",
  "HOV",
  "bus",
  "taxi",
  "mwyEntry",
  "mwyExit",
]);

export const isMotorLaneType = (type: string): boolean => MOTOR.has(type);
export const isMotorLane = (lane: Lane): boolean => lane.id !== 0 && MOTOR.has(lane.type);
export const isBusOnly = (lane: Lane): boolean => lane.type === "bus";
