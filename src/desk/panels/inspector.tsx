// What is selected: every attribute with its unit; what is not known is said, never shown as a number.

import type { Pick } from "../view/pick.ts";

const UNITS: Record<string, string> = {
  widthM: "m",
  speedKmh: "km/h",
  accuracyM: "m",
  dashM: "m",
  gapM: "m",
};

export function Inspector({ pick, say }: { pick: Pick | undefined; say: (key: string) => string }) {
  const known = (key: string, value: unknown) => {
    if (value === "" || value === null || (key in UNITS && value === -1)) return say("desk.unknown");
    const text = typeof value === "number" && !Number.isInteger(value) ? value.toFixed(3) : String(value);
    return key in UNITS ? `${text} ${UNITS[key]}` : text;
  };
  return (
    <aside className="inspector" aria-live="polite">
      <h2>{say("desk.selected")}</h2>
      {pick ? (
        <dl>
          {Object.entries(pick.properties).map(([key, value]) => (
            <div key={key} style={{ display: "contents" }}>
              <dt>{say(`field.${key}`)}</dt>
              <dd data-field={key}>{known(key, value)}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p>{say("desk.nothing-selected")}</p>
      )}
    </aside>
  );
}
