import { describe, expect, test, vi } from "vitest";
import { createCommands } from "../../../src/desk/app/commands.ts";
import { createViewStore } from "../../../src/desk/view/view-store.ts";
import { resources } from "../../../src/words/index.ts";

const doors = { palette: vi.fn(), goTo: vi.fn(), help: vi.fn(), panel: vi.fn(), export: vi.fn() };

describe("the commands", () => {
  const view = createViewStore();
  const commands = createCommands(view, doors, [
    { id: "layers", command: "command.inspect" },
    { id: "live", command: "command.live" },
  ]);
  const run = (id: string) => commands.find((command) => command.id === id)?.do();

  test("have words in both languages, and no two share an id or a key", () => {
    for (const { title } of commands) {
      expect(resources.zh[title]).toBeTruthy();
      expect(resources.en[title]).toBeTruthy();
    }
    const keys = commands.flatMap((command) => command.keys ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  });

  test("ask the camera again even for the same wish", () => {
    run("home");
    const first = view.getState().cameraWish.n;
    run("home");
    expect(view.getState().cameraWish).toEqual({ kind: "home", n: first + 1 });
  });

  test("follow only a vehicle, and stop with the same key", () => {
    run("follow");
    expect(view.getState().follow).toBeUndefined();
    view.setState({ selection: { id: "v1", layer: "vehicles", kind: "vehicle", properties: {} } });
    run("follow");
    expect(view.getState().follow).toBe("v1");
    run("follow");
    expect(view.getState().follow).toBeUndefined();
  });

  test("go round the three themes and both languages", () => {
    const themes = [0, 1, 2].map(() => {
      run("theme");
      return view.getState().theme;
    });
    expect(new Set(themes).size).toBe(3);
    run("language");
    expect(view.getState().language).toBe("en");
  });
});
