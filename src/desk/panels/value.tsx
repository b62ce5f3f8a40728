// A value of a feature as it is shown: figures with their unit, words of ours in the user's language, the rest as it is.

import { useTranslation } from "react-i18next";
import { DEVICE_ATTRIBUTES } from "../../model/plan/device-attributes.ts";
import { ROAD_ATTRIBUTES } from "../../model/records/road-attributes.ts";
import { Figure } from "./figure.tsx";

/** Decimals shown; the rest is what the data hold. */
const DIGITS: Record<string, number> = {
  widthM: 3,
  lengthM: 2,
  heightM: 2,
  speedKmh: 0,
  accuracyM: 2,
  dashM: 2,
  gapM: 2,
  headingDeg: 1,
  stationM: 2,
  offsetM: 2,
};
/** Values that are words of ours: shown in the user's language. */
const WORDS = new Set([
  "kind",
  "type",
  "direction",
  "derivation",
  "class",
  "laneChange",
  "colour",
  "surface",
  "face",
  "deviceKind",
  "mountOn",
  "status",
  "power",
  "uplink",
  "source",
]);

export function Value({ name, value }: { name: string; value: string | number | boolean }) {
  const { t, i18n } = useTranslation();
  const planned = DEVICE_ATTRIBUTES.get(name);
  const unit = ROAD_ATTRIBUTES.get(name)?.unit ?? planned?.unit;
  if (unit && typeof value === "number")
    return <Figure value={value} unit={unit} digits={DIGITS[name] ?? planned?.digits ?? 2} />;
  const key = `value.${name}.${value}`;
  if (WORDS.has(name) && i18n.exists(key)) return t(key);
  if (value === "unknown") return <span className="quiet">{t("desk.unknown")}</span>;
  return String(value);
}
