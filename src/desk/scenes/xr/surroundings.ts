// What is there before any data: sky, haze, ground, light, in the theme's colours. The ground is a bowl that follows
// the ellipsoid at the city's ground height, a little below the lowest road, so that there is never a void. Draws: two.

import {
  BackSide,
  BufferGeometry,
  Color,
  DirectionalLight,
  Float32BufferAttribute,
  FogExp2,
  HemisphereLight,
  Mesh,
  MeshBasicMaterial,
  type Object3D,
  type Scene,
  ShaderMaterial,
  SphereGeometry,
} from "three";
import type { CityFile } from "../../../model/city/city-file.ts";
import { type EnuFrame, ecefToGeodetic, geodeticToEcef } from "../../../model/geo/frames.ts";
import { scenePalette } from "../palette.ts";
import { FAR_M } from "./city-tiles.ts";

const BELOW_M = 0.4;
const RINGS_M = [40, 100, 200, 400, 700, 1000, 1400, 1900, 2500, 3300, 4500, 6000, 9000, 14_000];
const SIDES = 48;
/** Haze hides the end of what is drawn: 2 % of it is left at the far plane. */
const HAZE = 2.0 / FAR_M;

export interface Surroundings {
  paint(theme: string): void;
  /** Keeps sky and ground round the eye. */
  follow(eye: { x: number; y: number; z: number }): void;
  detach(): void;
}

/** Rings about the anchor on the ellipsoid of one height. */
function groundBowl(frame: EnuFrame, heightM: number): BufferGeometry {
  const positions: number[] = [];
  const put = (e: number, n: number) => {
    const { lonDeg, latDeg } = ecefToGeodetic(...frame.toEcef(e, n, 0));
    const [x, y, up] = frame.toEnu(...geodeticToEcef(lonDeg, latDeg, heightM));
    positions.push(x, up, -y);
  };
  put(0, 0);
  const indices: number[] = [];
  RINGS_M.forEach((radius, ring) => {
    for (let i = 0; i < SIDES; i++) {
      const angle = (i * 2 * Math.PI) / SIDES;
      put(radius * Math.cos(angle), radius * Math.sin(angle));
      const [a, b] = [1 + ring * SIDES + i, 1 + ring * SIDES + ((i + 1) % SIDES)];
      if (ring === 0) indices.push(0, a, b);
      else indices.push(a - SIDES, a, b, a - SIDES, b, b - SIDES);
    }
  });
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new Float32BufferAttribute(positions, 3));
  geometry.setIndex(indices);
  return geometry;
}

const SKY_VERTEX = `
varying float v_up;
void main() {
  v_up = normalize(position).y;
  vec4 at = modelViewMatrix * vec4(position, 1.0);
  gl_Position = projectionMatrix * at;
}`;
const SKY_FRAGMENT = `
uniform vec3 u_horizon;
uniform vec3 u_zenith;
varying float v_up;
void main() {
  gl_FragColor = vec4(mix(u_horizon, u_zenith, smoothstep(0.0, 0.7, v_up)), 1.0);
  #include <colorspace_fragment>
}`;

export function createSurroundings(world: Scene, city: CityFile, frame: EnuFrame): Surroundings {
  const haze = new FogExp2(0, HAZE);
  const ground = new Mesh(
    groundBowl(frame, (city.groundHeightM ?? city.anchor.heightM) - BELOW_M),
    new MeshBasicMaterial({ fog: true }),
  );
  ground.name = "ground";
  const sky = new Mesh(
    new SphereGeometry(FAR_M * 0.9, 24, 12),
    new ShaderMaterial({
      vertexShader: SKY_VERTEX,
      fragmentShader: SKY_FRAGMENT,
      uniforms: { u_horizon: { value: new Color() }, u_zenith: { value: new Color() } },
      side: BackSide,
      depthWrite: false,
      fog: false,
    }),
  );
  sky.name = "sky";
  sky.frustumCulled = false;
  // After all that is opaque: only what is left of the picture is shaded.
  sky.renderOrder = 10;
  const sun = new DirectionalLight(0xffffff, 1.9);
  // From the south-west and above, as on the desk: what is measured should not depend on the sun.
  sun.position.set(-0.5, 0.9, 0.6);
  const around = new HemisphereLight(0xffffff, 0xffffff, 1.5);
  const parts: Object3D[] = [ground, sky, sun, around];
  world.add(...parts);
  world.fog = haze;
  return {
    paint(theme) {
      const palette = scenePalette(theme);
      const horizon = new Color(palette.sky);
      haze.color.copy(horizon);
      (sky.material.uniforms.u_horizon as { value: Color }).value.copy(horizon);
      (sky.material.uniforms.u_zenith as { value: Color }).value.copy(horizon).multiplyScalar(0.62);
      ground.material.color.set(palette.ground);
      world.background = horizon;
    },
    follow({ x, y, z }) {
      sky.position.set(x, y, z);
    },
    detach() {
      world.remove(...parts);
      world.fog = null;
      for (const mesh of [ground, sky]) {
        mesh.geometry.dispose();
        mesh.material.dispose();
      }
      sun.dispose();
      around.dispose();
    },
  };
}
