// Style by attribute: which layer, which attribute, how classes are made; a legend that filters and counts; filters by range
// and value; what is hidden or alone. What the list offers was learned from the tiles drawn so far, and says so.

import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AttributeColumn, AttributeTable } from "../../view/attribute-book.ts";
import { attributeTitle } from "../../view/attribute-title.ts";
import { BREAK_METHODS, type BreakMethod } from "../../view/class-breaks.ts";
import { QUANTITY_SCALES, type QuantityScale } from "../../view/colour-scales.ts";
import { useDesk, useView } from "../../view/desk-context.tsx";
import { type FeatureStyle, type Filter, PLAIN_STYLE } from "../../view/feature-style.ts";
import { FIRST_CHOICE, type QuantityChoice, valuesByCount } from "../../view/styling.ts";
import { figure, Legend, useStyling, useValueText } from "./legend.tsx";
import classes from "./tools.module.css";

const useLanguage = () => (useTranslation().i18n.language === "zh" ? "zh" : "en");
const CLASSES = [3, 4, 5, 6, 7, 8, 9];

function ColourSection({
  layer,
  style,
  table,
}: {
  layer: string;
  style: FeatureStyle;
  table: AttributeTable | undefined;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const styling = useStyling();
  const [choice, setChoice] = useState<QuantityChoice>(FIRST_CHOICE);
  const { colours } = style;
  const columns = table?.columns ?? [];
  const column = columns.find(({ name }) => name === colours?.property);
  const quantity = colours?.type === "quantity" && column;
  const choose = (changed: Partial<QuantityChoice>) => {
    const next = { ...choice, ...changed };
    setChoice(next);
    if (quantity) styling.colourBy(layer, quantity, next);
  };
  return (
    <section className={classes.rows}>
      <label className="field">
        <span>{t("style.colour-by")}</span>
        <select
          data-testid="style-attribute"
          value={colours?.property ?? ""}
          onChange={({ currentTarget: { value } }) =>
            styling.colourBy(
              layer,
              columns.find(({ name }) => name === value),
              choice,
            )
          }
        >
          <option value="">{t("style.own-colours")}</option>
          {(["quantity", "categories"] as const).map((type) => (
            <optgroup key={type} label={t(`style.${type}`)}>
              {columns
                .filter((each) => each.type === type)
                .map(({ name }) => (
                  <option key={name} value={name}>
                    {attributeTitle(language, name)}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      {quantity && (
        <div className={classes.row}>
          <label className="field">
            <span>{t("style.breaks")}</span>
            <select
              value={choice.method}
              data-testid="style-breaks"
              onChange={({ currentTarget: { value } }) => choose({ method: value as BreakMethod })}
            >
              {BREAK_METHODS.map((method) => (
                <option key={method} value={method}>
                  {t(`style.breaks.${method}`)}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>{t("style.classes")}</span>
            <select
              value={choice.classes}
              onChange={({ currentTarget: { value } }) => choose({ classes: Number(value) })}
            >
              {CLASSES.map((n) => (
                <option key={n} value={n}>
                  {n}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>{t("style.scale")}</span>
            <select
              value={choice.scale}
              onChange={({ currentTarget: { value } }) => choose({ scale: value as QuantityScale })}
            >
              {QUANTITY_SCALES.map((scale) => (
                <option key={scale} value={scale}>
                  {scale}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      {colours && <Legend layer={layer} colours={colours} table={table} />}
    </section>
  );
}

function RangeFilter({
  column,
  filter,
  onChange,
}: {
  column: AttributeColumn;
  filter: Extract<Filter, { type: "range" }> | undefined;
  onChange(filter: Filter): void;
}) {
  const { t } = useTranslation();
  const change = (end: "min" | "max", text: string) => {
    const { [end]: _, ...rest } = filter ?? { type: "range" as const, property: column.name };
    const value = Number(text);
    onChange({ ...rest, ...(text !== "" && Number.isFinite(value) && { [end]: value }) });
  };
  return (
    <div className={classes.row}>
      {(["min", "max"] as const).map((end) => (
        <label key={end} className="field">
          <span>{t(`style.${end}`)}</span>
          <input
            type="number"
            step="any"
            data-testid={`filter-${end}`}
            value={filter?.[end] ?? ""}
            onChange={({ currentTarget }) => change(end, currentTarget.value)}
          />
        </label>
      ))}
    </div>
  );
}

function ValueFilter({
  column,
  filter,
  onChange,
}: {
  column: AttributeColumn;
  filter: Extract<Filter, { type: "values" }> | undefined;
  onChange(filter: Filter): void;
}) {
  const { t } = useTranslation();
  const valueText = useValueText();
  const all = valuesByCount(column);
  const chosen = filter?.values ?? all;
  const toggle = (value: string) =>
    onChange({
      type: "values",
      property: column.name,
      values: chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value],
    });
  return (
    <ul className={classes.values} aria-label={t("style.values")}>
      {all.map((value) => (
        <li key={value}>
          <label>
            <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
            <span>{valueText(column.name, value)}</span>
            <span className={classes.count}>{column.counts.get(value)}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}

function FilterSection({
  layer,
  style,
  table,
}: {
  layer: string;
  style: FeatureStyle;
  table: AttributeTable | undefined;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const styling = useStyling();
  const valueText = useValueText();
  const [property, setProperty] = useState("");
  const column = table?.columns.find(({ name }) => name === property);
  const own = style.filters.find((each) => each.property === property);
  const change = (filter: Filter | undefined) => styling.filter(layer, property, filter);
  const textOf = (filter: Filter) => {
    const name = attributeTitle(language, filter.property);
    if (filter.type === "values")
      return t("style.filter-values", {
        name,
        values: filter.values.map((value) => valueText(filter.property, value)).join(", ") || "—",
      });
    const { min, max } = filter;
    return t("style.filter-range", {
      name,
      min: min === undefined ? "−∞" : figure(min),
      max: max === undefined ? "∞" : figure(max),
    });
  };
  return (
    <section className={classes.rows}>
      <label className="field">
        <span>{t("style.filter-by")}</span>
        <select
          data-testid="filter-attribute"
          value={property}
          onChange={({ currentTarget }) => setProperty(currentTarget.value)}
        >
          <option value="">{t("style.filter-choose")}</option>
          {(table?.columns ?? []).map(({ name }) => (
            <option key={name} value={name}>
              {attributeTitle(language, name)}
            </option>
          ))}
        </select>
      </label>
      {column?.type === "quantity" && (
        <RangeFilter column={column} filter={own?.type === "range" ? own : undefined} onChange={change} />
      )}
      {column?.type === "categories" && (
        <ValueFilter column={column} filter={own?.type === "values" ? own : undefined} onChange={change} />
      )}
      {style.filters.length > 0 && (
        <>
          <ul className={classes.chips} aria-label={t("style.filters")}>
            {style.filters.map((filter) => (
              <li key={filter.property} data-filter={filter.property}>
                <span>{textOf(filter)}</span>
                <button
                  type="button"
                  className={classes.small}
                  aria-label={t("style.filter-remove", { name: attributeTitle(language, filter.property) })}
                  onClick={() => styling.filter(layer, filter.property, undefined)}
                >
                  <IconX size={14} aria-hidden />
                </button>
              </li>
            ))}
          </ul>
          <p className="quiet">{t("style.filter-no-data")}</p>
        </>
      )}
    </section>
  );
}

function HiddenSection() {
  const { t } = useTranslation();
  const styling = useStyling();
  const styles = useView((state) => state.styles);
  const selected = useView((state) => state.selection !== undefined);
  const hidden = Object.values(styles).reduce((sum, style) => sum + style.hidden.length, 0);
  const isolated = Object.values(styles).reduce((sum, style) => sum + (style.isolated?.length ?? 0), 0);
  return (
    <section className={classes.rows}>
      <div className="buttons">
        <button type="button" disabled={!selected} onClick={styling.hideSelected}>
          {t("command.hide-selected")}
        </button>
        <button type="button" disabled={!selected} onClick={styling.isolateSelected}>
          {t("command.isolate")}
        </button>
        <button type="button" onClick={styling.showAll}>
          {t("command.show-all")}
        </button>
      </div>
      {(hidden > 0 || isolated > 0) && (
        <p className="quiet" role="status">
          {t("style.hidden-count", { hidden, isolated })}
        </p>
      )}
    </section>
  );
}

export function StyleTray() {
  const { t } = useTranslation();
  const { layers, plan } = useDesk();
  const styling = useStyling();
  const styles = useView((state) => state.styles);
  const attributes = useView((state) => state.attributes);
  const kinds = layers.filter(({ id }) => attributes[id] !== undefined || styles[id] !== undefined);
  const [wanted, setWanted] = useState<string>();
  const layer = kinds.some(({ id }) => id === wanted)
    ? (wanted as string)
    : (kinds.find(({ id }) => id === "buildings") ?? kinds[0])?.id;
  if (layer === undefined) return <p className="quiet">{t("style.nothing-drawn")}</p>;
  const style = styles[layer] ?? PLAIN_STYLE;
  const table = attributes[layer];
  return (
    <div className={classes.rows}>
      <label className="field">
        <span>{t("style.layer")}</span>
        <select
          data-testid="style-layer"
          value={layer}
          onChange={({ currentTarget }) => setWanted(currentTarget.value)}
        >
          {kinds.map(({ id, title }) => (
            <option key={id} value={id}>
              {t(title)}
            </option>
          ))}
        </select>
      </label>
      <p className="quiet">{t("style.learned", { n: table?.features ?? 0 })}</p>
      <ColourSection key={`colour ${layer}`} layer={layer} style={style} table={table} />
      <FilterSection key={`filter ${layer}`} layer={layer} style={style} table={table} />
      <HiddenSection />
      <div className="buttons">
        <button type="button" onClick={plan.undo}>
          {t("command.undo")}
        </button>
        <button type="button" disabled={styles[layer] === undefined} onClick={() => styling.reset(layer)}>
          {t("style.reset")}
        </button>
      </div>
    </div>
  );
}
