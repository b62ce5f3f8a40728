// What stands along streets as models: lamps, gantries, shelters, poles with cameras and radio units, drone hangars, parked
// cars. x east, y north, z up at the foot; the front looks north. Metres.

import type { CityLevel, CityMesh, InstanceModel } from "../../tiling/city/city-feature.ts";
import { Body, type Colour, shade } from "../shapes/body.ts";
import { around, rect } from "../shapes/plane.ts";

const level = (errorM: number, draw: (body: Body) => void): CityLevel => {
  const body = new Body();
  draw(body);
  return {
    errorM,
    meshes: body.meshes().map(
      ({ material, positions, indices, colours }): CityMesh => ({
        material,
        positions,
        indices,
        colour: colours,
      }),
    ),
  };
};

const POLE: Colour = [146, 150, 152];
const DARK: Colour = [62, 66, 70];
const LAMP: Colour = [255, 236, 196];

/** A pole with one or two arms; the arm reaches to the north. */
function lamp(id: string, heightM: number, reachM: number, double: boolean): InstanceModel {
  const arm = (body: Body, sign: 1 | -1) => {
    body.bar([0, 0, heightM - 0.5], [0, sign * reachM, heightM], 0.1, POLE);
    body.box(around(0, sign * (reachM + 0.1), 0.34, 0.9), heightM - 0.04, heightM + 0.1, DARK, "plain");
    body.area(
      "glass",
      [
        [
          [-0.15, sign * (reachM + 0.1) - 0.4],
          [0.15, sign * (reachM + 0.1) - 0.4],
          [0.15, sign * (reachM + 0.1) + 0.4],
          [-0.15, sign * (reachM + 0.1) + 0.4],
        ],
      ],
      heightM - 0.06,
      LAMP,
      true,
    );
  };
  return {
    id,
    kind: "furniture",
    levels: [
      level(1.5, (body) => {
        body.bar([0, 0, -0.3], [0, 0, heightM], 0.17, POLE);
        body.box(around(0, reachM * 0.6, 0.3, reachM), heightM - 0.1, heightM + 0.06, DARK);
      }),
      level(0, (body) => {
        body.bar([0, 0, -0.3], [0, 0, heightM - 0.3], 0.17, POLE);
        body.box(around(0, 0, 0.4, 0.4), -0.2, 0.7, shade(POLE, 0.8));
        arm(body, 1);
        if (double) arm(body, -1);
      }),
    ],
  };
}

const WALLS: Record<string, Colour> = {
  "car-white": [222, 222, 218],
  "car-dark": [58, 62, 68],
};

const car = (id: string): InstanceModel => {
  const paint = WALLS[id] as Colour;
  const lower = (body: Body) => {
    body.box(rect(-0.9, -2.25, 0.9, 2.25), 0.24, 0.86, paint, "plain");
  };
  return {
    id,
    kind: "furniture",
    levels: [
      level(0, (body) => {
        lower(body);
        const roof = rect(-0.72, -1.15, 0.72, 0.75);
        const foot = rect(-0.86, -1.75, 0.86, 1.35);
        const [a, b] = [
          [
            [foot.u0, foot.v0],
            [foot.u1, foot.v0],
            [foot.u1, foot.v1],
            [foot.u0, foot.v1],
          ],
          [
            [roof.u0, roof.v0],
            [roof.u1, roof.v0],
            [roof.u1, roof.v1],
            [roof.u0, roof.v1],
          ],
        ] as const;
        for (let i = 0; i < 4; i++) {
          const [p, q] = [a[i] as readonly [number, number], a[(i + 1) % 4] as readonly [number, number]];
          const [r, s] = [b[(i + 1) % 4] as readonly [number, number], b[i] as readonly [number, number]];
          body.face(
            "plain",
            [
              [p[0], p[1], 0.86],
              [q[0], q[1], 0.86],
              [r[0], r[1], 1.42],
              [s[0], s[1], 1.42],
            ],
            [60, 70, 78],
          );
        }
        body.area("plain", [b], 1.42, paint);
      }),
    ],
  };
};

export const CARS = Object.keys(WALLS);

export const streetModels = (): InstanceModel[] => [
  lamp("lamp-avenue", 11.5, 2.4, true),
  lamp("lamp-street", 9.5, 2, false),
  {
    // Its legs stand 17.2 m apart, on both sides of the main lanes.
    id: "gantry",
    kind: "furniture",
    levels: [
      level(0, (body) => {
        for (const x of [-8.6, 8.6]) body.box(around(x, 0, 0.42, 0.42), -0.4, 7.4, POLE);
        for (const [y, z] of [
          [-0.45, 6.3],
          [0.45, 6.3],
          [-0.45, 7.2],
          [0.45, 7.2],
        ] as const)
          body.bar([-8.6, y, z], [8.6, y, z], 0.14, POLE);
        for (let k = -4; k <= 4; k++)
          body.bar(
            [k * 2, -0.45, k % 2 ? 7.2 : 6.3],
            [k * 2 + 2 > 8.6 ? 8.6 : k * 2 + 2, -0.45, k % 2 ? 6.3 : 7.2],
            0.09,
            POLE,
          );
        for (const [x0, x1] of [
          [-7.4, -1],
          [0.6, 6.4],
        ] as const) {
          body.box(rect(x0, -0.75, x1, -0.55), 5.9, 8.3, [28, 92, 158]);
          body.box(rect(x0 + 0.15, -0.77, x1 - 0.15, -0.75), 6.05, 8.15, [36, 106, 176]);
        }
      }),
    ],
  },
  {
    id: "bus-shelter",
    kind: "furniture",
    levels: [
      level(0, (body) => {
        for (const x of [-5.4, 0, 5.4]) body.box(around(x, -0.7, 0.16, 0.16), -0.2, 2.7, DARK);
        body.box(rect(-6.4, -1.1, 6.4, 0.9), 2.7, 2.86, [88, 96, 102], "plain", true);
        body.box(rect(-5.3, -0.76, 5.3, -0.7), 0.5, 2.4, [150, 176, 186]);
        body.box(rect(-4.2, -0.55, 4.2, -0.2), 0.4, 0.48, [150, 122, 92], "plain", true);
        body.box(around(6, 0, 0.9, 0.16), 0.4, 2.5, [232, 240, 244]);
      }),
    ],
  },
  {
    id: "sensor-pole",
    kind: "furniture",
    levels: [
      level(0, (body) => {
        body.bar([0, 0, -0.3], [0, 0, 7], 0.2, POLE);
        body.bar([0, 0, 6.6], [0, 3.2, 6.8], 0.12, POLE);
        for (const y of [2, 3]) {
          body.bar([0, y, 6.7], [0, y, 6.35], 0.06, DARK);
          body.box(around(0, y + 0.1, 0.14, 0.4), 6.15, 6.35, [226, 228, 230], "plain", true);
        }
        body.box(around(0, 1.1, 0.3, 0.12), 6.2, 6.6, [210, 214, 216], "plain", true);
        body.box(around(0, -0.2, 0.3, 0.16), 5.4, 6.1, [220, 224, 226], "plain", true);
        body.bar([0.1, -0.2, 6.1], [0.1, -0.2, 6.7], 0.04, DARK);
        body.box(around(0, 0.26, 0.6, 0.36), 0.9, 1.9, [188, 192, 194]);
      }),
    ],
  },
  {
    id: "hangar",
    kind: "furniture",
    levels: [
      level(0, (body) => {
        body.box(around(0, 0, 2.6, 2.2), -0.3, 1.25, [222, 226, 228]);
        body.box(around(0, 0, 2.2, 1.8), 1.25, 1.42, [88, 96, 104]);
        body.box(around(0, -1.12, 1.2, 0.06), 0.3, 0.9, [40, 108, 168]);
        body.bar([1.1, 0.9, 1.2], [1.1, 0.9, 3], 0.06, POLE);
      }),
    ],
  },
  ...CARS.map(car),
];
