// What one sees of one's hands: a plain handle of our own where a controller is held, and a short ray. Nothing is fetched:
// a vendor's model would come from elsewhere. Metres, in the space of the pointing ray.

import { BoxGeometry, CylinderGeometry, Group, Mesh, MeshBasicMaterial, MeshLambertMaterial } from "three";

export const RAY_M = 2;
const RAY_WIDE_M = 0.004;

export interface HandMark {
  group: Group;
  /** @param held a controller is held, not a bare hand */
  show(rayM: number, held: boolean): void;
  hide(): void;
}

export interface HandMarks {
  make(): HandMark;
  dispose(): void;
}

export function createHandMarks(): HandMarks {
  const grip = new BoxGeometry(0.034, 0.034, 0.12).translate(0, -0.006, 0.055);
  const ring = new CylinderGeometry(0.024, 0.028, 0.03, 16).rotateX(Math.PI / 2).translate(0, 0, -0.012);
  const beam = new CylinderGeometry(RAY_WIDE_M / 4, RAY_WIDE_M / 2, 1, 8, 1, true)
    .rotateX(-Math.PI / 2)
    .translate(0, 0, -0.5);
  const dark = new MeshLambertMaterial({ color: "#2b3138" });
  const light = new MeshLambertMaterial({ color: "#c9d2d9" });
  const ray = new MeshBasicMaterial({
    color: "#e8f4fc",
    transparent: true,
    opacity: 0.75,
    depthWrite: false,
    toneMapped: false,
    fog: false,
  });
  return {
    make() {
      const group = new Group();
      group.name = "hand";
      const handle = new Group();
      handle.add(new Mesh(grip, dark), new Mesh(ring, light));
      const line = new Mesh(beam, ray);
      group.add(handle, line);
      group.visible = false;
      return {
        group,
        show(rayM, held) {
          group.visible = true;
          handle.visible = held;
          line.scale.z = rayM;
        },
        hide() {
          group.visible = false;
        },
      };
    },
    dispose() {
      for (const each of [grip, ring, beam, dark, light, ray]) each.dispose();
    },
  };
}
