// The legend of a style by attribute: what each colour stands for and how many features it has; unticking an entry takes its
// features out of the picture. While a style is on and its tray is closed, the legend lies in the picture's corner.

import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { AttributeTable } from "../../view/attribute-book.ts";
import { attributeTitle } from "../../view/attribute-title.ts";
import type { Rgb } from "../../view/colour-scales.ts";
import { useDesk, useView } from "../../view/desk-context.tsx";
import {
  type CategoryColours,
  legendColours,
  NO_DATA,
  OTHER,
  type QuantityColours,
} from "../../view/feature-style.ts";
import { createStyling, legendCounts } from "../../view/styling.ts";
import classes from "./tools.module.css";

export const useStyling = () => {
  const { view, plan } = useDesk();
  return useMemo(() => createStyling(view, plan.log), [view, plan]);
};
export const figure = (value: number) => String(Number(value.toPrecision(6)));

export function useValueText(): (property: string, value: string) => string {
  const { i18n } = useTranslation();
  return (property, value) => {
    const key = `value.${property}.${value}`;
    return i18n.exists(key) ? i18n.t(key) : value;
  };
}

/** Low and high end of every class. */
function classTexts({ breaks }: QuantityColours, numbers: readonly number[]): string[] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of numbers) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const ends = [low, ...breaks, high];
  return ends.slice(1).map((end, i) => {
    const from = ends[i] as number;
    if (!Number.isFinite(from) || !Number.isFinite(end)) return breaks.length === 0 ? "–" : `${i + 1}`;
    return from === end ? figure(from) : `${figure(from)} – ${figure(end)}`;
  });
}

export function Legend({
  layer,
  colours,
  table,
}: {
  layer: string;
  colours: QuantityColours | CategoryColours;
  table: AttributeTable | undefined;
}) {
  const { t } = useTranslation();
  const styling = useStyling();
  const valueText = useValueText();
  const counts = legendCounts(colours, table);
  const column = table?.columns.find(({ name }) => name === colours.property);
  const texts = colours.type === "quantity" ? classTexts(colours, column?.numbers ?? []) : [];
  const textOf = (entry: string) => {
    if (entry === NO_DATA) return t("style.no-data");
    if (entry === OTHER) return t("style.other");
    return colours.type === "quantity" ? texts[Number(entry)] : valueText(colours.property, entry);
  };
  const swatch = (colour: Rgb) => ({ backgroundColor: `rgb(${colour.join(" ")})` });
  return (
    <ul className={classes.legend} aria-label={t("style.legend")}>
      {[...legendColours(colours)].map(([entry, colour]) => (
        <li key={entry} data-entry={entry}>
          <label>
            <input
              type="checkbox"
              checked={!colours.hidden.includes(entry)}
              onChange={() => styling.toggleEntry(layer, entry)}
            />
            <span
              className={entry === NO_DATA ? `${classes.swatch} ${classes.hatched}` : classes.swatch}
              style={swatch(colour)}
            />
            <span>{textOf(entry)}</span>
            <span className={classes.count}>{counts.get(entry) ?? 0}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}

/** In the picture's corner. */
export function LegendCard() {
  const { t, i18n } = useTranslation();
  const { layers } = useDesk();
  const styles = useView((state) => state.styles);
  const attributes = useView((state) => state.attributes);
  const tray = useView((state) => state.tray);
  const language = i18n.language === "zh" ? "zh" : "en";
  const styled = layers.flatMap(({ id, title }) => {
    const colours = styles[id]?.colours;
    return colours ? [{ id, title, colours }] : [];
  });
  if (styled.length === 0 || tray === "style") return null;
  return (
    <aside className={classes.card} aria-label={t("style.legend")} data-legend>
      {styled.map(({ id, title, colours }) => (
        <section key={id}>
          <h3>
            {t(title)} · {attributeTitle(language, colours.property)}
          </h3>
          <Legend layer={id} colours={colours} table={attributes[id]} />
        </section>
      ))}
    </aside>
  );
}
