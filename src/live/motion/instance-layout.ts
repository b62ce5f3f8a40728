// One moving thing in an instance buffer, the same bytes for every renderer: the origin of a 256 m cell in the city's
// ENU frame, two rows within that cell, their velocities and headings, look and size, and the slot. 88 bytes, little
// endian, times in seconds after the batch's base time, headings counter-clockwise from east. Velocities are given
// beside the headings, because a GPU's sine may be off by 2e-4: 2 cm after five seconds.

export const CELL_M = 256;
export const STRIDE_BYTES = 88;

/** Byte offsets. */
export const AT = { cell: 0, a: 12, b: 28, velocity: 44, heading: 60, size: 68, look: 80, slot: 84 } as const;

/** Flags in look's fourth byte. */
export const LOOK_STALE = 1;
export const LOOK_PREDICTED = 2;
/** Above the flags, who tells of it: its place among the sources; the last stands for all beyond. */
export const LOOK_SOURCE_SHIFT = 2;
export const LOOK_SOURCES = 31;
