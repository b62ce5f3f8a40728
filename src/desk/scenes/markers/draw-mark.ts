// A mark as a picture: its tone's shape with a sign on it, by the canvas's own fonts.

import { cssOf, TONES, type Tone } from "./marker.ts";

export const MARK_PX = 52;
const FONT = "700 22px system-ui, 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

function outline(pen: CanvasRenderingContext2D, tone: Tone): void {
  const [m, r] = [MARK_PX / 2, MARK_PX / 2 - 4];
  pen.beginPath();
  if (tone === "warning") {
    pen.moveTo(m, m - r);
    pen.lineTo(m + r, m + r * 0.78);
    pen.lineTo(m - r, m + r * 0.78);
    pen.closePath();
  } else if (tone === "notice") {
    pen.moveTo(m, m - r);
    pen.lineTo(m + r, m);
    pen.lineTo(m, m + r);
    pen.lineTo(m - r, m);
    pen.closePath();
  } else if (tone === "bad") pen.rect(m - r * 0.82, m - r * 0.82, r * 1.64, r * 1.64);
  else pen.arc(m, m, r * 0.92, 0, 2 * Math.PI);
}

export function drawMark(sign: string, tone: Tone, rim: string): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = MARK_PX;
  canvas.height = MARK_PX;
  const pen = canvas.getContext("2d");
  if (!pen) return canvas;
  const { ink } = TONES[tone];
  const fill = cssOf(TONES[tone].fill);
  outline(pen, tone);
  pen.fillStyle = tone === "off" ? rim : fill;
  pen.fill();
  pen.lineWidth = 4;
  pen.strokeStyle = tone === "off" ? fill : rim;
  pen.stroke();
  if (tone === "busy") {
    pen.beginPath();
    pen.arc(MARK_PX / 2, MARK_PX / 2, MARK_PX / 2 - 9, 0, 2 * Math.PI);
    pen.lineWidth = 2;
    pen.strokeStyle = ink;
    pen.stroke();
  }
  pen.font = FONT;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineWidth = 4;
  pen.strokeStyle = tone === "off" ? rim : fill;
  pen.fillStyle = tone === "off" ? "#868e96" : ink;
  const y = MARK_PX / 2 + (tone === "warning" ? 5 : 1);
  pen.strokeText(sign, MARK_PX / 2, y);
  pen.fillText(sign, MARK_PX / 2, y);
  return canvas;
}
