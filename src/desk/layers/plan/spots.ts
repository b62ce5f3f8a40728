// Where a device would stand for a pixel of the picture: on a post within reach, else on the ground there. Posts round the
// place are read ahead; until they have come, nothing snaps to them.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import { drawnAt, inPicture, onLevel, type PixelPlace } from "../../scenes/cesium/screen.ts";
import type { Spot } from "../../view/planning.ts";
import type { DegreeBox, Post, PostsIn } from "../../view/posts.ts";
import { type Candidate, nearestPost } from "./snap.ts";

/** Half of the side of the box in which posts are known, degrees: about 200 m. */
const HALF_DEG = 0.002;
const USUAL_TOP_M = 3;
/** What a foot can stand on; anything else hides the ground. */
const GROUND = new Set(["lane", "junction", "kerb", "marking", "crosswalk", "boundary", "road"]);

export interface Spots {
  /** The post that a pixel means. */
  postAt(at: PixelPlace): Post | undefined;
  onPost(post: Post): Spot;
  /** The ground at a pixel, with what it is: a pick draws a frame. `heightM` is used where the ground is hidden. */
  onGround(at: PixelPlace, heightM: number): Spot | undefined;
  /** The ground at a pixel on a level, without asking what it is: for what follows the pointer. */
  onLevel(at: PixelPlace, heightM: number): Spot | undefined;
  /** Reads the posts round a place, if they are not known. */
  readAround(lonDeg: number, latDeg: number): void;
}

export function createSpots(stage: CityScene, postsIn: PostsIn, changed: () => void): Spots {
  let known: readonly Post[] = [];
  let box: DegreeBox | undefined;
  const inside = (lonDeg: number, latDeg: number) =>
    box !== undefined && lonDeg > box[0] && lonDeg < box[2] && latDeg > box[1] && latDeg < box[3];

  function* candidates(): Iterable<Candidate<Post>> {
    for (const post of known) {
      const foot = inPicture(stage, post);
      const top = inPicture(stage, { ...post, heightM: post.heightM + (post.topM ?? USUAL_TOP_M) });
      if (foot && top) yield { post, foot, top };
    }
  }
  return {
    postAt: (at) => nearestPost(at, candidates()),
    onPost: ({ id, kind, type, lonDeg, latDeg, heightM, topM, accuracyM, derivation }) => ({
      place: { lonDeg, latDeg, heightM },
      host: {
        id,
        on: /gantry/i.test(type ?? "") ? "gantry" : "pole",
        ...(topM !== undefined && { heightM: topM }),
      },
      standsOn: { id, kind, ...(type && { type }), ...(derivation && { derivation }) },
      ...(accuracyM !== undefined && { accuracyM }),
    }),
    onGround(at, heightM) {
      const drawn = drawnAt(stage, at);
      if (!drawn) return undefined;
      const pick = drawn.pick();
      if (pick && !GROUND.has(pick.kind)) {
        const level = onLevel(stage, at, heightM);
        return level && { place: level };
      }
      const { lonDeg, latDeg } = drawn;
      const type = pick?.properties.type;
      const own = pick?.properties.accuracyM;
      const accuracyM = typeof own === "number" ? own : pick && stage.city.quality.absHorAccM;
      return {
        place: { lonDeg, latDeg, heightM: drawn.heightM },
        ...(pick && {
          standsOn: { id: pick.id, kind: pick.kind, ...(typeof type === "string" && { type }) },
        }),
        ...(accuracyM !== undefined && { accuracyM }),
      };
    },
    onLevel(at, heightM) {
      const level = onLevel(stage, at, heightM);
      return level && { place: level };
    },
    readAround(lonDeg, latDeg) {
      if (inside(lonDeg, latDeg)) return;
      // Asked for once: a box that failed is asked for again when the pointer has left it.
      box = [lonDeg - HALF_DEG / 2, latDeg - HALF_DEG / 2, lonDeg + HALF_DEG / 2, latDeg + HALF_DEG / 2];
      const asked = box;
      postsIn([lonDeg - HALF_DEG, latDeg - HALF_DEG, lonDeg + HALF_DEG, latDeg + HALF_DEG]).then(
        (posts) => {
          if (box !== asked) return;
          known = posts;
          changed();
        },
        () => {
          if (box === asked) box = undefined;
        },
      );
    },
  };
}
