// Changes of how a layer's features look, as edits in the one log: colours, filters, what is hidden or alone.

import type { AttributeColumn, AttributeTable } from "./attribute-book.ts";
import { type BreakMethod, classBreaks } from "./class-breaks.ts";
import type { QuantityScale } from "./colour-scales.ts";
import type { CommandLog } from "./command-log.ts";
import {
  type CategoryColours,
  type FeatureStyle,
  type Filter,
  isPlain,
  legendEntry,
  PLAIN_STYLE,
  type QuantityColours,
} from "./feature-style.ts";
import type { ViewStore } from "./view-store.ts";

/** A number typed or a slider dragged is one step. */
const TYPING_MS = 2000;

export interface Styling {
  colourBy(layer: string, column: AttributeColumn | undefined, how?: QuantityChoice): void;
  /** Takes an entry of the legend out of the picture, or brings it back. */
  toggleEntry(layer: string, entry: string): void;
  filter(layer: string, property: string, filter: Filter | undefined): void;
  hideSelected(): void;
  isolateSelected(): void;
  /** Everything that is hidden or filtered is shown again; colours stay. */
  showAll(): void;
  reset(layer: string): void;
}

export interface QuantityChoice {
  scale: QuantityScale;
  method: BreakMethod;
  classes: number;
}
export const FIRST_CHOICE: QuantityChoice = { scale: "viridis", method: "quantile", classes: 5 };

/** Values by how often they are met; those met equally often by name. */
export function valuesByCount({ counts }: AttributeColumn): string[] {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([value]) => value);
}

export function coloursFor(
  column: AttributeColumn,
  { scale, method, classes }: QuantityChoice,
): QuantityColours | CategoryColours {
  return column.type === "quantity"
    ? {
        type: "quantity",
        property: column.name,
        scale,
        method,
        breaks: classBreaks(column.numbers, method, classes),
        hidden: [],
      }
    : { type: "categories", property: column.name, values: valuesByCount(column), hidden: [] };
}

/** How many features each entry of a legend stands for, of those that were met. */
export function legendCounts(
  colours: QuantityColours | CategoryColours,
  table: AttributeTable | undefined,
): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (entry: string, n: number) => counts.set(entry, (counts.get(entry) ?? 0) + n);
  const column = table?.columns.find(({ name }) => name === colours.property);
  for (const value of column?.numbers ?? []) add(legendEntry(colours, value), 1);
  for (const [value, n] of column?.counts ?? []) add(legendEntry(colours, value), n);
  if (table) add(legendEntry(colours, undefined), table.features - (column?.present ?? 0));
  return counts;
}

export function createStyling(view: ViewStore, log: CommandLog): Styling {
  const styleOf = (layer: string) => view.getState().styles[layer] ?? PLAIN_STYLE;
  const put = (styles: Record<string, FeatureStyle>) => view.setState({ styles });
  function edit(title: string, changed: Record<string, FeatureStyle>, merge?: string): void {
    const before = view.getState().styles;
    const after = { ...before, ...changed };
    for (const [layer, style] of Object.entries(after)) if (isPlain(style)) delete after[layer];
    log.run({
      id: "style",
      title,
      params: {},
      about: "view",
      ...(merge !== undefined && { merge: { key: merge, withinMs: TYPING_MS } }),
      do: () => put(after),
      undo: () => put(before),
    });
  }
  return {
    colourBy(layer, column, how = FIRST_CHOICE) {
      const { colours: _, ...rest } = styleOf(layer);
      edit(column ? "edit.style-colours" : "edit.style-plain", {
        [layer]: { ...rest, ...(column && { colours: coloursFor(column, how) }) },
      });
    },
    toggleEntry(layer, entry) {
      const style = styleOf(layer);
      const { colours } = style;
      if (!colours) return;
      const rest = colours.hidden.filter((each) => each !== entry);
      const hidden = rest.length < colours.hidden.length ? rest : [...rest, entry];
      edit("edit.style-legend", { [layer]: { ...style, colours: { ...colours, hidden } } });
    },
    filter(layer, property, filter) {
      const style = styleOf(layer);
      const rest = style.filters.filter((each) => each.property !== property);
      edit(
        filter ? "edit.style-filter" : "edit.style-filter-off",
        { [layer]: { ...style, filters: filter ? [...rest, filter] : rest } },
        filter && `filter ${layer} ${property}`,
      );
    },
    hideSelected() {
      const { selection } = view.getState();
      if (!selection) return;
      const style = styleOf(selection.layer);
      const hidden = [...style.hidden.filter((id) => id !== selection.id), selection.id];
      edit("edit.hide", { [selection.layer]: { ...style, hidden } });
      view.setState({ selection: undefined, follow: undefined });
    },
    isolateSelected() {
      const { selection } = view.getState();
      if (!selection) return;
      edit("edit.isolate", { [selection.layer]: { ...styleOf(selection.layer), isolated: [selection.id] } });
    },
    showAll() {
      const { styles } = view.getState();
      const shown = Object.entries(styles).map(([layer, { colours }]) => [
        layer,
        { ...PLAIN_STYLE, ...(colours && { colours: { ...colours, hidden: [] } }) },
      ]);
      if (shown.length > 0) edit("edit.show-all", Object.fromEntries(shown));
    },
    reset: (layer) => edit("edit.style-plain", { [layer]: PLAIN_STYLE }),
  };
}
