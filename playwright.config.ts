import { defineConfig } from "@playwright/test";

const executablePath = process.env.LANETWIN_BROWSER;

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "*.e2e.ts",
  // One software-drawn scene at a time: two starve each other on a small machine.
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  retries: 0,
  reporter: [["list"], ["json", { outputFile: ".cache/results/e2e.json" }]],
  outputDir: "test-results",
  use: {
    actionTimeout: 60_000,
    viewport: { width: 960, height: 600 },
    locale: "en-US",
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        "--use-gl=angle",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
