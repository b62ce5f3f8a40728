// Which classes: each with how many of it the area holds.

import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { ROAD_CLASSES, type RoadClassId } from "../../../model/records/road-attributes.ts";
import { grouped } from "./count-section.tsx";
import styles from "./export.module.css";
import { useExportDesk } from "./exporter.ts";

export function ClassSection() {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "zh" ? "zh" : "en";
  const { store, city, choose } = useExportDesk();
  const { classes } = useStore(store, (state) => state.choice);
  const count = useStore(store, (state) => state.count);
  const shown = count.state === "counted" ? count.count : count.state === "counting" ? count.last : undefined;
  const inCity = ROAD_CLASSES.filter(({ id }) => city.roads?.features.some((each) => each.class === id));
  const pick = (id: RoadClassId, on: boolean) =>
    choose({
      classes: inCity.map((each) => each.id).filter((each) => (each === id ? on : classes.includes(each))),
    });
  const all = inCity.length === classes.length;
  return (
    <fieldset className={styles.section}>
      <legend>{t("export.classes")}</legend>
      <button
        type="button"
        className={styles.corner}
        onClick={() => choose({ classes: all ? [] : inCity.map(({ id }) => id) })}
      >
        {t(all ? "export.none" : "export.all")}
      </button>
      <ul className={`${styles.list} ${count.state === "counted" ? "" : styles.old}`}>
        {ROAD_CLASSES.map(({ id, title }) => {
          const here = inCity.some((each) => each.id === id);
          const number = shown?.byClass[id];
          return (
            <li key={id} data-class={id}>
              <Checkbox
                size="xs"
                label={title[language]}
                checked={classes.includes(id)}
                disabled={!here}
                onChange={({ currentTarget }) => pick(id, currentTarget.checked)}
              />
              <output data-field="count">
                {!here ? t("export.class.absent") : number === undefined ? "—" : grouped(number)}
              </output>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
