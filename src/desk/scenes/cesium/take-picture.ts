// Takes a picture when the view asks for one: one frame is drawn and read in the same task, then a strip with title, scale,
// source, place and time is set under it. A scale holds at the middle of the picture only, which the strip says.

import { sentence } from "../../../words/index.ts";
import { coordinateText } from "../../view/coordinate-systems.ts";
import { lengthText, pictureFileName, scaleLengthM } from "../../view/picture.ts";
import type { ViewStore } from "../../view/view-store.ts";
import type { Detach } from "../layer.ts";
import { scenePalette } from "../palette.ts";
import type { CityScene } from "./city-scene.ts";

const FONT = 'system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';
const STRIP_CSS_PX = 64;
const SCALE_CSS_PX = 120;

function stampOf(ms: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  }).format(ms);
  return `${parts} ${timeZone}`;
}

/** Text that is cut with an ellipsis where it is too long. */
function shortened(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > width) end -= 1;
  return `${text.slice(0, end)}…`;
}

export function attachPictures(stage: CityScene, view: ViewStore, now: () => number): Detach {
  const { scene, city } = stage;

  function take(n: number, title: string): void {
    const { canvas } = scene;
    const { language, theme, camera } = view.getState();
    const palette = scenePalette(theme);
    const ratio = canvas.width / Math.max(1, canvas.clientWidth);
    const px = (css: number) => Math.round(css * ratio);
    const strip = px(STRIP_CSS_PX);
    const sheet = document.createElement("canvas");
    sheet.width = canvas.width;
    sheet.height = canvas.height + strip;
    const context = sheet.getContext("2d");
    if (!context) return;
    // The drawing buffer is gone after this task.
    scene.render();
    context.drawImage(canvas, 0, 0);
    const top = canvas.height;
    context.fillStyle = palette.sky;
    context.fillRect(0, top, sheet.width, strip);
    context.fillStyle = palette.label;
    context.strokeStyle = palette.label;
    context.textBaseline = "middle";
    const edge = px(14);
    const scaleRoom = px(SCALE_CSS_PX + 28);
    const width = sheet.width - 2 * edge - scaleRoom;
    context.font = `600 ${px(15)}px ${FONT}`;
    context.fillText(shortened(context, title || city.title[language], width), edge, top + strip * 0.3);
    context.font = `${px(11)}px ${FONT}`;
    const source = city.attributions.map(({ text }) => text).join(" · ");
    const place = camera?.target && coordinateText("wgs84", camera.target);
    const stamp = stampOf(now(), city.timeZone);
    const line = [
      stamp,
      place && `${place.first} ${place.second}`,
      `${city.frame.name}`,
      source && sentence(language, "picture.source", { source }),
      city.notice?.[language],
    ]
      .filter(Boolean)
      .join("  ·  ");
    context.fillText(shortened(context, line, sheet.width - 2 * edge), edge, top + strip * 0.75);
    const metres = camera?.metresPerPixel;
    if (metres) {
      const lengthM = scaleLengthM(metres * SCALE_CSS_PX);
      const wide = px(lengthM / metres);
      const right = sheet.width - edge;
      const y = top + strip * 0.42;
      context.lineWidth = Math.max(1, px(1.5));
      context.beginPath();
      context.moveTo(right - wide, y - px(5));
      context.lineTo(right - wide, y);
      context.lineTo(right, y);
      context.lineTo(right, y - px(5));
      context.stroke();
      context.textAlign = "right";
      const text = sentence(language, "picture.scale", { length: lengthText(lengthM) });
      context.fillText(text, right, y - px(13));
    }
    sheet.toBlob((blob) => {
      if (!blob) return;
      const before = view.getState().picture;
      if (before) URL.revokeObjectURL(before.url);
      view.setState({
        picture: {
          n,
          url: URL.createObjectURL(blob),
          fileName: pictureFileName(title || city.title[language], stamp.slice(0, 19)),
          widthPx: sheet.width,
          heightPx: sheet.height,
        },
      });
    }, "image/png");
  }

  return view.subscribe(({ pictureWish }, before) => {
    if (pictureWish && pictureWish.n !== before.pictureWish?.n) take(pictureWish.n, pictureWish.title);
  });
}
