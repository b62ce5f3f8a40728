// Every command there is: the same list feeds the palette, the shortcuts, the help and the buttons.

import type { Command } from "../view/command.ts";
import { type ThemeName, type ViewStore, wishCamera } from "../view/view-store.ts";

const THEMES: readonly ThemeName[] = ["desk", "daylight", "wall"];

export interface Doors {
  palette(): void;
  goTo(): void;
  help(): void;
  panel(id: string): void;
  /** Opens the export, or starts it where it is open. */
  export(): void;
}

export function createCommands(
  view: ViewStore,
  doors: Doors,
  panels: readonly { id: string; command: string }[],
): Command[] {
  const camera = (kind: "home" | "north-up" | "top-down" | "street-level" | "selection") => () =>
    wishCamera(view, { kind });
  const follow = () => {
    const { selection, follow: now } = view.getState();
    view.setState({ follow: now === undefined && selection?.kind === "vehicle" ? selection.id : undefined });
  };
  const nextTheme = () => {
    const at = THEMES.indexOf(view.getState().theme);
    view.setState({ theme: THEMES[(at + 1) % THEMES.length] as ThemeName });
  };
  const nextLanguage = () => view.setState(({ language }) => ({ language: language === "zh" ? "en" : "zh" }));
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
    { id: "fly", title: "command.fly", keys: "F", do: camera("selection") },
    { id: "follow", title: "command.follow", keys: "V", do: follow },
    { id: "go-to", title: "command.go-to", keys: "G", do: doors.goTo },
    { id: "clear", title: "command.clear", keys: "Escape", do: clear },
    { id: "language", title: "command.language", do: nextLanguage },
    { id: "theme", title: "command.theme", keys: "T", do: nextTheme },
    { id: "help", title: "command.help", keys: "?", do: doors.help },
  ];
}

/** Whether a key press is a command's; text fields swallow keys. */
export function pressed(event: KeyboardEvent, keys: string | undefined): boolean {
  if (!keys || event.altKey) return false;
  const target = event.target;
  const typing =
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      (target instanceof HTMLInputElement
        ? !/^(button|checkbox|radio|range|file)$/.test(target.type)
        : /^(TEXTAREA|SELECT)$/.test(target.tagName)));
  const control = keys.startsWith("Ctrl+");
  if (control !== (event.ctrlKey || event.metaKey)) return false;
  if (typing && !control) return false;
  const key = keys.replace("Ctrl+", "");
  return key.length === 1 ? event.key.toUpperCase() === key : event.key === key;
}
