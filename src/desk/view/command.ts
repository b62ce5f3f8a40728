// What the palette, the shortcuts, the help and the buttons run.

export interface Command {
  id: string;
  /** Word key. */
  title: string;
  /** Keys as shown and as pressed: "G", "Shift+ArrowLeft"; none = palette and buttons only. */
  keys?: string;
  do(): void;
}
