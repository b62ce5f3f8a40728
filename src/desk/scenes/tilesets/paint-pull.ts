// Share of its distance by which paint is pulled towards the eye: log depth ignores polygon offset.
export const PAINT_PULL = 3e-4;
