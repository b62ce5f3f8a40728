// How a proposal is coloured, sRGB 0–255: Okabe and Ito's orange, told from vehicles and signals by its hatch and bands.
export const PROPOSED: readonly [number, number, number] = [230, 159, 0];
/** What a part of a device is made of; the scenes colour by it. `paint` and `band` carry its status. */
export const PART = { paint: 0, body: 1, dark: 2, metal: 3, band: 4 } as const;
