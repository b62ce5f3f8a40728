// The walker's body: hands, mouse and keys in; teleports, turns, steps and selections out. Ties the parts of this folder
// to the stage. The rig moves on input only; on the head hangs nothing but the vignette.

import type { Ray } from "three";
import type { Walkable } from "../../../../model/roads/walkable.ts";
import type { Pick } from "../../../view/pick.ts";
import type { ViewStore } from "../../../view/view-store.ts";
import type { Detach } from "../../layer.ts";
import type { Board } from "../panels/board.ts";
import type { WalkScene } from "../walk-scene.ts";
import { createAimMarks } from "./aim-marks.ts";
import { type ComfortStore, clampSpeed, MOST_SPEED_MPS } from "./comfort.ts";
import { hasMenuButton } from "./controls-of.ts";
import { createFlatInput } from "./flat-input.ts";
import { type RigMoves, SNAP_RAD } from "./rig-moves.ts";
import { createSeat } from "./seat.ts";
import { createTravel } from "./travel.ts";
import { createVignette } from "./vignette.ts";
import { createWalkMenu } from "./walk-menu.ts";
import { createXrPointers, HOLD_MS, type XrPointer } from "./xr-pointers.ts";

export interface BodyOptions {
  view: ViewStore;
  board: Board;
  moves: RigMoves;
  comfort: ComfortStore;
  /** What the menu can show and hide: id and word key. */
  layers: readonly { id: string; title: string }[];
  /** What one may walk on, once it is read. */
  walkable(): Walkable | undefined;
}

const PICK_M = 200;
/** A stick is pushed from here on. */
const STICK = 0.3;
const NOBODY = -2;
const MOUSE = -1;
/** Where a mouse's arc begins, seen from the eyes: right, down, ahead. */
const HAND = [0.22, -0.3, -0.35] as const;

export function attachBody(
  scene: WalkScene,
  { view, board, moves, comfort, layers, walkable }: BodyOptions,
): Detach {
  const { renderer, camera, rig, world } = scene;
  const { xr } = renderer;
  const marks = createAimMarks(world);
  const vignette = createVignette(camera);
  const travel = createTravel(scene, walkable, moves, marks, vignette, comfort);
  const seat = createSeat(renderer, camera, comfort);
  /** Who aims: a pointer's index, the mouse, or nobody. */
  let aimer = NOBODY;
  let startingSession = false;
  let originMoved = false;
  let stood = false;
  let moved = false;

  const snap = (side: number) => {
    moves.turn(side * SNAP_RAD);
  };
  const stopAim = () => {
    aimer = NOBODY;
    travel.hideAim();
  };
  const go = () => {
    if (aimer === NOBODY) return;
    aimer = NOBODY;
    travel.go();
  };
  const menu = createWalkMenu(board, view, comfort, layers, {
    turn: snap,
    recentre: travel.recentre,
    seat: seat.toggle,
    presenting: () => xr.isPresenting,
    leave: () => void xr.getSession()?.end(),
  });

  /** Selects what a ray meets; whether it met anything. */
  function select(ray: Ray): boolean {
    const hit = scene.pick(ray, PICK_M);
    if (!hit) return false;
    view.setState({ selection: hit.pick });
    return true;
  }

  const pointers = createXrPointers(scene, {
    press: (pointer) => board.press(pointer.pressRay),
    hold(pointer) {
      if (aimer === NOBODY) aimer = pointer.index;
    },
    release(pointer, held) {
      if (held) {
        if (aimer === pointer.index) go();
        return;
      }
      // Who has no menu button calls the menu by pinching at nothing.
      if (!select(pointer.pressRay) && !hasMenuButton(pointer.source)) menu.toggle();
    },
    gesture(pointer, gesture) {
      if (gesture === "turn-left") snap(1);
      else if (gesture === "turn-right") snap(-1);
      else if (gesture === "aim" && aimer === NOBODY) aimer = pointer.index;
      else if (gesture === "go" && aimer === pointer.index) go();
    },
    cancel(pointer) {
      if (aimer === pointer.index) stopAim();
    },
    menu: menu.toggle,
    walks: (pointer) =>
      comfort.getState().smooth && (pointer.source?.handedness === "left" || pointers.sticks() === 1),
    reach: (pointer) => (aimer === pointer.index ? 0.3 : board.point(pointer.ray)),
  });

  let beforeClick: Pick | undefined;
  /** The first of two clicks was for a panel, and so are both. */
  let clickedPanel = false;
  const flat = createFlatInput(renderer.domElement, camera, {
    active: () => !xr.isPresenting,
    look(yawRad) {
      rig.rotation.y += yawRad;
      rig.updateMatrixWorld();
    },
    snap,
    recentre() {
      camera.rotation.set(0, 0, 0);
      travel.recentre();
    },
    point(ray, again) {
      const onPanel = board.press(ray);
      if (again) return;
      clickedPanel = onPanel;
      if (onPanel) return;
      beforeClick = view.getState().selection;
      select(ray);
    },
    leap(ray) {
      if (clickedPanel || !travel.leap(ray)) return;
      // The first of the two clicks has selected what lay there: nobody asked for that.
      view.setState({ selection: beforeClick });
    },
    aim() {
      if (aimer === NOBODY) aimer = MOUSE;
    },
    go() {
      if (aimer === MOUSE) go();
    },
    menu: menu.toggle,
    help: menu.help,
  });

  const mouseHand = flat.ray.clone();
  /** The mouse's ray, thrown from about where a hand would be. */
  function handRay(): Ray {
    mouseHand.origin.set(HAND[0], HAND[1], HAND[2]).applyQuaternion(camera.quaternion);
    mouseHand.origin.applyQuaternion(rig.quaternion).add(moves.head());
    mouseHand.direction.copy(flat.ray.direction);
    if (mouseHand.direction.lengthSq() < 0.5)
      mouseHand.direction.set(0, 0, -1).applyQuaternion(camera.quaternion).applyQuaternion(rig.quaternion);
    return mouseHand;
  }

  /** Smooth walking within a session; the speed it walks at. */
  function walkBySticks(deltaS: number): number {
    const { smooth, speedMps } = comfort.getState();
    if (!smooth) return 0;
    for (let i = 0; i < pointers.all.length; i++) {
      const { x, y } = pointers.all[i] as XrPointer;
      if (Math.abs(x) < STICK && Math.abs(y) < STICK) continue;
      travel.walk(x, -y, clampSpeed(speedMps), deltaS);
      return clampSpeed(speedMps);
    }
    return 0;
  }
  function walkByKeys(deltaS: number): void {
    const right = flat.pushRight();
    const ahead = flat.pushAhead();
    if (right === 0 && ahead === 0) return;
    const { speedMps } = comfort.getState();
    travel.walk(right, ahead, flat.faster() ? MOST_SPEED_MPS : clampSpeed(speedMps), deltaS);
  }

  /** The device has moved its origin: the next pose is told against another one. */
  const onReset = () => {
    originMoved = true;
  };
  const onStart = () => {
    startingSession = true;
    stopAim();
    xr.getReferenceSpace()?.addEventListener("reset", onReset);
  };
  const onEnd = () => {
    stopAim();
    seat.stand();
    vignette.set(0, 0);
  };
  xr.addEventListener("sessionstart", onStart);
  xr.addEventListener("sessionend", onEnd);

  travel.stay();
  const stops: Detach[] = [
    view.subscribe(({ cameraWish }, before) => {
      if (cameraWish.n !== before.cameraWish.n && cameraWish.kind === "stand") moved = true;
    }),
    scene.onFrame(({ timeMs, deltaS, presenting }) => {
      if (moved) {
        moved = false;
        stood = false;
        travel.stay();
      }
      if (!stood && walkable()) {
        stood = true;
        travel.standOnGround();
      }
      let walkingMps = 0;
      if (presenting) {
        if (startingSession && xr.getCamera().cameras.length > 0) {
          // Whichever way the room lies: the wearer sees what was seen on the page.
          startingSession = false;
          travel.recentre();
        }
        if (originMoved) {
          originMoved = false;
          travel.keepView();
        }
        pointers.update(timeMs);
        walkingMps = walkBySticks(deltaS);
      } else {
        board.point(flat.ray);
        walkByKeys(deltaS);
      }
      if (aimer === MOUSE) travel.showAim(handRay());
      else if (aimer !== NOBODY) travel.showAim((pointers.all[aimer] as XrPointer).ray);
      travel.settle(timeMs, walkingMps);
    }),
  ];
  scene.probes.set("body", () => ({
    rig: rig.matrixWorld.elements.slice(),
    head: moves.head().toArray(),
    yawRad: moves.headYaw(),
    aiming: aimer !== NOBODY,
    aim: travel.aim.state,
    ...moves.count,
    walkable: walkable() !== undefined,
    vignette: vignette.strength(),
    underCamera: camera.children.map(({ name }) => name),
    holdMs: HOLD_MS,
    panels: board.told(),
    rays: pointers.all.flatMap(({ source, ray, pressedMs }) =>
      source
        ? [
            {
              hand: source.handedness,
              origin: ray.origin.toArray(),
              direction: ray.direction.toArray(),
              pressed: pressedMs >= 0,
            },
          ]
        : [],
    ),
  }));
  return () => {
    for (const stop of stops) stop();
    scene.probes.delete("body");
    xr.removeEventListener("sessionstart", onStart);
    xr.removeEventListener("sessionend", onEnd);
    seat.stand();
    menu.detach();
    pointers.detach();
    flat.detach();
    vignette.detach();
    marks.detach();
  };
}
