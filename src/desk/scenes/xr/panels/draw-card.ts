// Draws a laid-out card on a canvas with the system's own fonts, Chinese ones named: nothing is fetched. One dark set of
// colours in any theme: it stands before a bright street; every text has a contrast of 7 : 1 or more.

import type { CardLayout, Measure, TextStyle } from "./card.ts";

export const FONTS =
  '"Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei", system-ui, sans-serif';

export const CARD_COLOURS = {
  ground: "#10161c",
  edge: "#5b6b78",
  rule: "#33414c",
  button: "#1f2d38",
  buttonOn: "#123f5c",
  title: "#ffffff",
  text: "#f4f7f9",
  quiet: "#b9c6d0",
  unit: "#b9c6d0",
  heading: "#8fd0ff",
  warning: "#ffc168",
} as const;

const BOLD: ReadonlySet<TextStyle> = new Set(["title", "text", "heading", "button"]);
const fontOf = (px: number, bold: boolean) => `${bold ? 600 : 400} ${px}px ${FONTS}`;

export const measureOn =
  (context: CanvasRenderingContext2D): Measure =>
  (text, px, bold) => {
    context.font = fontOf(px, bold);
    return context.measureText(text).width;
  };

export function drawCard(context: CanvasRenderingContext2D, layout: CardLayout, textPx: number): void {
  const { widthPx, heightPx, texts, targets, rules, warning } = layout;
  context.clearRect(0, 0, widthPx, heightPx);
  context.fillStyle = CARD_COLOURS.ground;
  context.strokeStyle = CARD_COLOURS.edge;
  context.lineWidth = 4;
  context.beginPath();
  context.roundRect(2, 2, widthPx - 4, heightPx - 4, 28);
  context.fill();
  context.stroke();
  context.fillStyle = CARD_COLOURS.rule;
  for (const y of rules) context.fillRect(28, y, widthPx - 56, 3);
  if (warning) {
    const { x, y, px } = warning;
    context.strokeStyle = CARD_COLOURS.warning;
    context.fillStyle = CARD_COLOURS.warning;
    context.lineWidth = 7;
    context.lineJoin = "round";
    context.beginPath();
    context.moveTo(x + px / 2, y - px / 2);
    context.lineTo(x + px, y + px * 0.4);
    context.lineTo(x, y + px * 0.4);
    context.closePath();
    context.stroke();
    context.fillRect(x + px / 2 - 3, y - px * 0.18, 6, px * 0.28);
    context.fillRect(x + px / 2 - 3, y + px * 0.2, 6, 7);
  }
  context.textBaseline = "alphabetic";
  for (const { text, x, y, px, style } of texts) {
    context.font = fontOf(px, BOLD.has(style));
    context.fillStyle = CARD_COLOURS[style === "button" ? "text" : style];
    context.fillText(text, x, y);
  }
  for (const { id, text, on, x, y, width, height } of targets) {
    context.fillStyle = on ? CARD_COLOURS.buttonOn : CARD_COLOURS.button;
    context.strokeStyle = CARD_COLOURS.edge;
    context.lineWidth = 3;
    context.beginPath();
    context.roundRect(x, y, width, height, 18);
    context.fill();
    context.stroke();
    context.fillStyle = CARD_COLOURS.text;
    if (id === "close") {
      const arm = height * 0.2;
      context.strokeStyle = CARD_COLOURS.text;
      context.lineWidth = 8;
      context.lineCap = "round";
      context.beginPath();
      for (const side of [-1, 1]) {
        context.moveTo(x + width / 2 - arm, y + height / 2 - side * arm);
        context.lineTo(x + width / 2 + arm, y + height / 2 + side * arm);
      }
      context.stroke();
      continue;
    }
    context.font = fontOf(textPx, true);
    context.textAlign = "center";
    context.fillText(text, x + width / 2, y + height / 2 + textPx * 0.36);
    context.textAlign = "left";
  }
}
