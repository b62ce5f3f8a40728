// Hover tells: what lies under the pointer, in one line beside it. Not for a finger, which hides what it points at.

import { useTranslation } from "react-i18next";
import { useDesk, useNow, useView } from "../view/desk-context.tsx";
import { hoverFacts } from "../view/hover-facts.ts";
import type { Pick } from "../view/pick.ts";
import { Value } from "./value.tsx";

function Told({ pick }: { pick: Pick }) {
  const { t, i18n } = useTranslation();
  const { twin } = useDesk();
  useNow();
  const facts = hoverFacts(i18n.language === "zh" ? "zh" : "en", twin, pick);
  return (
    <>
      <strong>{t(`value.kind.${pick.kind}`, { defaultValue: pick.kind })}</strong>
      {facts.map((fact) => (
        <span key={`${fact.unit ?? ""} ${fact.text}`}>
          <Value value={fact} />
        </span>
      ))}
    </>
  );
}

export function HoverTip() {
  const hover = useView((state) => state.hover);
  if (!hover) return null;
  const { pick, xPx, yPx } = hover;
  return (
    <div
      className="hover-tip"
      aria-hidden
      style={{ left: `max(0px, min(${xPx}px, 100% - 340px))`, top: yPx }}
      data-hover={pick.kind}
    >
      <Told pick={pick} />
    </div>
  );
}
