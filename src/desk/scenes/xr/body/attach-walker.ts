// Puts a walker into the stage: the panels' board, the body, what is selected, what is wrong, and the road data it walks
// on. The stage calls this once; everything comes off again with the answer.

import { Fault } from "../../../../model/records/fault.ts";
import type { Walkable } from "../../../../model/roads/walkable.ts";
import type { Twin } from "../../../../model/twin/twin-store.ts";
import type { Pick } from "../../../view/pick.ts";
import type { ViewStore } from "../../../view/view-store.ts";
import type { Trouble } from "../../../view/walk-troubles.ts";
import type { Detach } from "../../layer.ts";
import { createBoard } from "../panels/board.ts";
import { attachInfoPanels } from "../panels/info-panels.ts";
import { attachTroubleCard } from "../panels/trouble-card.ts";
import type { WalkScene } from "../walk-scene.ts";
import { attachBody } from "./attach-body.ts";
import { createComfort } from "./comfort.ts";
import { createRigMoves } from "./rig-moves.ts";

export interface WalkerOptions {
  twin: Twin;
  view: ViewStore;
  layers: readonly { id: string; title: string }[];
  recordOf(id: string): Promise<Pick["properties"] | undefined>;
  /** Reads what one may walk on; rejects with a Fault. */
  loadWalkable(signal: AbortSignal): Promise<Walkable>;
  reducedMotion: boolean;
}

export function attachWalker(
  scene: WalkScene,
  { twin, view, layers, recordOf, loadWalkable, reducedMotion }: WalkerOptions,
): Detach {
  const moves = createRigMoves(scene.rig, scene.camera);
  const comfort = createComfort({ reducedMotion });
  const board = createBoard(scene, moves.headYaw);
  board.reducedMotion = reducedMotion;
  let walkable: Walkable | undefined;
  const own: Trouble[] = [];
  const ended = new AbortController();
  const troubles = attachTroubleCard(scene, twin, view, board, () => own);
  loadWalkable(ended.signal).then(
    (ready) => {
      walkable = ready;
    },
    (error: unknown) => {
      if (ended.signal.aborted) return;
      const trouble: Trouble =
        error instanceof Fault
          ? { code: error.code, params: error.params }
          : { code: "fault.roads.unreadable", params: { reason: String(error) } };
      own.push(trouble);
      troubles.tell();
    },
  );
  const stops: Detach[] = [
    attachBody(scene, { view, board, moves, comfort, layers, walkable: () => walkable }),
    attachInfoPanels(scene, twin, view, { board, recordOf }),
    troubles.detach,
    board.detach,
  ];
  return () => {
    ended.abort();
    for (const stop of stops) stop();
  };
}
