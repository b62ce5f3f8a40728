// What all clients of a city share beside the live picture: acts on its events, and its vital signs.

import type { ActAnswer } from "../../live/protocol/acts.ts";
import type { VitalSign } from "../../model/twin/vital-sign.ts";

export interface Shared {
  /** @param act as it came from the wire */
  act(act: unknown, author: string): Promise<ActAnswer>;
  /** The latest; empty before the first. */
  vitals(): VitalSign[];
  /** Returns unfollow. */
  followVitals(listener: (signs: VitalSign[]) => void): () => void;
}
