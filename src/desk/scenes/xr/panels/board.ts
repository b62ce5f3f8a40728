// The panels that stand in the street: fixed in the world within reach, beside one another, turned to the reader when they
// look from aside, drawn on canvases with mipmaps. One canvas a frame, each at most four times a second, and only when
// what it says has changed. x east, y up, −z north, metres.

import { Group, MathUtils, PlaneGeometry, type Ray, Vector3 } from "three";
import type { Detach } from "../../layer.ts";
import type { WalkScene } from "../walk-scene.ts";
import { type CardLayout, USUAL_M } from "./card.ts";
import { createPanelCursor } from "./panel-cursor.ts";
import { AWAY_M, BELOW_RAD, freeYaw, TOO_FAR_M, TOO_NEAR_M, wrapYaw } from "./place-panel.ts";
import {
  createStandingPanel,
  type PanelMeeting,
  type PanelOptions,
  type StandingPanel,
} from "./standing-panel.ts";

const REDRAW_MS = 250;
const TURN_AT_RAD = MathUtils.degToRad(20);
const TURN_RAD_PER_S = MathUtils.degToRad(150);

export interface Panel {
  readonly name: string;
  readonly isOpen: boolean;
  /** Puts it before the reader; `bearingRad` is a yaw (0 north, left positive), else the way they look. */
  open(bearingRad?: number): void;
  close(): void;
  /** What it says may have changed. */
  stale(): void;
}

/** An open panel, for probes. */
export interface PanelTold {
  name: string;
  texts: string[];
  /** Where its buttons are, x, y, z. */
  targets: Record<string, [number, number, number]>;
  distanceM: number;
  belowDeg: number;
  /** Which way it lies from the eyes. */
  yawRad: number;
  drawn: number;
}

export interface Board {
  add(options: PanelOptions): Panel;
  /** Metres to the panel a ray meets, marking what it points at; infinite when it meets none. */
  point(ray: Ray): number;
  /** Presses what a ray points at; whether it met a panel. */
  press(ray: Ray): boolean;
  told(): PanelTold[];
  reducedMotion: boolean;
  detach: Detach;
}

export function createBoard(scene: WalkScene, headYaw: () => number): Board {
  const { world, camera, renderer } = scene;
  const root = new Group();
  root.name = "panels";
  world.add(root);
  const panels: StandingPanel[] = [];
  const head = new Vector3();
  const plane = new PlaneGeometry(1, 1);
  const cursor = createPanelCursor(plane);
  const met: PanelMeeting = {
    panel: undefined,
    target: -1,
    distanceM: Number.POSITIVE_INFINITY,
    x: 0,
    y: 0,
  };

  const yawTo = ({ group: { position } }: StandingPanel) =>
    Math.atan2(head.x - position.x, head.z - position.z);
  const awayOf = ({ group: { position } }: StandingPanel) => {
    const dx = head.x - position.x;
    const dz = head.z - position.z;
    return Math.sqrt(dx * dx + dz * dz);
  };

  function place(panel: StandingPanel, bearing: number): void {
    head.setFromMatrixPosition(camera.matrixWorld);
    const taken = panels
      .filter((each) => each !== panel && each.group.visible && awayOf(each) < TOO_FAR_M)
      .map(yawTo);
    const yaw = freeYaw(bearing + panel.options.besideRad, taken);
    panel.group.position.set(
      head.x - Math.sin(yaw) * AWAY_M,
      head.y - USUAL_M * Math.sin(BELOW_RAD),
      head.z - Math.cos(yaw) * AWAY_M,
    );
    panel.yaw = yaw;
    panel.turning = false;
    panel.group.rotation.set(0, yaw, 0);
  }

  function meetAll(ray: Ray): void {
    met.panel = undefined;
    met.distanceM = Number.POSITIVE_INFINITY;
    met.target = -1;
    for (let i = 0; i < panels.length; i++) (panels[i] as StandingPanel).meet(ray, met);
  }

  function turnToReader(panel: StandingPanel, deltaS: number, board: Board): void {
    const away = awayOf(panel);
    if (away < TOO_NEAR_M || away > TOO_FAR_M) {
      place(panel, headYaw());
      return;
    }
    const off = wrapYaw(yawTo(panel) - panel.yaw);
    if (Math.abs(off) > TURN_AT_RAD) panel.turning = true;
    if (!panel.turning) return;
    const step = board.reducedMotion ? Math.PI : TURN_RAD_PER_S * deltaS;
    if (Math.abs(off) <= step) {
      panel.yaw = wrapYaw(panel.yaw + off);
      panel.turning = false;
    } else panel.yaw = wrapYaw(panel.yaw + Math.sign(off) * step);
    panel.group.rotation.y = panel.yaw;
  }

  const board: Board = {
    reducedMotion: false,
    add(options) {
      const panel = createStandingPanel(options, plane, renderer.capabilities.getMaxAnisotropy());
      const { group } = panel;
      root.add(group);
      panels.push(panel);
      return {
        name: options.name,
        get isOpen() {
          return group.visible;
        },
        open(bearing) {
          place(panel, bearing ?? headYaw());
          group.visible = true;
          panel.dirty = true;
          panel.drawnMs = Number.NEGATIVE_INFINITY;
        },
        close() {
          group.visible = false;
        },
        stale() {
          panel.dirty = true;
        },
      };
    },
    point(ray) {
      meetAll(ray);
      cursor.show(met);
      return met.distanceM;
    },
    press(ray) {
      meetAll(ray);
      const { panel } = met;
      if (!panel) return false;
      const target = panel.layout?.targets[met.target];
      if (target) panel.options.press(target.id);
      return true;
    },
    told() {
      head.setFromMatrixPosition(camera.matrixWorld);
      return panels
        .filter(({ group, layout }) => group.visible && layout)
        .map((panel) => {
          const { options, layout, group, drawn } = panel;
          const distanceM = head.distanceTo(group.position);
          return {
            name: options.name,
            texts: (layout as CardLayout).texts.map(({ text }) => text),
            targets: panel.places(),
            distanceM,
            belowDeg: MathUtils.radToDeg(Math.asin((head.y - group.position.y) / distanceM)),
            yawRad: yawTo(panel),
            drawn,
          };
        });
    },
    detach() {
      stop();
      world.remove(root);
      for (const panel of panels) panel.detach();
      plane.dispose();
      cursor.detach();
    },
  };

  let next = 0;
  const stop = scene.onFrame(({ timeMs, deltaS }) => {
    cursor.hide();
    head.setFromMatrixPosition(camera.matrixWorld);
    for (let i = 0; i < panels.length; i++) {
      const panel = panels[i] as StandingPanel;
      if (panel.group.visible) turnToReader(panel, deltaS, board);
    }
    for (let k = 0; k < panels.length; k++) {
      next = (next + 1) % panels.length;
      const panel = panels[next] as StandingPanel;
      if (!panel.group.visible || !panel.dirty || timeMs - panel.drawnMs < REDRAW_MS) continue;
      if (panel.redraw(timeMs)) break;
    }
  });
  return board;
}
