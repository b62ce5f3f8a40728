import { expect, test } from "vitest";
import { FACADE_STYLES } from "../../../../src/data/tiling/city/city-feature.ts";
import { MATERIALS } from "../../../../src/data/tiling/city/feature-record.ts";
import { LIGHT_COLOURS, LIGHT_DIRECTIONS } from "../../../../src/desk/scenes/light/city-light.ts";
import { LIGHT_GLSL, LIGHT_UNIFORMS_GLSL } from "../../../../src/desk/scenes/light/light-text.ts";
import { SURFACE_CODES, SURFACE_GLSL } from "../../../../src/desk/scenes/light/surface-text.ts";

test("every uniform that the texts read is declared", () => {
  const declared = [...LIGHT_UNIFORMS_GLSL.matchAll(/uniform \w+ (u_\w+);/g)].map(([, name]) => name);
  const read = [...`${LIGHT_GLSL}${SURFACE_GLSL}`.matchAll(/\bu_\w+/g)].map(([name]) => name);
  expect([...new Set(read)].filter((name) => !declared.includes(name))).toEqual([]);
  for (const name of [...LIGHT_COLOURS, ...LIGHT_DIRECTIONS]) expect(declared).toContain(`u_${name}`);
});

test("the texts hold no block comment on one line: Cesium's reader of shaders stumbles over it", () => {
  expect(`${LIGHT_GLSL}${SURFACE_GLSL}${LIGHT_UNIFORMS_GLSL}`).not.toContain("/*");
});

test("a vertex without a facade is told by the tiler's own list of materials", () => {
  for (const [index, name] of MATERIALS.entries())
    if (name !== "facade") expect([name, SURFACE_CODES[name]]).toEqual([name, index]);
  expect(Object.values(SURFACE_CODES).filter((code) => code >= MATERIALS.length)).toEqual([
    SURFACE_CODES.road,
  ]);
});

test("every style of facade that the tiler knows is drawn", () => {
  const limits = [...SURFACE_GLSL.matchAll(/style < (\d+)\.5\)/g)].map(([, n]) => Number(n));
  expect(Math.max(...limits) + 2).toBe(FACADE_STYLES.length);
});
