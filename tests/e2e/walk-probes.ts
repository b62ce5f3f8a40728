// What tests ask of a walk in the page: where its rig stands, what each eye sees, what three draws.

import { expect, type Page } from "@playwright/test";
import type { WalkPlace } from "../../src/desk/view/walk-link.ts";
import { type EnuFrame, ecefToGeodetic, enuFrame } from "../../src/model/geo/frames.ts";

interface Matrix {
  elements: number[];
}
interface Geometry {
  attributes: {
    position: { count: number; getX(i: number): number; getY(i: number): number; getZ(i: number): number };
  };
}
interface Mesh {
  name: string;
  geometry: Geometry;
  matrixWorld: Matrix;
  children: Mesh[];
  onBeforeRender: () => void;
}
interface Eye {
  projectionMatrix: Matrix;
  matrixWorldInverse: Matrix;
}
interface Vector {
  x: number;
  y: number;
  z: number;
}

/** window.lanetwin while walking, as far as tests read it. */
export interface WalkProbe {
  view: {
    getState(): {
      selection?: { id: string; kind: string; properties: Record<string, unknown> };
      walk?: { lonDeg: number; latDeg: number; heightM: number; headingDeg: number };
      cameraWish: { n: number };
    };
    setState(state: object): void;
  };
  twin: { drawnMs(): number };
  stage: {
    city: { anchor: { lonDeg: number; latDeg: number; heightM: number } };
    renderer: {
      info: {
        render: { calls: number; triangles: number; frame: number };
        memory: { geometries: number; textures: number };
        programs: unknown[];
      };
      xr: { isPresenting: boolean; getCamera(): { cameras: Eye[] } };
    };
    rig: { matrixWorld: Matrix; position: Vector; children: { name: string; type: string }[] };
    camera: Eye & {
      matrixWorld: Matrix;
      position: { constructor: new (x: number, y: number, z: number) => Vector };
    };
    tiles: { choices(): number; opened: Set<{ tiles: { loadProgress: number }; models(): Iterable<Mesh> }> };
    pick(
      ray: object,
      mostM?: number,
    ):
      | {
          pick: { id: string; kind: string; properties: Record<string, unknown> };
          point: Vector;
          distanceM: number;
        }
      | undefined;
    probes: Map<string, () => { drawn: number; ids: string[]; tiles: number }>;
  };
}

/** A number that grows frame by frame. */
export const frames = (page: Page): Promise<number> =>
  page.evaluate(
    () => (window as unknown as { lanetwin: WalkProbe }).lanetwin.stage.renderer.info.render.frame,
  );

/** Waits until so many frames were drawn. */
export async function drawn(page: Page, count: number): Promise<void> {
  const until = (await frames(page)) + count;
  await page.waitForFunction(
    (wanted) =>
      (window as unknown as { lanetwin: WalkProbe }).lanetwin.stage.renderer.info.render.frame >= wanted,
    until,
    { polling: 30 },
  );
}

export const walkLayer = (page: Page, id: string, state: string) =>
  expect
    .poll(
      () =>
        page.evaluate(
          (layer) =>
            (
              window as unknown as {
                lanetwin?: { view: { getState(): { layers: Record<string, { state: string }> } } };
              }
            ).lanetwin?.view.getState().layers[layer]?.state,
          id,
        ),
      { timeout: 120_000 },
    )
    .toBe(state);

/** Points on the surface of loaded tiles, east, north, up, spread over them. */
export async function roadPoints(page: Page, count: number): Promise<[number, number, number][]> {
  const found = await page.evaluate((wanted) => {
    const { stage } = (window as unknown as { lanetwin: WalkProbe }).lanetwin;
    const all: [number, number, number][] = [];
    const meshes = [...stage.tiles.opened]
      .flatMap(({ models }) => [...models()])
      .flatMap((model) => model.children.filter(({ name }) => name === "features"));
    const each = Math.ceil(wanted / Math.max(1, meshes.length));
    for (const { geometry, matrixWorld } of meshes) {
      const e = matrixWorld.elements as [number, ...number[]];
      const { position } = geometry.attributes;
      for (let k = 0; k < each; k++) {
        const i = Math.floor(((k + 0.5) / each) * position.count);
        const p = [position.getX(i), position.getY(i), position.getZ(i)] as const;
        const at = (row: number) =>
          (e[row] as number) * p[0] +
          (e[row + 4] as number) * p[1] +
          (e[row + 8] as number) * p[2] +
          (e[row + 12] as number);
        all.push([at(0), -at(2), at(1)]);
      }
    }
    return all.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }, count);
  return Array.from({ length: Math.min(count, found.length) }, (_, i) => {
    const at = Math.floor((i * found.length) / Math.min(count, found.length));
    return found[at] as [number, number, number];
  });
}

export async function cityFrame(page: Page): Promise<EnuFrame> {
  const { lonDeg, latDeg, heightM } = await page.evaluate(
    () => (window as unknown as { lanetwin: WalkProbe }).lanetwin.stage.city.anchor,
  );
  return enuFrame(lonDeg, latDeg, heightM);
}

/** Every point looked from in so many directions, as places. */
export const looks = (
  frame: EnuFrame,
  points: readonly (readonly [number, number, number])[],
  headings: number,
): WalkPlace[] =>
  points.flatMap(([east, north, up]) =>
    Array.from({ length: headings }, (_, k) => ({
      ...ecefToGeodetic(...frame.toEcef(east, north, up)),
      headingDeg: (k * 360) / headings,
    })),
  );

export interface Survey {
  /** Loaded tiles with a vertex in an eye's picture that three did not draw, left and right. */
  missing: [number, number];
  /** Tiles that only the right eye saw, summed over all looks. */
  rightOnly: number;
  /** Of one look, at most. */
  tiles: number;
  draws: number;
  trianglesAnEye: number;
  programs: number;
}

/**
 * Stands at each place in turn and compares what each eye's frustum holds, by vertices, with what three draws in the
 * first frame after tiles were chosen for it.
 */
export const survey = (page: Page, places: readonly WalkPlace[]): Promise<Survey> =>
  page.evaluate(async (all) => {
    const { stage, view } = (window as unknown as { lanetwin: WalkProbe }).lanetwin;
    const { info } = stage.renderer;
    const featureMeshes = () =>
      [...stage.tiles.opened]
        .flatMap(({ models }) => [...models()])
        .flatMap((model) => model.children.filter(({ name }) => name === "features"));
    const until = async (done: () => boolean) => {
      while (!done()) await new Promise((wait) => setTimeout(wait, 5));
    };
    const times = (a: number[], b: number[]) =>
      Array.from({ length: 16 }, (_, i) => {
        const [row, column] = [i % 4, Math.floor(i / 4)];
        let sum = 0;
        for (let k = 0; k < 4; k++) sum += (a[k * 4 + row] as number) * (b[column * 4 + k] as number);
        return sum;
      });
    const inPicture = (seenFrom: number[], { geometry, matrixWorld }: Mesh) => {
      const m = times(seenFrom, matrixWorld.elements);
      const { position } = geometry.attributes;
      for (let i = 0; i < position.count; i += 7) {
        const p = [position.getX(i), position.getY(i), position.getZ(i)] as const;
        const at = (row: number) =>
          (m[row] as number) * p[0] +
          (m[row + 4] as number) * p[1] +
          (m[row + 8] as number) * p[2] +
          (m[row + 12] as number);
        const w = at(3);
        if (Math.abs(at(0)) < w && Math.abs(at(1)) < w && Math.abs(at(2)) < w) return true;
      }
      return false;
    };
    const found: Survey = {
      missing: [0, 0],
      rightOnly: 0,
      tiles: 0,
      draws: 0,
      trianglesAnEye: 0,
      programs: 0,
    };
    for (const at of all) {
      const { n } = view.getState().cameraWish;
      view.setState({ cameraWish: { n: n + 1, kind: "stand", at } });
      // A model that has just been loaded is shown by the next choice.
      let meshes: Mesh[];
      do {
        meshes = featureMeshes();
        const choices = stage.tiles.choices();
        await until(() => stage.tiles.choices() > choices);
      } while (
        featureMeshes().length !== meshes.length ||
        [...stage.tiles.opened].some(({ tiles }) => tiles.loadProgress < 1)
      );
      const drawnMeshes = new Set<Mesh>();
      for (const mesh of meshes) mesh.onBeforeRender = () => void drawnMeshes.add(mesh);
      const { frame } = info.render;
      await until(() => info.render.frame > frame);
      const { calls, triangles } = info.render;
      for (const mesh of meshes) mesh.onBeforeRender = () => {};
      const { cameras } = stage.renderer.xr.getCamera();
      const [left, right] = cameras.map(({ projectionMatrix, matrixWorldInverse }) => {
        const seenFrom = times(projectionMatrix.elements, matrixWorldInverse.elements);
        return new Set(meshes.filter((mesh) => inPicture(seenFrom, mesh)));
      }) as [Set<Mesh>, Set<Mesh>];
      [left, right].forEach((seen, eye) => {
        for (const mesh of seen) if (!drawnMeshes.has(mesh)) found.missing[eye as 0 | 1] += 1;
      });
      for (const mesh of right) if (!left.has(mesh)) found.rightOnly += 1;
      found.tiles = Math.max(found.tiles, left.size);
      found.draws = Math.max(found.draws, calls / cameras.length);
      found.trianglesAnEye = Math.max(found.trianglesAnEye, triangles / cameras.length);
      found.programs = Math.max(found.programs, info.programs.length);
    }
    return found;
  }, places);

/** GL calls and triangles of the last frame, both eyes together, and what the GPU holds. */
export const cost = (page: Page) =>
  page.evaluate(() => {
    const { info, xr } = (window as unknown as { lanetwin: WalkProbe }).lanetwin.stage.renderer;
    const eyes = xr.isPresenting ? xr.getCamera().cameras.length : 1;
    return {
      draws: info.render.calls / eyes,
      trianglesAnEye: info.render.triangles / eyes,
      programs: info.programs.length,
      ...info.memory,
    };
  });
