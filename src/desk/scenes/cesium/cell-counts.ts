// What moves in the city, by cell, while the eye is so high that single things are not told: circles with a number, over the
// ground, never hidden by it.

import {
  BillboardCollection,
  Cartesian3,
  Color,
  HorizontalOrigin,
  LabelCollection,
  LabelStyle,
  VerticalOrigin,
} from "cesium";
import type { Detach, LayerContext } from "../layer.ts";
import { scenePalette } from "../palette.ts";
import { type CellCircle, cellCircles, describeCell, levelsFor } from "../tracks/cell-circles.ts";
import type { CityScene } from "./city-scene.ts";

const DISC_PX = 128;
const FONT = "600 14px system-ui, 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

function disc(fill: string, line: string): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = DISC_PX;
  canvas.height = DISC_PX;
  const pen = canvas.getContext("2d");
  if (!pen) return canvas;
  pen.beginPath();
  pen.arc(DISC_PX / 2, DISC_PX / 2, DISC_PX / 2 - 4, 0, 2 * Math.PI);
  pen.globalAlpha = 0.72;
  pen.fillStyle = fill;
  pen.fill();
  pen.globalAlpha = 0.85;
  pen.lineWidth = 3;
  pen.strokeStyle = line;
  pen.stroke();
  return canvas;
}

export function attachCellCounts(
  { scene: stage, twin, view }: LayerContext<CityScene>,
  layerId: string,
): Detach {
  const { scene, city } = stage;
  const groundM = city.groundHeightM ?? city.anchor.heightM;
  const discs = scene.primitives.add(new BillboardCollection({ scene })) as BillboardCollection;
  const numbers = scene.primitives.add(new LabelCollection({ scene })) as LabelCollection;
  let circles: CellCircle[] = [];
  let levels = 0;
  const wantedLevels = () => {
    const { camera } = view.getState();
    const { cells } = twin.store.getState().counts ?? { cells: [] };
    return camera ? levelsFor(cells, camera.metresPerPixel ?? camera.aboveGroundM / 600) : levels;
  };

  function paint(): void {
    const { counts } = twin.store.getState();
    if (!counts && circles.length === 0) return;
    const { theme, visible } = view.getState();
    const { rim, label } = scenePalette(theme);
    levels = wantedLevels();
    circles = counts && visible[layerId] !== false ? cellCircles(counts.cells, levels) : [];
    discs.removeAll();
    numbers.removeAll();
    const picture = circles.length > 0 ? disc(rim, label) : undefined;
    for (const circle of circles) {
      const position = Cartesian3.fromDegrees(circle.lonDeg, circle.latDeg, groundM);
      const id = { countedCell: circle.id };
      const mark = discs.add({
        id,
        position,
        scale: circle.sizePx / DISC_PX,
        disableDepthTestDistance: Number.POSITIVE_INFINITY,
      });
      if (picture) mark.setImage(`counted ${theme}`, picture);
      numbers.add({
        id,
        position,
        text: circle.text,
        font: FONT,
        style: LabelStyle.FILL,
        fillColor: Color.fromCssColorString(label),
        horizontalOrigin: HorizontalOrigin.CENTER,
        verticalOrigin: VerticalOrigin.CENTER,
        disableDepthTestDistance: Number.POSITIVE_INFINITY,
      });
    }
    stage.redraw("counts");
  }
  const stops = [
    stage.addPicker((picked) => {
      const id = (picked as { id?: { countedCell?: string } } | undefined)?.id?.countedCell;
      const circle = id === undefined ? undefined : circles.find((each) => each.id === id);
      if (!circle) return undefined;
      const { x, y, z } = Cartesian3.fromDegrees(circle.lonDeg, circle.latDeg, groundM);
      return { ...describeCell(circle), positionEcef: [x, y, z] as const };
    }),
    twin.store.subscribe((state, before) => {
      if (state.counts !== before.counts) paint();
    }),
    view.subscribe((state, before) => {
      if (
        state.theme !== before.theme ||
        state.visible !== before.visible ||
        (state.camera !== before.camera && circles.length > 0 && wantedLevels() !== levels)
      )
        paint();
    }),
  ];
  stage.probes.set("counts", () => ({
    ids: circles.map(({ id }) => id),
    total: circles.reduce((sum, { count }) => sum + count, 0),
    timeMs: twin.store.getState().counts?.timeMs,
  }));
  paint();
  return () => {
    for (const stop of stops) stop();
    scene.primitives.remove(discs);
    scene.primitives.remove(numbers);
    stage.probes.delete("counts");
  };
}
