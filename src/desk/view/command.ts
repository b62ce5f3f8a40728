// What the palette, the shortcuts, the help and the buttons run.

export interface Command {
  id: string;
  /** Word key. */
  title: string;
  /** Keys as shown and as pressed: "G", "Shift+ArrowLeft"; none = palette and buttons only. */
  keys?: string;
  otherKeys?: readonly string[];
  /** False = not now: the keys go on to the next command that has them. */
  when?(): boolean;
  /** Text fields keep these keys although they hold Ctrl: their own undo. */
  leavesText?: boolean;
  /** What it would do now, for the palette: a word key and what fills it. */
  detail?(): { title: string; params: Record<string, string | number> } | undefined;
  do(): void;
}

/** Whether a key press is meant for a text field. */
export function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      (target instanceof HTMLInputElement
        ? !/^(button|checkbox|radio|range|file)$/.test(target.type)
        : /^(TEXTAREA|SELECT)$/.test(target.tagName)))
  );
}
