// A browser for the tests: one named by LANETWIN_BROWSER, an installed Chromium, Chrome or Edge, else Playwright's
// own download (as root on Debian with CI=1, the distribution's package comes first).

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "msedge",
  "chrome",
];

const ELSEWHERE = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  "C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe",
];

const answers = (path: string) =>
  existsSync(path) &&
  (path.endsWith(".exe") || spawnSync(path, ["--version"], { timeout: 20_000 }).status === 0);

function installed(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...ELSEWHERE].find(
    answers,
  );
}

async function playwrightsOwn(): Promise<string | undefined> {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

/** The browser's path; undefined when none could be found or fetched. */
export async function findBrowser(): Promise<string | undefined> {
  const named = process.env.LANETWIN_BROWSER;
  if (named) return answers(named) ? named : undefined;
  const here = installed() ?? (await playwrightsOwn());
  if (here) return here;
  if (process.env.CI && process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    spawnSync("apt-get", ["update"], { stdio: "inherit" });
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { stdio: "inherit" });
    const debian = installed();
    if (debian) return debian;
  }
  spawnSync("npx", ["playwright", "install", "chromium"], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  return playwrightsOwn();
}
