// A battery as a picture: a ring whose filled part is the charge, clockwise from the top, and the number in its middle.

import { cssOf, TONES } from "./marker.ts";

export const FAN_PX = 64;
const FONT = "700 20px system-ui, 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";
/** Percent below which it is low, and where a drone must come home. */
const LOW = 40;
const EMPTY = 25;

/** @param percent whole percent; undefined: nobody tells, and the ring is empty with a dash */
export function drawFan(percent: number | undefined, rim: string, ink: string): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = FAN_PX;
  canvas.height = FAN_PX;
  const pen = canvas.getContext("2d");
  if (!pen) return canvas;
  const m = FAN_PX / 2;
  const tone = (percent ?? 100) < EMPTY ? "bad" : (percent ?? 100) < LOW ? "warning" : "good";
  pen.beginPath();
  pen.arc(m, m, m - 2, 0, 2 * Math.PI);
  pen.globalAlpha = 0.8;
  pen.fillStyle = rim;
  pen.fill();
  pen.globalAlpha = 1;
  pen.lineWidth = 7;
  const ring = (from: number, to: number, style: string) => {
    pen.beginPath();
    pen.arc(m, m, m - 7, (from - 0.25) * 2 * Math.PI, (to - 0.25) * 2 * Math.PI);
    pen.strokeStyle = style;
    pen.stroke();
  };
  ring(0, 1, "#7d858c");
  // The tone's own fill is made for white letters on it; on the rim it is lightened.
  if (percent !== undefined && percent > 0)
    ring(0, percent / 100, tone === "good" ? "#3fbf7f" : cssOf(TONES[tone].fill));
  pen.font = FONT;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = ink;
  pen.fillText(percent === undefined ? "–" : String(percent), m, m + 1);
  return canvas;
}
