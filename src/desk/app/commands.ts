// Every command there is: the same list feeds the palette, the shortcuts, the help and the buttons.

import { DAY_MINUTES } from "../view/city-time.ts";
import { type Command, isTyping } from "../view/command.ts";
import { type ThemeName, type ViewStore, wishCamera } from "../view/view-store.ts";
import { leaveWalk } from "./walk-address.ts";

const THEMES: readonly ThemeName[] = ["desk", "daylight", "wall"];

export interface Doors {
  palette(): void;
  goTo(): void;
  help(): void;
  panel(id: string): void;
  /** Opens the export, or starts it where it is open. */
  export(): void;
}

const nextTheme = (view: ViewStore) => {
  const at = THEMES.indexOf(view.getState().theme);
  view.setState({ theme: THEMES[(at + 1) % THEMES.length] as ThemeName });
};
const nextLanguage = (view: ViewStore) =>
  view.setState(({ language }) => ({ language: language === "zh" ? "en" : "zh" }));

/** From the hour that is shown; from noon where the clock is followed. */
const turnSun = (view: ViewStore, byMin: number) =>
  view.setState(({ sun }) => ({
    sun: { ...sun, minutes: ((sun.minutes ?? DAY_MINUTES / 2) + byMin + DAY_MINUTES) % DAY_MINUTES },
  }));

export function createCommands(
  view: ViewStore,
  doors: Doors,
  panels: readonly { id: string; command: string }[],
): Command[] {
  const camera = (kind: "home" | "north-up" | "top-down" | "street-level" | "selection" | "walk") => () =>
    wishCamera(view, { kind });
  const follow = () => {
    const { selection, follow: now } = view.getState();
    view.setState({ follow: now === undefined && selection?.kind === "vehicle" ? selection.id : undefined });
  };
  const clear = () => view.setState({ selection: undefined, follow: undefined });
  return [
    { id: "palette", title: "command.palette", keys: "Ctrl+K", do: doors.palette },
    ...panels.map(({ id, command }, i) => ({
      id: `panel-${id}`,
      title: command,
      keys: String(i + 1),
      do: () => doors.panel(id),
    })),
    { id: "layers", title: "command.layers", keys: "L", do: () => doors.panel("layers") },
    { id: "export", title: "command.export", keys: "E", do: doors.export },
    { id: "home", title: "command.home", keys: "H", do: camera("home") },
    { id: "north-up", title: "command.north-up", keys: "N", do: camera("north-up") },
    { id: "top-down", title: "command.top-down", keys: "O", do: camera("top-down") },
    { id: "street-level", title: "command.street-level", keys: "S", do: camera("street-level") },
    { id: "walk", title: "command.walk", keys: "W", do: camera("walk") },
    { id: "fly", title: "command.fly", keys: "F", do: camera("selection") },
    { id: "follow", title: "command.follow", keys: "V", do: follow },
    { id: "go-to", title: "command.go-to", keys: "G", do: doors.goTo },
    { id: "clear", title: "command.clear", keys: "Escape", do: clear },
    { id: "sun-earlier", title: "command.sun-earlier", keys: ",", do: () => turnSun(view, -30) },
    { id: "sun-later", title: "command.sun-later", keys: ".", do: () => turnSun(view, 30) },
    { id: "sun-now", title: "command.sun-now", do: () => view.setState({ sun: {} }) },
    {
      id: "see-through",
      title: "command.see-through",
      keys: "U",
      do: () => view.setState(({ seeThrough }) => ({ seeThrough: seeThrough > 0 ? 0 : 0.6 })),
    },
    { id: "language", title: "command.language", do: () => nextLanguage(view) },
    { id: "theme", title: "command.theme", keys: "T", do: () => nextTheme(view) },
    { id: "help", title: "command.help", keys: "?", do: doors.help },
  ];
}

/** What can be done on foot; moving and pointing are the body's. */
export function createWalkCommands(view: ViewStore, doors: Pick<Doors, "palette">): Command[] {
  return [
    { id: "palette", title: "command.palette", keys: "Ctrl+K", do: doors.palette },
    { id: "walk-back", title: "command.walk-back", keys: "Escape", do: () => leaveWalk(view) },
    { id: "language", title: "command.language", do: () => nextLanguage(view) },
    // T teleports on foot.
    { id: "theme", title: "command.theme", do: () => nextTheme(view) },
  ];
}

/** Whether a key press is a command's, now. */
export const runs = (event: KeyboardEvent, { keys, otherKeys = [], when, leavesText }: Command): boolean =>
  [keys, ...otherKeys].some((each) => pressed(event, each, leavesText)) && (when?.() ?? true);

/** Whether a key press is one of these keys; text fields swallow keys. */
export function pressed(event: KeyboardEvent, keys: string | undefined, leavesText = false): boolean {
  if (!keys || event.altKey) return false;
  const typing = isTyping(event);
  const control = keys.startsWith("Ctrl+");
  if (control !== (event.ctrlKey || event.metaKey)) return false;
  if (typing && (!control || leavesText)) return false;
  const shift = keys.includes("Shift+");
  const key = keys.replace("Ctrl+", "").replace("Shift+", "");
  // A character says by itself whether it needs Shift.
  if ((control || key.startsWith("Arrow")) && shift !== event.shiftKey) return false;
  if (key === "Space") return event.key === " ";
  return key.length === 1 ? event.key.toUpperCase() === key : event.key === key;
}
