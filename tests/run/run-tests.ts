// `npm test` and `npm run conformance`: runs the named suites and closes with one line that sums them.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { findBrowser } from "./find-browser.ts";

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const RESULTS = ".cache/results";

function run(command: string, args: string[], env: Record<string, string> = {}): number {
  const done = spawnSync(process.execPath, [command, ...args], {
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  return done.status ?? 1;
}

function vitest(name: string, args: string[], env: Record<string, string> = {}): Count {
  const file = `${RESULTS}/${name}.json`;
  const args_ = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...args];
  const status = run("node_modules/vitest/vitest.mjs", args_, env);
  return counted(status, file, (report) => ({
    passed: report.numPassedTests ?? 0,
    failed: report.numFailedTests ?? 0,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  }));
}

async function e2e(): Promise<Count> {
  const browser = await findBrowser();
  if (!browser) {
    console.error(
      "No browser for the end-to-end tests. Install one (npx playwright install chromium, or apt-get install chromium) or name it in LANETWIN_BROWSER.",
    );
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const status = run("node_modules/@playwright/test/cli.js", ["test"], { LANETWIN_BROWSER: browser });
  return counted(status, `${RESULTS}/e2e.json`, ({ stats }) => ({
    passed: stats?.expected ?? 0,
    failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
    skipped: stats?.skipped ?? 0,
  }));
}

interface Report {
  numPassedTests?: number;
  numFailedTests?: number;
  numPendingTests?: number;
  numTodoTests?: number;
  stats?: { expected: number; unexpected: number; flaky: number; skipped: number };
}

/** A runner that ended badly without a failed test (a crash, no report) still counts as one failure. */
function counted(status: number, file: string, read: (report: Report) => Count): Count {
  let count: Count = { passed: 0, failed: 0, skipped: 0 };
  try {
    count = read(JSON.parse(readFileSync(file, "utf8")) as Report);
  } catch {
    console.error(`No report was written to ${file}.`);
  }
  return status !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

const SUITES: Record<string, () => Count | Promise<Count>> = {
  unit: () => vitest("unit", []),
  e2e,
  conformance: () => vitest("conformance", ["--config", "tests/conformance/vitest.config.ts"]),
};

const names = process.argv.slice(2);
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
const total: Count = { passed: 0, failed: 0, skipped: 0 };
for (const name of names) {
  const suite = SUITES[name];
  if (!suite) throw new Error(`No suite "${name}"; there are ${Object.keys(SUITES).join(", ")}.`);
  const count = await suite();
  console.log(`${name}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  total.passed += count.passed;
  // Where everything needed is installed, a test that skips itself has not tested.
  total.failed += count.failed + (process.env.LANETWIN_REQUIRE_TOOLS ? count.skipped : 0);
  total.skipped += process.env.LANETWIN_REQUIRE_TOOLS ? 0 : count.skipped;
}
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ""}`,
);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
