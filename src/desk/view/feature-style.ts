// How a layer's features look, as data: colours by one attribute, filters, what is hidden or shown alone. It is kept in
// the view, goes through the command log, and each scene evaluates it for every feature; nothing here draws.

import { classOf } from "./class-breaks.ts";
import {
  CATEGORY_COLOURS,
  classColours,
  NO_DATA_COLOUR,
  OTHER_COLOUR,
  type QuantityScale,
  type Rgb,
} from "./colour-scales.ts";

/** Legend entries beside the classes. */
export const OTHER = "·other";
export const NO_DATA = "·no-data";

export interface QuantityColours {
  type: "quantity";
  property: string;
  scale: QuantityScale;
  method: "equal" | "quantile";
  /** Inner limits, ascending: n limits make n + 1 classes. */
  breaks: readonly number[];
  /** Numbers of classes that are taken out of the picture, or NO_DATA. */
  hidden: readonly string[];
}

export interface CategoryColours {
  type: "categories";
  property: string;
  /** In the legend's order, as text; the first seven have colours of their own, the rest is OTHER. */
  values: readonly string[];
  /** Values that are taken out of the picture, OTHER or NO_DATA. */
  hidden: readonly string[];
}

/** All filters must hold. What has no data for a filter's attribute does not pass it. */
export type Filter =
  | { type: "range"; property: string; min?: number; max?: number }
  | { type: "values"; property: string; values: readonly string[] };

export interface FeatureStyle {
  colours?: QuantityColours | CategoryColours;
  filters: readonly Filter[];
  /** Ids. */
  hidden: readonly string[];
  /** Ids that alone are shown. */
  isolated?: readonly string[];
}

export interface FeatureLook {
  /** Absent = its own colours. */
  colour?: Rgb;
  show: boolean;
}

export const PLAIN_STYLE: FeatureStyle = { filters: [], hidden: [] };
export const PLAIN_LOOK: FeatureLook = { show: true };
const GONE: FeatureLook = { show: false };

/** Reads one attribute of a feature; anything but a text, a truth value or a finite number is no data. */
export type ReadAttribute = (name: string) => unknown;

export const known = (value: unknown): value is string | number | boolean =>
  typeof value === "number"
    ? Number.isFinite(value)
    : typeof value === "boolean" || (typeof value === "string" && value !== "");

/** Which legend entry a value belongs to. */
export function legendEntry(colours: QuantityColours | CategoryColours, value: unknown): string {
  if (!known(value)) return NO_DATA;
  if (colours.type === "quantity")
    return typeof value === "number" ? String(classOf(value, colours.breaks)) : NO_DATA;
  const at = colours.values.indexOf(String(value));
  return at >= 0 && at < CATEGORY_COLOURS.length ? String(value) : OTHER;
}

/** Every entry of the legend with its colour, from low to high or in the order of the values. */
export function legendColours(colours: QuantityColours | CategoryColours): Map<string, Rgb> {
  const own: [string, Rgb][] =
    colours.type === "quantity"
      ? classColours(colours.scale, colours.breaks.length + 1).map((colour, i) => [String(i), colour])
      : colours.values
          .slice(0, CATEGORY_COLOURS.length)
          .map((value, i) => [value, CATEGORY_COLOURS[i] as Rgb]);
  const more = colours.type === "categories" && colours.values.length > CATEGORY_COLOURS.length;
  return new Map([...own, ...(more ? [[OTHER, OTHER_COLOUR] as const] : []), [NO_DATA, NO_DATA_COLOUR]]);
}

function passes(filter: Filter, value: unknown): boolean {
  if (!known(value)) return false;
  if (filter.type === "values") return filter.values.includes(String(value));
  return (
    typeof value === "number" &&
    (filter.min === undefined || value >= filter.min) &&
    (filter.max === undefined || value <= filter.max)
  );
}

export const isPlain = ({ colours, filters, hidden, isolated }: FeatureStyle): boolean =>
  colours === undefined && filters.length === 0 && hidden.length === 0 && isolated === undefined;

/** Prepares a style for many features: the returned function is called once for each. */
export function featureStyler(style: FeatureStyle): (id: string, read: ReadAttribute) => FeatureLook {
  if (isPlain(style)) return () => PLAIN_LOOK;
  const { colours, filters } = style;
  const hidden = new Set(style.hidden);
  const isolated = style.isolated && new Set(style.isolated);
  const looks = new Map<string, FeatureLook>();
  if (colours)
    for (const [entry, colour] of legendColours(colours))
      looks.set(entry, { colour, show: !colours.hidden.includes(entry) });
  return (id, read) => {
    if (hidden.has(id) || (isolated && !isolated.has(id))) return GONE;
    if (!filters.every((filter) => passes(filter, read(filter.property)))) return GONE;
    if (!colours) return PLAIN_LOOK;
    return looks.get(legendEntry(colours, read(colours.property))) ?? { colour: OTHER_COLOUR, show: true };
  };
}
