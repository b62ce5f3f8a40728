// What went wrong, or what one should know, as one sentence with its mark.

import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ROAD_CLASSES } from "../../../model/records/road-attributes.ts";
import styles from "./export.module.css";
import type { Said } from "./export-desk.ts";

/** Parameters that are word keys or class ids are worded too. */
export function useSentence(): (said: Said) => string {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "zh" ? "zh" : "en";
  return ({ code, params }) => {
    const worded = Object.entries(params).map(([name, value]) => {
      if (name === "class") return [name, ROAD_CLASSES.find(({ id }) => id === value)?.title[language]];
      if (typeof value === "string" && i18n.exists(value)) return [name, t(value)];
      return [name, value ?? "—"];
    });
    return String(t(code, Object.fromEntries(worded)));
  };
}

export function Note({ text, tone = "info" }: { text: string; tone?: "info" | "warn" | "bad" }) {
  const Icon = tone === "info" ? IconInfoCircle : IconAlertTriangle;
  return (
    <p className={styles.note} data-tone={tone} role={tone === "bad" ? "alert" : undefined}>
      <Icon size={16} aria-hidden /> <span>{text}</span>
    </p>
  );
}
