// What a panel says, before it is drawn: a title, lines of facts, buttons; and where each of them lies on the panel's
// canvas. Sizes come from the angle they must have for the eye: dmm, millimetres at one metre. No engine, no DOM.

import type { Fact } from "../../../view/facts.ts";

/** Panels stand this far from the eyes, metres. */
export const NEAREST_M = 1.2;
export const FARTHEST_M = 1.5;
export const USUAL_M = 1.35;
/** Chinese glyphs want 24 dmm; a button 64, and 16 between two. */
export const TEXT_DMM = 25;
export const TITLE_DMM = 32;
export const TARGET_DMM = 66;
export const GAP_DMM = 16;

/** Canvas pixels a metre of panel: 26 pixels a degree at 1.35 m, what headsets show. */
export const PIXELS_PER_M = 1400;
export const WIDTH_M = 0.92;
const LINES_A_PAGE = 7;

/** Pixels of a size that must hold even at the farthest distance. */
export const pixelsOf = (dmm: number): number => Math.ceil((dmm / 1000) * FARTHEST_M * PIXELS_PER_M);
/** The angle of pixels at a distance, in dmm. */
export const dmmOf = (px: number, distanceM: number): number => ((px / PIXELS_PER_M) * 1000) / distanceM;

export interface CardButton {
  id: string;
  text: string;
  /** Shown as chosen: by a mark beside the word, not by colour alone. */
  on?: boolean;
}

export interface CardSection {
  heading?: string;
  facts: readonly Fact[];
  /** A sentence instead of facts. */
  note?: string;
}

export interface Card {
  title: string;
  subtitle?: string;
  /** Shape before the title of a card that warns. */
  mark?: "warning";
  sections: readonly CardSection[];
  /** Below the text, several a row. */
  buttons: readonly CardButton[];
  /** Every card has one, at the upper right. */
  close: string;
  next: string;
  page: number;
}

export type TextStyle = "title" | "text" | "quiet" | "unit" | "heading" | "button";

export interface DrawnText {
  kind: "text";
  text: string;
  x: number;
  /** Baseline. */
  y: number;
  px: number;
  style: TextStyle;
}
export interface DrawnTarget {
  kind: "target";
  id: string;
  text: string;
  on: boolean;
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface CardLayout {
  widthPx: number;
  heightPx: number;
  texts: DrawnText[];
  targets: DrawnTarget[];
  rules: number[];
  warning?: { x: number; y: number; px: number };
  pages: number;
}

/** Width of a text in pixels of a size. */
export type Measure = (text: string, px: number, bold: boolean) => number;

const MARGIN = 44;
const TEXT_PX = pixelsOf(TEXT_DMM);
const TITLE_PX = pixelsOf(TITLE_DMM);
const TARGET_PX = pixelsOf(TARGET_DMM);
const GAP_PX = pixelsOf(GAP_DMM);
const LINE_PX = Math.round(TEXT_PX * 1.38);
const TITLES_SHARE = 0.46;

/** Cuts a text to a width, with an ellipsis. */
export function fitted(text: string, widthPx: number, px: number, bold: boolean, measure: Measure): string {
  if (measure(text, px, bold) <= widthPx) return text;
  const letters = [...text];
  while (letters.length > 1 && measure(`${letters.join("")}…`, px, bold) > widthPx) letters.pop();
  return `${letters.join("")}…`;
}

/** Breaks a sentence into lines: at spaces, or anywhere within Chinese. */
export function wrapped(text: string, widthPx: number, px: number, measure: Measure): string[] {
  const pieces = text.match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+/g) ?? [];
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    // Chinese closing marks never begin a line.
    const hangs = /^[，。；：、！？）]/.test(piece);
    if (line !== "" && !hangs && measure((line + piece).trimEnd(), px, false) > widthPx) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += piece;
  }
  if (line.trim() !== "") lines.push(line.trimEnd());
  return lines;
}

interface Line {
  height: number;
  put(y: number): void;
  /** Stays with the line after it. */
  heads?: boolean;
}

export function layoutCard(card: Card, measure: Measure): CardLayout {
  const widthPx = Math.round(WIDTH_M * PIXELS_PER_M);
  const inner = widthPx - 2 * MARGIN;
  const out: CardLayout = { widthPx, heightPx: 0, texts: [], targets: [], rules: [], pages: 1 };
  const say = (text: string, x: number, y: number, px: number, style: TextStyle) =>
    out.texts.push({ kind: "text", text, x, y, px, style });

  let y = MARGIN;
  const titleX = MARGIN + (card.mark ? TITLE_PX * 1.25 : 0);
  const titleWidth = widthPx - MARGIN - TARGET_PX - GAP_PX - titleX;
  if (card.mark) out.warning = { x: MARGIN, y: y + TARGET_PX / 2, px: TITLE_PX };
  const titleY = card.subtitle ? y + TITLE_PX * 0.9 : y + TARGET_PX / 2 + TITLE_PX * 0.36;
  say(fitted(card.title, titleWidth, TITLE_PX, true, measure), titleX, titleY, TITLE_PX, "title");
  if (card.subtitle)
    say(
      fitted(card.subtitle, titleWidth, TEXT_PX, false, measure),
      titleX,
      titleY + LINE_PX,
      TEXT_PX,
      "quiet",
    );
  out.targets.push({
    kind: "target",
    id: "close",
    text: card.close,
    on: false,
    x: widthPx - MARGIN - TARGET_PX,
    y,
    width: TARGET_PX,
    height: TARGET_PX,
  });
  y += TARGET_PX + 24;
  out.rules.push(y);
  y += 14;

  const lines: Line[] = [];
  for (const { heading, facts, note } of card.sections) {
    if (heading)
      lines.push({
        height: LINE_PX,
        heads: true,
        put: (at) => say(heading, MARGIN, at + TEXT_PX, TEXT_PX, "heading"),
      });
    for (const { title, text, unit, known } of facts)
      lines.push({
        height: LINE_PX,
        put(at) {
          const base = at + TEXT_PX;
          const valueX = MARGIN + inner * TITLES_SHARE + 16;
          say(fitted(title, inner * TITLES_SHARE, TEXT_PX, false, measure), MARGIN, base, TEXT_PX, "quiet");
          const unitWidth = unit ? measure(` ${unit}`, TEXT_PX, false) : 0;
          const room = widthPx - MARGIN - valueX - unitWidth;
          const shown = fitted(text, room, TEXT_PX, true, measure);
          say(shown, valueX, base, TEXT_PX, known ? "text" : "quiet");
          if (unit) say(unit, valueX + measure(`${shown} `, TEXT_PX, true), base, TEXT_PX, "unit");
        },
      });
    if (note)
      for (const part of wrapped(note, inner, TEXT_PX, measure))
        lines.push({ height: LINE_PX, put: (at) => say(part, MARGIN, at + TEXT_PX, TEXT_PX, "text") });
  }
  const pages: Line[][] = [[]];
  for (const [i, line] of lines.entries()) {
    const page = pages.at(-1) as Line[];
    const full = page.length >= LINES_A_PAGE || (line.heads && page.length === LINES_A_PAGE - 1);
    if (full && i > 0) pages.push([line]);
    else page.push(line);
  }
  out.pages = pages.length;
  const shown = pages[card.page % pages.length] as Line[];
  for (const line of shown) {
    line.put(y);
    y += line.height;
  }
  // All pages are as high as the first: the button stays under the finger.
  if (pages.length > 1) y += (LINES_A_PAGE - shown.length) * LINE_PX;

  const buttons: CardButton[] = [
    ...card.buttons,
    ...(pages.length > 1
      ? [{ id: "next", text: `${card.next} ${(card.page % pages.length) + 1}/${pages.length}` }]
      : []),
  ];
  let x = MARGIN;
  if (buttons.length > 0) y += 28;
  for (const { id, text, on } of buttons) {
    const label = on === undefined ? text : `${on ? "☑" : "☐"} ${text}`;
    const width = Math.max(TARGET_PX, Math.ceil(measure(label, TEXT_PX, true)) + 64);
    if (x > MARGIN && x + width > widthPx - MARGIN) {
      x = MARGIN;
      y += TARGET_PX + GAP_PX;
    }
    out.targets.push({ kind: "target", id, text: label, on: on === true, x, y, width, height: TARGET_PX });
    x += width + GAP_PX;
  }
  if (buttons.length > 0) y += TARGET_PX;
  out.heightPx = Math.ceil(y + MARGIN);
  return out;
}
