// A line of facts as it is shown: the figure with its unit in a lighter tone, what is not known in a quiet one.

import type { ShownValue } from "../view/facts.ts";

export function Value({ value: { text, unit, known } }: { value: ShownValue }) {
  if (!known) return <span className="quiet">{text}</span>;
  if (unit === undefined) return text;
  return (
    <span className="figure">
      {text} <span className="unit">{unit}</span>
    </span>
  );
}
