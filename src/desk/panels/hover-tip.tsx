// Hover tells: what lies under the pointer, in one line beside it. Not for a finger, which hides what it points at.

import { useTranslation } from "react-i18next";
import { useTwin, useView } from "../view/desk-context.tsx";
import { shownValue } from "../view/facts.ts";
import type { Pick } from "../view/pick.ts";
import { Value } from "./value.tsx";

/** The few figures worth a line, by kind. */
const TOLD: Record<string, readonly string[]> = {
  lane: ["type", "widthM", "speedKmh"],
  marking: ["type", "colour", "widthM"],
  sign: ["type", "value", "text"],
  signal: [],
  object: ["type", "heightM"],
  vehicle: ["class"],
  device: ["name", "deviceKind", "status"],
};

function LightOf({ id }: { id: string }) {
  const { t } = useTranslation();
  const state = useTwin(({ signals }) => signals.get(id)?.state);
  return <span>{state ? t(`light.${state}`) : t("desk.unknown")}</span>;
}

function Told({ pick }: { pick: Pick }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "zh" ? "zh" : "en";
  const names = (TOLD[pick.kind] ?? ["type"]).filter((name) => {
    const value = pick.properties[name];
    return value !== undefined && value !== "";
  });
  return (
    <>
      <strong>{t(`value.kind.${pick.kind}`, { defaultValue: pick.kind })}</strong>
      {names.map((name) => (
        <span key={name}>
          <Value value={shownValue(language, name, pick.properties[name] as string | number | boolean)} />
        </span>
      ))}
      {pick.kind === "signal" && <LightOf id={pick.id} />}
    </>
  );
}

export function HoverTip() {
  const hover = useView((state) => state.hover);
  if (!hover) return null;
  const { pick, xPx, yPx } = hover;
  return (
    <div className="hover-tip" aria-hidden style={{ left: xPx, top: yPx }} data-hover={pick.kind}>
      <Told pick={pick} />
    </div>
  );
}
