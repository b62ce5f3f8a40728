import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Card,
  dmmOf,
  FARTHEST_M,
  fitted,
  layoutCard,
  type Measure,
  NEAREST_M,
  USUAL_M,
  wrapped,
} from "../../../../src/desk/scenes/xr/panels/card.ts";
import { CARD_COLOURS } from "../../../../src/desk/scenes/xr/panels/draw-card.ts";
import type { Fact } from "../../../../src/desk/view/facts.ts";

/** As wide as fonts are: a Chinese glyph fills its square, a Latin letter a bit more than half. */
const measure: Measure = (text, px) =>
  [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? px : px * 0.56), 0);

const fact = (title: string, text: string, unit?: string): Fact => ({
  name: title,
  title,
  text,
  known: true,
  ...(unit && { unit }),
});
const card = (facts: Fact[], page = 0): Card => ({
  title: "车道",
  subtitle: "lane:85/0/-3",
  sections: [{ heading: "属性", facts }],
  buttons: [
    { id: "smooth", text: "摇杆行走", on: true },
    { id: "recentre", text: "Recentre" },
  ],
  close: "关闭",
  next: "下一页",
  page,
});
const anyFact = fc
  .tuple(
    fc.string({ minLength: 1, maxLength: 30 }),
    fc.string({ maxLength: 60 }),
    fc.constantFrom("m", "km/h", undefined),
  )
  .map(([title, text, unit]) => fact(title, text, unit));

/** WCAG 2.2 contrast of two sRGB colours. */
function contrast(a: string, b: string): number {
  const light = (hex: string) => {
    const [r, g, bl] = [1, 3, 5]
      .map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)) as [number, number, number];
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  };
  const [low, high] = [light(a), light(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

describe("a card in the street", () => {
  test("every text is at least 24 dmm and every button 64, even at the farthest a panel stands", () => {
    const { texts, targets } = layoutCard(card([fact("宽度", "3.500", "m")]), measure);
    expect(USUAL_M).toBeGreaterThanOrEqual(NEAREST_M);
    expect(USUAL_M).toBeLessThanOrEqual(FARTHEST_M);
    for (const { px } of texts) expect(dmmOf(px, FARTHEST_M)).toBeGreaterThanOrEqual(24);
    for (const { width, height } of targets)
      expect(dmmOf(Math.min(width, height), FARTHEST_M)).toBeGreaterThanOrEqual(64);
    expect(targets.map(({ id }) => id)).toEqual(["close", "smooth", "recentre"]);
  });

  test("texts stand out from their ground by 7 : 1", () => {
    const { ground, button, buttonOn, title, text, quiet, unit, heading, warning } = CARD_COLOURS;
    for (const colour of [title, text, quiet, unit, heading, warning])
      expect(contrast(colour, ground)).toBeGreaterThanOrEqual(7);
    for (const back of [button, buttonOn]) expect(contrast(text, back)).toBeGreaterThanOrEqual(7);
  });

  test("whatever it says, nothing leaves the card, buttons keep 16 dmm apart, and pages together say all of it", () => {
    fc.assert(
      fc.property(fc.array(anyFact, { minLength: 1, maxLength: 40 }), (facts) => {
        const first = layoutCard(card(facts), measure);
        const pages = Array.from({ length: first.pages }, (_, i) => layoutCard(card(facts, i), measure));
        let titles = 0;
        for (const { texts, targets, widthPx, heightPx, pages: count } of pages) {
          expect(count).toBe(first.pages);
          expect(heightPx).toBe(first.heightPx);
          for (const { text, x, y, px } of texts) {
            expect(x + measure(text, px, true)).toBeLessThanOrEqual(widthPx + 1);
            expect(y).toBeLessThanOrEqual(heightPx);
          }
          for (const a of targets) {
            expect(a.x + a.width).toBeLessThanOrEqual(widthPx);
            expect(a.y + a.height).toBeLessThanOrEqual(heightPx);
            for (const b of targets) {
              if (a === b) continue;
              const gap = Math.max(
                Math.max(a.x, b.x) - Math.min(a.x + a.width, b.x + b.width),
                Math.max(a.y, b.y) - Math.min(a.y + a.height, b.y + b.height),
              );
              expect(dmmOf(gap, FARTHEST_M)).toBeGreaterThanOrEqual(15.9);
            }
          }
          titles += texts.filter(({ style, x }) => style === "quiet" && x < 100).length - 1;
        }
        expect(titles).toBe(facts.length);
      }),
      { numRuns: 60 },
    );
  });

  test("a sentence breaks at spaces and between Chinese glyphs, and loses nothing", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("车道", "stop", "，", "line ", "a", "。"), { maxLength: 40 }),
        (words) => {
          const text = words.join("");
          const lines = wrapped(text, 300, 40, measure);
          expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
          for (const line of lines.slice(1)) expect(line).not.toMatch(/^[，。]/);
        },
      ),
    );
    expect(fitted("abcdefgh", 100, 40, false, measure)).toBe("abc…");
  });
});
