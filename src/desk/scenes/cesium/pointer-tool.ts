// A tool that has the pointer for a while: drawing an area, placing or dragging a thing. While one is there, hover and
// selection rest; a press that the tool takes does not move the camera. Start returns stop; the newest tool is served.
// A grip is less: it is asked at a press whether it takes it, and drags until the release; hover and selection go on.

import type { Cartesian3, Scene } from "cesium";
import type { Detach, Pick } from "../layer.ts";

/** Where the pointer is: CSS pixels in the picture, and what lies there; no place at the sky. */
export interface PointerPlace {
  xPx: number;
  yPx: number;
  positionEcef: Cartesian3;
  lonDeg: number;
  latDeg: number;
  heightM: number;
  shift: boolean;
  alt: boolean;
  /** What is drawn there; asked for only when a tool reads it, because a pick draws a frame. */
  pick(): Pick | undefined;
}

export interface PointerTool {
  /** CSS cursor. */
  cursor: string;
  /** A button went down; true = the tool drags, the camera rests until it is released. */
  press?(at: PointerPlace): boolean;
  drag?(at: PointerPlace): void;
  release?(at: PointerPlace): void;
  /** The pointer moved with no button down, at most once a frame; undefined at the sky. */
  move?(at: PointerPlace | undefined): void;
  click?(at: PointerPlace): void;
  doubleClick?(at: PointerPlace): void;
}

export interface Grip {
  /** True = held: the camera rests, drags come here until the release. */
  press(at: PointerPlace): boolean;
  drag(at: PointerPlace): void;
  release(at: PointerPlace): void;
}

export interface ToolRack {
  take(tool: PointerTool): Detach;
  /** Asked only while no tool is there. */
  offer(grip: Grip): Detach;
  grips(): Iterable<Grip>;
  current(): PointerTool | undefined;
}

export function createToolRack({ scene }: { scene: Scene }): ToolRack {
  const tools: PointerTool[] = [];
  const grips = new Set<Grip>();
  const show = () => {
    scene.canvas.style.cursor = tools.at(-1)?.cursor ?? "";
  };
  return {
    take(tool) {
      tools.push(tool);
      show();
      return () => {
        const at = tools.indexOf(tool);
        if (at >= 0) tools.splice(at, 1);
        show();
      };
    },
    offer(grip) {
      grips.add(grip);
      return () => void grips.delete(grip);
    },
    grips: () => grips,
    current: () => tools.at(-1),
  };
}
