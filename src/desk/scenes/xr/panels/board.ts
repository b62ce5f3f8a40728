// The panels that stand in the street: fixed in the world within reach, turned to the reader when they look from aside,
// drawn on canvases with mipmaps. One canvas a frame, each at most four times a second, and only when what it says has
// changed. Rays are met by arithmetic, never by raycasts. x east, y up, −z north, metres.

import {
  CanvasTexture,
  Group,
  LinearFilter,
  LinearMipmapLinearFilter,
  MathUtils,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  type Ray,
  RingGeometry,
  SRGBColorSpace,
  Vector3,
} from "three";
import type { Detach } from "../../layer.ts";
import type { WalkScene } from "../walk-scene.ts";
import { type Card, type CardLayout, layoutCard, PIXELS_PER_M, pixelsOf, TEXT_DMM, USUAL_M } from "./card.ts";
import { drawCard, measureOn } from "./draw-card.ts";

const REDRAW_MS = 250;
const BELOW_RAD = MathUtils.degToRad(15);
const TURN_AT_RAD = MathUtils.degToRad(20);
const TURN_RAD_PER_S = MathUtils.degToRad(150);
/** Nearer or farther than this a panel is put in front again. */
const TOO_NEAR_M = 0.5;
const TOO_FAR_M = 2.2;
const ANISOTROPY = 8;
const ON_TOP = 500;

export interface Panel {
  readonly name: string;
  readonly isOpen: boolean;
  /** Puts it before the reader; `bearingRad` is a yaw (0 north, left positive), else the way they look. */
  open(bearingRad?: number): void;
  close(): void;
  /** What it says may have changed. */
  stale(): void;
}

export interface PanelOptions {
  name: string;
  /** Turned this far to the left of the bearing it is opened at. */
  besideRad: number;
  /** What to say now; asked before each drawing. */
  card(): Card;
  press(target: string): void;
}

export interface Board {
  add(options: PanelOptions): Panel;
  /** Metres to the panel a ray meets, marking what it points at; infinite when it meets none. */
  point(ray: Ray): number;
  /** Presses what a ray points at; whether it met a panel. */
  press(ray: Ray): boolean;
  /** Panels that are open, for probes. */
  told(): {
    name: string;
    texts: string[];
    /** Where its buttons are, x, y, z. */
    targets: Record<string, [number, number, number]>;
    distanceM: number;
    belowDeg: number;
    drawn: number;
  }[];
  reducedMotion: boolean;
  detach: Detach;
}

interface Standing extends Panel {
  options: PanelOptions;
  group: Group;
  mesh: Mesh<PlaneGeometry, MeshBasicMaterial>;
  canvas: HTMLCanvasElement;
  context: CanvasRenderingContext2D;
  texture: CanvasTexture | undefined;
  layout: CardLayout | undefined;
  said: string;
  dirty: boolean;
  drawnMs: number;
  drawn: number;
  yaw: number;
  turning: boolean;
}

const wrap = (rad: number) => MathUtils.euclideanModulo(rad + Math.PI, 2 * Math.PI) - Math.PI;

export function createBoard(scene: WalkScene, headYaw: () => number): Board {
  const { world, camera } = scene;
  const root = new Group();
  root.name = "panels";
  world.add(root);
  const panels: Standing[] = [];
  const head = new Vector3();
  const paint = (opacity: number) =>
    new MeshBasicMaterial({
      color: "#ffffff",
      transparent: true,
      opacity,
      depthWrite: false,
      toneMapped: false,
    });
  const unit = new PlaneGeometry(1, 1);
  const glow = new Mesh(unit, paint(0.16));
  glow.renderOrder = ON_TOP + 1;
  glow.visible = false;
  const cursor = new Mesh(new RingGeometry(0.008, 0.013, 24), paint(1));
  cursor.renderOrder = ON_TOP + 2;
  cursor.visible = false;
  /** What the last asked ray met. */
  const met = {
    panel: undefined as Standing | undefined,
    target: -1,
    distanceM: Number.POSITIVE_INFINITY,
    x: 0,
    y: 0,
  };

  function place(panel: Standing, bearing: number): void {
    head.setFromMatrixPosition(camera.matrixWorld);
    const yaw = bearing + panel.options.besideRad;
    const flat = USUAL_M * Math.cos(BELOW_RAD);
    panel.group.position.set(
      head.x - Math.sin(yaw) * flat,
      head.y - USUAL_M * Math.sin(BELOW_RAD),
      head.z - Math.cos(yaw) * flat,
    );
    panel.yaw = yaw;
    panel.turning = false;
    panel.group.rotation.set(0, yaw, 0);
  }

  function redraw(panel: Standing, timeMs: number): boolean {
    panel.dirty = false;
    const layout = layoutCard(panel.options.card(), measureOn(panel.context));
    const said = JSON.stringify(layout);
    if (said === panel.said) return false;
    panel.said = said;
    panel.layout = layout;
    panel.drawnMs = timeMs;
    panel.drawn += 1;
    const { canvas, mesh } = panel;
    if (canvas.width !== layout.widthPx || canvas.height !== layout.heightPx) {
      canvas.width = layout.widthPx;
      canvas.height = layout.heightPx;
      panel.texture?.dispose();
      panel.texture = undefined;
    }
    drawCard(panel.context, layout, pixelsOf(TEXT_DMM));
    if (!panel.texture) {
      const texture = new CanvasTexture(canvas);
      texture.colorSpace = SRGBColorSpace;
      texture.generateMipmaps = true;
      texture.minFilter = LinearMipmapLinearFilter;
      texture.magFilter = LinearFilter;
      texture.anisotropy = Math.min(ANISOTROPY, scene.renderer.capabilities.getMaxAnisotropy());
      panel.texture = texture;
      mesh.material.map = texture;
      mesh.material.needsUpdate = true;
    }
    panel.texture.needsUpdate = true;
    mesh.scale.set(layout.widthPx / PIXELS_PER_M, layout.heightPx / PIXELS_PER_M, 1);
    mesh.visible = true;
    return true;
  }

  /** Meets a ray with a panel's plane; scalars only. */
  function meet(panel: Standing, { origin, direction }: Ray): void {
    const { layout, yaw } = panel;
    if (!layout) return;
    const at = panel.group.position;
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
  }
  function meetAll(ray: Ray): void {
    met.panel = undefined;
    met.distanceM = Number.POSITIVE_INFINITY;
    met.target = -1;
    for (let i = 0; i < panels.length; i++) {
      const panel = panels[i] as Standing;
      if (panel.group.visible && panel.mesh.visible) meet(panel, ray);
    }
  }

  function turnToReader(panel: Standing, deltaS: number, board: Board): void {
    const { position, rotation } = panel.group;
    const dx = head.x - position.x;
    const dz = head.z - position.z;
    const far = Math.sqrt(dx * dx + dz * dz);
    if (far < TOO_NEAR_M || far > TOO_FAR_M) {
      place(panel, headYaw());
      return;
    }
    const off = wrap(Math.atan2(dx, dz) - panel.yaw);
    if (Math.abs(off) > TURN_AT_RAD) panel.turning = true;
    if (!panel.turning) return;
    const step = board.reducedMotion ? Math.PI : TURN_RAD_PER_S * deltaS;
    if (Math.abs(off) <= step) {
      panel.yaw = wrap(panel.yaw + off);
      panel.turning = false;
    } else panel.yaw = wrap(panel.yaw + Math.sign(off) * step);
    rotation.y = panel.yaw;
  }

  const board: Board = {
    reducedMotion: false,
    add(options) {
      const group = new Group();
      group.name = `panel ${options.name}`;
      group.visible = false;
      const material = new MeshBasicMaterial({ transparent: true, toneMapped: false, fog: false });
      const mesh = new Mesh(unit, material);
      mesh.renderOrder = ON_TOP;
      mesh.visible = false;
      group.add(mesh);
      root.add(group);
      const canvas = document.createElement("canvas");
      const panel: Standing = {
        name: options.name,
        options,
        group,
        mesh,
        canvas,
        context: canvas.getContext("2d") as CanvasRenderingContext2D,
        texture: undefined,
        layout: undefined,
        said: "",
        dirty: false,
        drawnMs: Number.NEGATIVE_INFINITY,
        drawn: 0,
        yaw: 0,
        turning: false,
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
      panels.push(panel);
      return panel;
    },
    point(ray) {
      meetAll(ray);
      const { panel } = met;
      if (!panel?.layout) return Number.POSITIVE_INFINITY;
      const { layout } = panel;
      if (cursor.parent !== panel.group) panel.group.add(cursor, glow);
      const local = (px: number, size: number) => (px - size / 2) / PIXELS_PER_M;
      cursor.position.set(local(met.x, layout.widthPx), -local(met.y, layout.heightPx), 0.004);
      cursor.visible = true;
      const target = layout.targets[met.target];
      glow.visible = target !== undefined;
      if (target) {
        glow.position.set(
          local(target.x + target.width / 2, layout.widthPx),
          -local(target.y + target.height / 2, layout.heightPx),
          0.002,
        );
        glow.scale.set(target.width / PIXELS_PER_M, target.height / PIXELS_PER_M, 1);
      }
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
    told: () =>
      panels
        .filter(({ isOpen, layout }) => isOpen && layout)
        .map(({ name, layout, group, drawn }) => {
          head.setFromMatrixPosition(camera.matrixWorld);
          const distanceM = head.distanceTo(group.position);
          return {
            name,
            texts: (layout as CardLayout).texts.map(({ text }) => text),
            targets: Object.fromEntries(
              (layout as CardLayout).targets.map(({ id, x, y, width, height }) => {
                const { widthPx, heightPx } = layout as CardLayout;
                const right = (x + width / 2 - widthPx / 2) / PIXELS_PER_M;
                const up = (heightPx / 2 - y - height / 2) / PIXELS_PER_M;
                return [id, group.localToWorld(new Vector3(right, up, 0)).toArray()];
              }),
            ),
            distanceM,
            belowDeg: MathUtils.radToDeg(Math.asin((head.y - group.position.y) / distanceM)),
            drawn,
          };
        }),
    detach() {
      stop();
      world.remove(root);
      for (const { mesh, texture } of panels) {
        mesh.material.dispose();
        texture?.dispose();
      }
      unit.dispose();
      glow.material.dispose();
      cursor.geometry.dispose();
      cursor.material.dispose();
    },
  };

  let next = 0;
  const stop = scene.onFrame(({ timeMs, deltaS }) => {
    cursor.visible = false;
    glow.visible = false;
    head.setFromMatrixPosition(camera.matrixWorld);
    for (let i = 0; i < panels.length; i++) {
      const panel = panels[i] as Standing;
      if (panel.group.visible) turnToReader(panel, deltaS, board);
    }
    for (let k = 0; k < panels.length; k++) {
      next = (next + 1) % panels.length;
      const panel = panels[next] as Standing;
      if (!panel.group.visible || !panel.dirty || timeMs - panel.drawnMs < REDRAW_MS) continue;
      if (redraw(panel, timeMs)) break;
    }
  });
  return board;
}
