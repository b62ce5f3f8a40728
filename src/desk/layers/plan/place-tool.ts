// The hand of the planner in the picture: a tool that places devices (a ghost follows the pointer), and a grip that moves
// and turns the selected one. Both snap to posts unless Alt is down. What they do goes through the plan's verbs.

import { enuFrame, geodeticToEcef } from "../../../model/geo/frames.ts";
import { type DeviceKind, deviceKind, newDevice } from "../../../model/plan/device-kinds.ts";
import { deviceOf, type PlannedDevice } from "../../../model/plan/plan-document.ts";
import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { Grip, PointerPlace, PointerTool } from "../../scenes/cesium/pointer-tool.ts";
import { inPicture, onLevel, type PixelPlace } from "../../scenes/cesium/screen.ts";
import type { Planning, Spot } from "../../view/planning.ts";
import type { Post } from "../../view/posts.ts";
import type { ViewStore } from "../../view/view-store.ts";
import { segmentDistance } from "./snap.ts";
import type { Spots } from "./spots.ts";

/** What is shown while something is placed or moved. */
export interface Preview {
  /** Drawn see-through. */
  ghost?: PlannedDevice;
  /** Id of a device that is being moved: drawn see-through, too. */
  lifted?: string;
  snapped?: Post;
}

export interface Hand {
  stage: CityScene;
  plan: Planning;
  view: ViewStore;
  spots: Spots;
  show(preview: Preview): void;
  /** Where the turning handle of the selected device is in the picture. */
  handle(): PixelPlace | undefined;
}

const GRIP_PX = 12;
const TURN_STEP_DEG = 15;

export const selectedDevice = ({ plan, view }: Pick<Hand, "plan" | "view">): PlannedDevice | undefined => {
  const { selection } = view.getState();
  return selection?.kind === "device" ? deviceOf(plan.document.getState().plan, selection.id) : undefined;
};

/** A new device looks where the camera looks. */
export const cameraHeading = ({ view }: Pick<Hand, "view">): number =>
  Math.round(view.getState().camera?.headingDeg ?? 0);

/** Places one at a pixel; says when there is no ground. */
export function placeAt(hand: Hand, kind: string, at: PixelPlace, snap: boolean): void {
  const post = snap ? hand.spots.postAt(at) : undefined;
  const { city } = hand.stage;
  const spot = post
    ? hand.spots.onPost(post)
    : hand.spots.onGround(at, city.groundHeightM ?? city.anchor.heightM);
  if (!spot) {
    hand.plan.tell({ tone: "error", code: "plan.no-ground", params: {} });
    return;
  }
  hand.plan.place(kind, spot, cameraHeading(hand));
}

export function placingTool(hand: Hand, kind: string): PointerTool {
  const ghostAt = ({ place, host }: Spot): PlannedDevice => {
    const device = newDevice(deviceKind(kind) as DeviceKind, {
      id: "ghost",
      name: "",
      place,
      headingDeg: cameraHeading(hand),
    });
    return host
      ? {
          ...device,
          mount: {
            on: host.on,
            hostId: host.id,
            ...(host.heightM !== undefined && { hostHeightM: host.heightM }),
          },
        }
      : device;
  };
  return {
    cursor: "crosshair",
    move(at) {
      if (!at) {
        hand.show({});
        return;
      }
      hand.spots.readAround(at.lonDeg, at.latDeg);
      const post = at.alt ? undefined : hand.spots.postAt(at);
      const spot = post
        ? hand.spots.onPost(post)
        : { place: { lonDeg: at.lonDeg, latDeg: at.latDeg, heightM: at.heightM } };
      hand.show({ ghost: ghostAt(spot), ...(post && { snapped: post }) });
    },
    click(at) {
      placeAt(hand, kind, at, !at.alt);
    },
  };
}

/** Heading from one place to another, degrees clockwise from north. */
function headingTo(from: PlannedDevice["place"], to: PlannedDevice["place"]): number {
  const frame = enuFrame(from.lonDeg, from.latDeg, from.heightM);
  const [east, north] = frame.toEnu(...geodeticToEcef(to.lonDeg, to.latDeg, to.heightM));
  return (Math.atan2(east, north) * 180) / Math.PI;
}

export function movingGrip(hand: Hand): Grip {
  const { stage, plan, spots } = hand;
  let drags = 0;
  let held:
    | { id: string; turning: boolean; drag: string; off: PixelPlace; moved: boolean; last?: PixelPlace }
    | undefined;
  const current = () => held && deviceOf(plan.document.getState().plan, held.id);

  /** The foot's pixel for the pointer's: what was gripped at its top is not dropped at its top. */
  const footPixel = (at: PixelPlace): PixelPlace => ({
    xPx: at.xPx - (held?.off.xPx ?? 0),
    yPx: at.yPx - (held?.off.yPx ?? 0),
  });
  const postFor = (at: PointerPlace) =>
    at.alt ? undefined : (spots.postAt(at) ?? spots.postAt(footPixel(at)));

  return {
    press(at) {
      held = undefined;
      const device = selectedDevice(hand);
      if (!device || hand.view.getState().visible.plan === false) return false;
      const { place, mountingHeightM } = device;
      const foot = inPicture(stage, place);
      const top = inPicture(stage, { ...place, heightM: place.heightM + mountingHeightM + 0.5 });
      if (!foot || !top) return false;
      const handle = hand.handle();
      const turning = handle !== undefined && segmentDistance(at, handle, handle) <= GRIP_PX;
      if (!turning && segmentDistance(at, foot, top) > GRIP_PX) return false;
      drags += 1;
      held = {
        id: device.id,
        turning,
        drag: `${turning ? "turn" : "drag"} ${drags}`,
        off: { xPx: at.xPx - foot.xPx, yPx: at.yPx - foot.yPx },
        moved: false,
        last: at,
      };
      spots.readAround(place.lonDeg, place.latDeg);
      return true;
    },
    drag(at) {
      const device = current();
      if (!held || !device) return;
      // A hand that trembles has clicked, not dragged.
      if (!held.moved && held.last && Math.hypot(at.xPx - held.last.xPx, at.yPx - held.last.yPx) < 4) return;
      held.moved = true;
      if (held.turning) {
        const to = onLevel(stage, at, device.place.heightM);
        if (!to) return;
        const heading = headingTo(device.place, to);
        const stepped = Math.round(heading / TURN_STEP_DEG) * TURN_STEP_DEG;
        plan.turn(held.id, at.shift ? stepped : heading, held.drag);
        return;
      }
      spots.readAround(at.lonDeg, at.latDeg);
      const post = postFor(at);
      const spot = post ? spots.onPost(post) : spots.onLevel(footPixel(at), device.place.heightM);
      if (spot) plan.move(held.id, spot, held.drag);
      hand.show({ lifted: held.id, ...(post && { snapped: post }) });
    },
    release(at) {
      const device = current();
      if (held?.moved && device && !held.turning) {
        const post = postFor(at);
        const spot = post ? spots.onPost(post) : spots.onGround(footPixel(at), device.place.heightM);
        if (spot) plan.move(held.id, spot, held.drag);
      }
      held = undefined;
      hand.show({});
    },
  };
}
