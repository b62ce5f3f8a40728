// The mark on the panel that a ray points at: a ring where it meets the panel, a glow over the button under it.

import { Mesh, MeshBasicMaterial, type PlaneGeometry, RingGeometry } from "three";
import type { Detach } from "../../layer.ts";
import { PIXELS_PER_M } from "./card.ts";
import { ON_TOP, type PanelMeeting } from "./standing-panel.ts";

export interface PanelCursor {
  show(met: PanelMeeting): void;
  hide(): void;
  detach: Detach;
}

const paint = (opacity: number) =>
  new MeshBasicMaterial({
    color: "#ffffff",
    transparent: true,
    opacity,
    depthWrite: false,
    toneMapped: false,
  });

export function createPanelCursor(plane: PlaneGeometry): PanelCursor {
  const glow = new Mesh(plane, paint(0.16));
  glow.renderOrder = ON_TOP + 1;
  const ring = new Mesh(new RingGeometry(0.008, 0.013, 24), paint(1));
  ring.renderOrder = ON_TOP + 2;
  const hide = () => {
    ring.visible = false;
    glow.visible = false;
  };
  hide();
  return {
    hide,
    show({ panel, target: index, x, y }) {
      if (!panel?.layout) return;
      const { targets, widthPx, heightPx } = panel.layout;
      if (ring.parent !== panel.group) panel.group.add(ring, glow);
      ring.position.set((x - widthPx / 2) / PIXELS_PER_M, (heightPx / 2 - y) / PIXELS_PER_M, 0.004);
      ring.visible = true;
      const target = targets[index];
      glow.visible = target !== undefined;
      if (!target) return;
      glow.position.set(
        (target.x + target.width / 2 - widthPx / 2) / PIXELS_PER_M,
        (heightPx / 2 - target.y - target.height / 2) / PIXELS_PER_M,
        0.002,
      );
      glow.scale.set(target.width / PIXELS_PER_M, target.height / PIXELS_PER_M, 1);
    },
    detach() {
      glow.material.dispose();
      ring.geometry.dispose();
      ring.material.dispose();
    },
  };
}
