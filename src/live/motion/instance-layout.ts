// One moving thing in an instance buffer, the same bytes for every renderer: the origin of a 256 m cell in the city's
// ENU frame, two rows within that cell, look and size, and the slot. 80 bytes, little endian, times in seconds after
// the batch's base time, headings counter-clockwise from east.

export const CELL_M = 256;
export const STRIDE_BYTES = 80;
export const STRIDE_FLOATS = STRIDE_BYTES / 4;

/** Byte offsets. */
export const AT = { cell: 0, a: 12, b: 28, dyn: 44, size: 60, look: 72, slot: 76 } as const;

/** Flags in look's fourth byte. */
export const LOOK_STALE = 1;
export const LOOK_PREDICTED = 2;
