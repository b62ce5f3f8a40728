// A page that lets nothing foreign through and remembers what went wrong on it, and what e2e tests ask of the desk.

import { expect, type Page } from "@playwright/test";

export interface Watched {
  foreign: string[];
  /** Console errors, page errors and violations of the policy. */
  problems: string[];
}

export async function watch(page: Page, expected: RegExp = /$^/): Promise<Watched> {
  const watched: Watched = { foreign: [], problems: [] };
  await page.route("**/*", (route) => {
    const url = new URL(route.request().url());
    if (["127.0.0.1", ""].includes(url.hostname)) return route.continue();
    watched.foreign.push(url.href);
    return route.abort();
  });
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !expected.test(text)) watched.problems.push(text);
  });
  page.on("pageerror", (error) => watched.problems.push(error.message));
  await page.addInitScript(() => {
    addEventListener(
      "securitypolicyviolation",
      ({ violatedDirective, blockedURI, sourceFile, lineNumber, columnNumber }) =>
        console.error(
          `policy violation: ${violatedDirective} ${blockedURI} at ${sourceFile}:${lineNumber}:${columnNumber}`,
        ),
    );
  });
  return watched;
}

/** Waits for a layer's state in the panel. */
export const layerState = (page: Page, id: string, state: string) =>
  expect(page.locator(`[data-layer='${id}'][data-state='${state}']`)).toBeVisible({ timeout: 120_000 });

interface Probe {
  lanetwin: {
    view: { setState(state: object): void; getState(): { visible: Record<string, boolean> } };
    twin: {
      drawnMs(): number;
      tracks: {
        poseOf(id: string, timeMs: number): { eastM: number; northM: number; speedMps: number } | undefined;
      };
    };
    stage: { probes: Map<string, () => { drawn: number; ids: string[] }> };
  };
}

/** How many vehicles are drawn. */
export const drawnVehicles = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as Probe).lanetwin.stage.probes.get("vehicles")?.().drawn ?? 0);

export const setVisible = (page: Page, layer: string, on: boolean): Promise<void> =>
  page.evaluate(
    ([id, shown]) => {
      const { view } = (window as unknown as Probe).lanetwin;
      view.setState({ visible: { ...view.getState().visible, [id]: shown } });
    },
    [layer, on] as const,
  );

/** Follows one moving vehicle until the twin's clock has advanced; how far it got, metres, and how long it took. */
export const advance = (page: Page, seconds: number): Promise<{ metres: number; seconds: number }> =>
  page.evaluate(async (wanted) => {
    const { twin, stage } = (window as unknown as Probe).lanetwin;
    const ids = stage.probes.get("vehicles")?.().ids ?? [];
    const from = twin.drawnMs();
    const moving = ids.flatMap((id) => {
      const pose = id === undefined ? undefined : twin.tracks.poseOf(id, from);
      return pose && pose.speedMps > 6 ? [{ id, pose }] : [];
    });
    while (twin.drawnMs() - from < wanted * 1000) await new Promise((done) => setTimeout(done, 50));
    const at = twin.drawnMs();
    // Some brake for a light meanwhile; the one that got farthest is the one on a free road.
    const metres = moving.map(({ id, pose }) => {
      const now = twin.tracks.poseOf(id, at);
      return now ? Math.hypot(now.eastM - pose.eastM, now.northM - pose.northM) : 0;
    });
    return { metres: Math.max(0, ...metres), seconds: (at - from) / 1000 };
  }, seconds);
