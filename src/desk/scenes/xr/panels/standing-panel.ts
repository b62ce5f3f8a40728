// One panel in the street: its plane, its canvas, what it said last, and where a ray meets it, by arithmetic. The board
// says when. x east, y up, −z north, metres.

import {
  CanvasTexture,
  Group,
  LinearFilter,
  LinearMipmapLinearFilter,
  Mesh,
  MeshBasicMaterial,
  type PlaneGeometry,
  type Ray,
  SRGBColorSpace,
  Vector3,
} from "three";
import type { Detach } from "../../layer.ts";
import { type Card, type CardLayout, layoutCard, PIXELS_PER_M, pixelsOf, TEXT_DMM } from "./card.ts";
import { drawCard, measureOn } from "./draw-card.ts";

const ANISOTROPY = 8;
export const ON_TOP = 500;

export interface PanelOptions {
  name: string;
  /** Turned this far to the left of the bearing it is opened at. */
  besideRad: number;
  /** What to say now; asked before each drawing. */
  card(): Card;
  press(target: string): void;
}

/** What a ray met. */
export interface PanelMeeting {
  panel: StandingPanel | undefined;
  /** Index of the target, below 0 = none. */
  target: number;
  distanceM: number;
  /** Pixels on the canvas. */
  x: number;
  y: number;
}

export interface StandingPanel {
  options: PanelOptions;
  group: Group;
  layout: CardLayout | undefined;
  /** Which way it faces away from the reader. */
  yaw: number;
  turning: boolean;
  dirty: boolean;
  drawnMs: number;
  drawn: number;
  /** Draws what it says now, when that has changed; whether it did. */
  redraw(timeMs: number): boolean;
  /** Takes the place of what was met so far if the ray meets it nearer. */
  meet(ray: Ray, met: PanelMeeting): void;
  /** Where its buttons are, x, y, z. */
  places(): Record<string, [number, number, number]>;
  detach: Detach;
}

export function createStandingPanel(
  options: PanelOptions,
  plane: PlaneGeometry,
  mostAnisotropy: number,
): StandingPanel {
  const group = new Group();
  group.name = `panel ${options.name}`;
  group.visible = false;
  const material = new MeshBasicMaterial({ transparent: true, toneMapped: false, fog: false });
  const mesh = new Mesh(plane, material);
  mesh.renderOrder = ON_TOP;
  mesh.visible = false;
  group.add(mesh);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  let texture: CanvasTexture | undefined;
  let said = "";

  function newTexture(): CanvasTexture {
    const made = new CanvasTexture(canvas);
    made.colorSpace = SRGBColorSpace;
    made.generateMipmaps = true;
    made.minFilter = LinearMipmapLinearFilter;
    made.magFilter = LinearFilter;
    made.anisotropy = Math.min(ANISOTROPY, mostAnisotropy);
    material.map = made;
    material.needsUpdate = true;
    return made;
  }

  const panel: StandingPanel = {
    options,
    group,
    layout: undefined,
    yaw: 0,
    turning: false,
    dirty: false,
    drawnMs: Number.NEGATIVE_INFINITY,
    drawn: 0,
    redraw(timeMs) {
      panel.dirty = false;
      const layout = layoutCard(options.card(), measureOn(context));
      const text = JSON.stringify(layout);
      if (text === said) return false;
      said = text;
      panel.layout = layout;
      panel.drawnMs = timeMs;
      panel.drawn += 1;
      if (canvas.width !== layout.widthPx || canvas.height !== layout.heightPx) {
        canvas.width = layout.widthPx;
        canvas.height = layout.heightPx;
        texture?.dispose();
        texture = undefined;
      }
      drawCard(context, layout, pixelsOf(TEXT_DMM));
      texture ??= newTexture();
      texture.needsUpdate = true;
      mesh.scale.set(layout.widthPx / PIXELS_PER_M, layout.heightPx / PIXELS_PER_M, 1);
      mesh.visible = true;
      return true;
    },
    meet({ origin, direction }, met) {
      const { layout, yaw } = panel;
      if (!layout || !group.visible || !mesh.visible) return;
      const at = group.position;
      const s = Math.sin(yaw);
      const c = Math.cos(yaw);
      const along = direction.x * s + direction.z * c;
      if (Math.abs(along) < 1e-6) return;
      const distance = ((at.x - origin.x) * s + (at.z - origin.z) * c) / along;
      if (distance <= 0 || distance >= met.distanceM) return;
      const dx = origin.x + direction.x * distance - at.x;
      const dy = origin.y + direction.y * distance - at.y;
      const dz = origin.z + direction.z * distance - at.z;
      const x = (dx * c - dz * s) * PIXELS_PER_M + layout.widthPx / 2;
      const y = layout.heightPx / 2 - dy * PIXELS_PER_M;
      if (x < 0 || y < 0 || x > layout.widthPx || y > layout.heightPx) return;
      met.panel = panel;
      met.distanceM = distance;
      met.x = x;
      met.y = y;
      met.target = -1;
      for (let i = 0; i < layout.targets.length; i++) {
        const target = layout.targets[i] as CardLayout["targets"][number];
        if (x >= target.x && x <= target.x + target.width && y >= target.y && y <= target.y + target.height)
          met.target = i;
      }
    },
    places() {
      const { targets, widthPx, heightPx } = panel.layout as CardLayout;
      return Object.fromEntries(
        targets.map(({ id, x, y, width, height }) => {
          const right = (x + width / 2 - widthPx / 2) / PIXELS_PER_M;
          const up = (heightPx / 2 - y - height / 2) / PIXELS_PER_M;
          return [id, group.localToWorld(new Vector3(right, up, 0)).toArray()];
        }),
      );
    },
    detach() {
      material.dispose();
      texture?.dispose();
    },
  };
  return panel;
}
