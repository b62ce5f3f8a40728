// What the palette, the shortcuts, the help and the buttons run.

export interface Command {
  id: string;
  /** Word key. */
  title: string;
  /** Keys as shown and as pressed: "G", "Shift+ArrowLeft"; none = palette and buttons only. */
  keys?: string;
  do(): void;
}

/** Whether a key press is meant for a text field. */
export function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
