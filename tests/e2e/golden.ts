// Golden pictures: accepted by eye (LANETWIN_ACCEPT=1 writes them), compared by pixelmatch. What differs is left beside
// the results to be looked at.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "@playwright/test";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

const FOLDER = "tests/golden";
/** Software and hardware GL antialias edges differently. */
const MOST_SHARE = 0.01;

/** The same light and the same detail on every day and machine: an early afternoon in April, no shadows. */
export const GOLDEN_VIEW = {
  sun: { date: "2026-04-15", minutes: 14 * 60 },
  quality: { tier: "phone", fixed: true, reason: "quality.user" },
} as const;

export function expectGolden(name: string, picture: Buffer): void {
  const file = `${FOLDER}/${name}.png`;
  if (process.env.LANETWIN_ACCEPT) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, picture);
    return;
  }
  if (!existsSync(file))
    throw new Error(`${file} is not there: accept it with LANETWIN_ACCEPT=1 after a look`);
  const [expected, found] = [PNG.sync.read(readFileSync(file)), PNG.sync.read(picture)];
  const { width, height } = expected;
  expect([found.width, found.height], name).toEqual([width, height]);
  const difference = new PNG({ width, height });
  const count = pixelmatch(expected.data, found.data, difference.data, width, height, { threshold: 0.15 });
  if (count > MOST_SHARE * width * height) {
    mkdirSync("test-results", { recursive: true });
    writeFileSync(`test-results/${name}-found.png`, picture);
    writeFileSync(`test-results/${name}-difference.png`, PNG.sync.write(difference));
  }
  expect(count / (width * height), `${name}: share of pixels that differ`).toBeLessThanOrEqual(MOST_SHARE);
}
