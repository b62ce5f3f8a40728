// A signalised crossing of the avenue and a street: connecting roads for every movement, cycle tracks straight on,
// pavements around the corners, the junction that lists them, its signals and its fixed-time plan. Arms are W, S, E, N;
// traffic keeps to the right.

import { type CrossingSpec, connectingRoads } from "./connecting-roads.ts";
import { crossingSignals } from "./crossing-signals.ts";
import { type Node, node } from "./xml-writer.ts";

export interface Crossing {
  roads: Node[];
  junction: Node;
  controller: Node;
  /** Signals by the road they stand on. */
  signals: Map<string, Node[]>;
}

export function crossing(spec: CrossingSpec): Crossing {
  const { id, name } = spec;
  const { roads, connections } = connectingRoads(spec);
  const { heads, controllerId, controller } = crossingSignals(spec);
  return {
    roads,
    signals: heads,
    controller,
    junction: node("junction", { id, name, type: "default" }, [
      ...connections,
      node("controller", { id: controllerId, type: "0", sequence: 0 }),
    ]),
  };
}
