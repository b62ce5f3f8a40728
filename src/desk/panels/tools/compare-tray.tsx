// Split view: which tilesets are on which side, and on which side a layer's style holds. Closing the tray ends it.

import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { type Compare, SIDES, type Sides, START_COMPARE } from "../../view/compare.ts";
import { useDesk, useView } from "../../view/desk-context.tsx";
import classes from "./tools.module.css";

function SideRow({
  title,
  value,
  name,
  onChange,
}: {
  title: string;
  value: Sides;
  name: string;
  onChange(sides: Sides): void;
}) {
  const { t } = useTranslation();
  return (
    <label className={classes.pair} data-compare={name}>
      <span>{title}</span>
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value as Sides)}>
        {SIDES.map((sides) => (
          <option key={sides} value={sides}>
            {t(`compare.${sides}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

export function CompareTray() {
  const { t, i18n } = useTranslation();
  const { view, city, layers } = useDesk();
  const language = i18n.language === "zh" ? "zh" : "en";
  const compare = useView((state) => state.compare) ?? START_COMPARE;
  const styles = useView((state) => state.styles);
  useEffect(() => {
    if (!view.getState().compare) view.setState({ compare: START_COMPARE });
  }, [view]);
  const change = (part: "tilesets" | "styled", id: string, sides: Sides) => {
    const next: Compare = { ...compare, [part]: { ...compare[part], [id]: sides } };
    view.setState({ compare: next });
  };
  const styled = layers.filter(({ id }) => styles[id] !== undefined);
  return (
    <div className={classes.rows}>
      <p className="quiet">{t("compare.hint")}</p>
      <section className={classes.rows}>
        <h3>{t("compare.styles")}</h3>
        {styled.length === 0 && <p className="quiet">{t("compare.no-styles")}</p>}
        {styled.map(({ id, title }) => (
          <SideRow
            key={id}
            name={`style-${id}`}
            title={t(title)}
            value={compare.styled[id] ?? "both"}
            onChange={(sides) => change("styled", id, sides)}
          />
        ))}
      </section>
      <section className={classes.rows}>
        <h3>{t("compare.tilesets")}</h3>
        {city.tilesets.map(({ id, title }) => (
          <SideRow
            key={id}
            name={`tileset-${id}`}
            title={title[language]}
            value={compare.tilesets[id] ?? "both"}
            onChange={(sides) => change("tilesets", id, sides)}
          />
        ))}
      </section>
    </div>
  );
}
