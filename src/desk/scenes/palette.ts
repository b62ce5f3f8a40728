// The colours a scene needs before any data has colours of its own: ground, sky, selection. One set a theme; sRGB hex.
// Paint, signs and vehicles carry their own colours; panels have their own tokens.

export interface ScenePalette {
  ground: string;
  sky: string;
  selection: string;
  /** Rim of a line or a handle, so that it reads on road and on grass. */
  rim: string;
  /** Map text, over the rim's colour. */
  label: string;
}

const PALETTES: Record<string, ScenePalette> = {
  desk: {
    ground: "#3f4540",
    sky: "#20262c",
    selection: "#4dabf7",
    rim: "#0b1015",
    label: "#ffffff",
  },
  daylight: {
    ground: "#b9bfae",
    sky: "#d5e0ea",
    selection: "#1971c2",
    rim: "#ffffff",
    label: "#0b1f33",
  },
  wall: {
    ground: "#14181a",
    sky: "#05080a",
    selection: "#66d9e8",
    rim: "#041014",
    label: "#ffffff",
  },
};

/** Palette of a theme name; an unknown name gets the desk's. */
export function scenePalette(theme: string): ScenePalette {
  return PALETTES[theme] ?? (PALETTES.desk as ScenePalette);
}
