// What is there before any data: sky, haze, ground, light of the hour. The ground is a bowl that follows the ellipsoid at
// the city's ground height, a little below the lowest road, so that there is never a void. Draws: two. What brings
// materials of its own is lit by three's lamps in the same colours.

import {
  BackSide,
  BufferGeometry,
  Color,
  DirectionalLight,
  Float32BufferAttribute,
  FogExp2,
  HemisphereLight,
  Mesh,
  type Object3D,
  type Scene,
  ShaderMaterial,
  SphereGeometry,
} from "three";
import type { CityFile } from "../../../model/city/city-file.ts";
import { type EnuFrame, ecefToGeodetic, geodeticToEcef } from "../../../model/geo/frames.ts";
import type { LightNow } from "../light/city-light.ts";
import { GROUND_LINEAR } from "../light/ground-colour.ts";
import { LIGHT_GLSL, LIGHT_UNIFORMS_GLSL } from "../light/light-text.ts";
import { FAR_M } from "./city-tiles.ts";
import type { WalkLight } from "./walk-light.ts";

const BELOW_M = 0.4;
const RINGS_M = [40, 100, 200, 400, 700, 1000, 1400, 1900, 2500, 3300, 4500, 6000, 9000, 14_000];
const SIDES = 48;
/** Of what three lights itself: 2 % of it is left at the far plane. */
const HAZE = 2.0 / FAR_M;

export interface Surroundings {
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
out vec3 v_towards;
void main() {
  v_towards = position;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;
const SKY_FRAGMENT = `
${LIGHT_UNIFORMS_GLSL}
#define CITY_HEIGHT_M cameraPosition.y
${LIGHT_GLSL}
in vec3 v_towards;
void main() {
  vec3 towards = normalize(v_towards);
  float toSun = dot(towards, u_sun);
  vec3 sky = citySky(max(towards.y, 0.03), toSun);
  sky += u_glow * 14.0 * smoothstep(0.99988, 0.99996, toSun) * smoothstep(-0.01, 0.02, towards.y);
  float grain = fract(sin(dot(gl_FragCoord.xy, vec2(12.9898, 78.233))) * 43758.5453) - 0.5;
  gl_FragColor = vec4(cityTone(sky), 1.0);
  #include <colorspace_fragment>
  gl_FragColor.rgb += grain / 255.0;
}`;
const GROUND_VERTEX = `
out vec3 v_positionEC;
void main() {
  vec4 mvPosition = modelViewMatrix * vec4(position, 1.0);
  v_positionEC = mvPosition.xyz;
  gl_Position = projectionMatrix * mvPosition;
}`;
const groundFragment = (groundY: number) => `
${LIGHT_UNIFORMS_GLSL}
#define CITY_HEIGHT_M (cameraPosition.y - ${groundY.toFixed(2)})
${LIGHT_GLSL}
in vec3 v_positionEC;
void main() {
  vec3 lit = ${GROUND_LINEAR} * (cityLight(u_up, u_up, u_towards) + u_lamps * 0.08);
  mat3 eye = mat3(viewMatrix);
  gl_FragColor = vec4(cityTone(cityAir(lit, v_positionEC, eye * u_up, eye * u_sun)), 1.0);
  #include <colorspace_fragment>
}`;

export function createSurroundings(
  world: Scene,
  city: CityFile,
  frame: EnuFrame,
  light: WalkLight,
): Surroundings {
  const { uniforms } = light;
  const groundM = city.groundHeightM ?? city.anchor.heightM;
  const haze = new FogExp2(0, HAZE);
  const ground = new Mesh(
    groundBowl(frame, groundM - BELOW_M),
    new ShaderMaterial({
      vertexShader: GROUND_VERTEX,
      fragmentShader: groundFragment(groundM - city.anchor.heightM),
      uniforms: { ...uniforms },
    }),
  );
  ground.name = "ground";
  const sky = new Mesh(
    new SphereGeometry(FAR_M * 0.9, 24, 12),
    new ShaderMaterial({
      vertexShader: SKY_VERTEX,
      fragmentShader: SKY_FRAGMENT,
      uniforms: { ...uniforms },
      side: BackSide,
      depthWrite: false,
    }),
  );
  sky.name = "sky";
  sky.frustumCulled = false;
  // After all that is opaque: only what is left of the picture is shaded.
  sky.renderOrder = 10;
  const sun = new DirectionalLight(0xffffff, 1);
  const around = new HemisphereLight(0xffffff, 0xffffff, Math.PI);
  const parts: Object3D[] = [ground, sky, sun, around];
  world.add(...parts);
  world.fog = haze;
  const background = new Color();
  world.background = background;
  const take = (now: LightNow) => {
    const [e, n, u] = now.towards;
    sun.position.set(e, u, -n);
    // three divides what falls on a matt surface by π.
    sun.color.setRGB(...now.direct);
    sun.intensity = Math.PI;
    around.color.setRGB(...now.above);
    around.groundColor.setRGB(...now.below);
    haze.color.setRGB(...now.horizon);
    background.setRGB(...now.horizon);
  };
  take(light.now());
  const stop = light.follow(take);
  return {
    follow({ x, y, z }) {
      sky.position.set(x, y, z);
    },
    detach() {
      stop();
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
