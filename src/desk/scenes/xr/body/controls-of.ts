// What a pointing source has to be pressed on, by the xr-standard mapping. Bare hands state that mapping too in some
// browsers, with a pinch as its one button: they have neither stick nor menu. No engine.

/** Buttons of the xr-standard mapping. */
export const SQUEEZE = 1;
export const STICK_CLICK = 3;
export const MENU = 4;

type Source = Pick<XRInputSource, "gamepad" | "hand"> | undefined;

/** The gamepad of a held controller whose buttons and axes are where the mapping says. */
export function controllerPad(source: Source): Gamepad | undefined {
  const { gamepad, hand } = source ?? {};
  return gamepad && !hand && gamepad.mapping === "xr-standard" ? gamepad : undefined;
}

export const hasStick = (source: Source): boolean => (controllerPad(source)?.axes.length ?? 0) >= 2;

export const hasMenuButton = (source: Source): boolean => (controllerPad(source)?.buttons.length ?? 0) > MENU;
