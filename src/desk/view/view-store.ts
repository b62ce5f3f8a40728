// This user's state: what is selected, shown, followed; where the camera stands; language and theme. Vanilla zustand:
// React reads it with selectors, scenes and layers follow it. Degrees, ellipsoidal metres.

import { createStore, type StoreApi } from "zustand/vanilla";
import type { Language } from "../../words/index.ts";
import type { AttributeTable } from "./attribute-book.ts";
import { type AreaTool, type ChosenArea, WHOLE_CITY } from "./chosen-area.ts";
import { START_SUN, type SunTime } from "./city-time.ts";
import type { Clip } from "./clip.ts";
import type { Compare } from "./compare.ts";
import type { CameraPlace } from "./desk-link.ts";
import { type DroppedState, NOTHING_DROPPED } from "./dropped.ts";
import { type EventFilter, OPEN_EVENTS } from "./event-list.ts";
import type { FeatureStyle } from "./feature-style.ts";
import type { LayerStatus } from "./layer-status.ts";
import { type MeasuringState, NOT_MEASURING } from "./measuring.ts";
import type { Pick } from "./pick.ts";
import type { PictureWish, TakenPicture } from "./picture.ts";
import type { MemoryState, QualityState } from "./quality-tier.ts";
import type { WalkPlace } from "./walk-link.ts";

export type ThemeName = "desk" | "daylight" | "wall";

export interface Place {
  lonDeg: number;
  latDeg: number;
  heightM?: number | undefined;
}

export interface CameraReadout extends CameraPlace {
  aboveGroundM: number;
  /** Vertical field of view, and the picture's width over its height. */
  fovyRad: number;
  aspect: number;
  /** Metres a CSS pixel at the middle of the picture; absent when looking at the sky. */
  metresPerPixel?: number;
  target?: { lonDeg: number; latDeg: number; heightM: number };
}

/** What the user asks of the camera. `n` grows, so that the same wish can be asked twice. */
export type CameraWish = { n: number } & (
  | { kind: "home" | "north-up" | "top-down" | "street-level" | "selection" | "walk" }
  | { kind: "go-to"; place: Place; rangeM?: number }
  /** Eyes over feet that stand at a place. */
  | { kind: "stand"; at: WalkPlace }
  | { kind: "look"; at: CameraPlace }
);

/** Whether a headset can be entered, and how the last attempt went; `code` is a word key. */
export type VrStatus =
  | { state: "asking" | "ready" | "entering" | "presenting" }
  | { state: "unavailable" | "failed"; code: string; params: Record<string, string> };

export interface ViewState {
  language: Language;
  theme: ThemeName;
  selection: Pick | undefined;
  /** What is under the pointer, and where the pointer is in the picture, CSS pixels. */
  hover: { pick: Pick; xPx: number; yPx: number } | undefined;
  /** Id of the moving thing the camera follows. */
  follow: string | undefined;
  /** Layer id → shown. */
  visible: Record<string, boolean>;
  /** Layer id → entries of its legend that are hidden. */
  hidden: Record<string, readonly string[]>;
  /** Layer id → what its things are coloured by. */
  tints: Record<string, string>;
  /** Layer id → where it stands. */
  layers: Record<string, LayerStatus>;
  /** Layer id → attempts; a retry adds one and the scene attaches the layer anew. */
  attempts: Record<string, number>;
  cameraWish: CameraWish;
  camera: CameraReadout | undefined;
  /** What is under the pointer. */
  pointer: { lonDeg: number; latDeg: number; heightM: number } | undefined;
  /** Where the walker's feet stand; undefined at the desk. */
  walk: WalkPlace | undefined;
  vr: VrStatus;
  /** What an export is about. */
  area: ChosenArea;
  /** What draws an area with the pointer now. */
  areaTool: AreaTool | undefined;
  /** Mean time of the last drawn frames, ms, and how many instances they drew. */
  drawing: { frameMs: number; objects: number } | undefined;
  /** The city tool that lies open over the picture. */
  tray: TrayId | undefined;
  measuring: MeasuringState;
  /** Layer id → how its features look. */
  styles: Record<string, FeatureStyle>;
  /** Layer id → what attributes its features have, as far as they were drawn. */
  attributes: Record<string, AttributeTable>;
  clip: Clip | undefined;
  compare: Compare | undefined;
  dropped: DroppedState;
  pictureWish: PictureWish | undefined;
  picture: TakenPicture | undefined;
  /** The hour that the city is lit for. */
  sun: SunTime;
  quality: QualityState;
  /** What the drawn tiles take; undefined until it was measured. */
  memory: MemoryState | undefined;
  /** Which part of the Live workspace lies open, and which events it lists. */
  liveTab: LiveTab;
  eventFilter: EventFilter;
  /** How far the ground is seen through: 0 = not at all, 1 = gone. The camera may go below it then. */
  seeThrough: number;
}

export const TRAYS = ["measure", "style", "clip", "compare", "picture"] as const;
export const LIVE_TABS = ["vitals", "events", "things", "sources"] as const;
export type LiveTab = (typeof LIVE_TABS)[number];

export type TrayId = (typeof TRAYS)[number];

export type ViewStore = StoreApi<ViewState>;

export function createViewStore(start: Partial<ViewState> = {}): ViewStore {
  return createStore<ViewState>()(() => ({
    language: "zh",
    theme: "desk",
    selection: undefined,
    hover: undefined,
    follow: undefined,
    visible: {},
    hidden: {},
    tints: {},
    layers: {},
    attempts: {},
    cameraWish: { n: 0, kind: "home" },
    camera: undefined,
    pointer: undefined,
    area: WHOLE_CITY,
    areaTool: undefined,
    drawing: undefined,
    sun: START_SUN,
    quality: { tier: "laptop", fixed: false, reason: "quality.device" },
    memory: undefined,
    seeThrough: 0,
    walk: undefined,
    vr: { state: "asking" },
    tray: undefined,
    measuring: NOT_MEASURING,
    styles: {},
    attributes: {},
    clip: undefined,
    compare: undefined,
    dropped: NOTHING_DROPPED,
    pictureWish: undefined,
    picture: undefined,
    liveTab: "vitals",
    eventFilter: OPEN_EVENTS,
    ...start,
  }));
}

export function wishCamera(
  view: ViewStore,
  wish:
    | { kind: "home" | "north-up" | "top-down" | "street-level" | "selection" | "walk" }
    | { kind: "go-to"; place: Place; rangeM?: number }
    | { kind: "stand"; at: WalkPlace }
    | { kind: "look"; at: CameraPlace },
): void {
  view.setState(({ cameraWish }) => ({ cameraWish: { ...wish, n: cameraWish.n + 1 } }));
}
