// The shape of a mark, as the map draws it, for legends.

import type { LegendEntry } from "../view/legend.ts";

type Shape = NonNullable<LegendEntry["shape"]>;

const outline = (shape: Shape, colour: string) => {
  switch (shape) {
    case "triangle":
      return <path d="M8 1.5 15 14H1Z" fill={colour} />;
    case "diamond":
      return <path d="M8 1 15 8 8 15 1 8Z" fill={colour} />;
    case "square":
      return <rect x="2.5" y="2.5" width="11" height="11" fill={colour} />;
    case "hollow":
      return <circle cx="8" cy="8" r="5.5" fill="none" stroke={colour} strokeWidth="2.5" />;
    case "ring":
      return (
        <>
          <circle cx="8" cy="8" r="6.5" fill={colour} />
          <circle cx="8" cy="8" r="4" fill="none" stroke="white" strokeWidth="1.2" />
        </>
      );
    case "disc":
      return <circle cx="8" cy="8" r="6.5" fill={colour} />;
  }
};

export function LegendShape({ shape, colour }: { shape: Shape; colour: string }) {
  return (
    <svg className="legend-shape" width="16" height="16" viewBox="0 0 16 16" aria-hidden data-shape={shape}>
      {outline(shape, colour)}
    </svg>
  );
}
