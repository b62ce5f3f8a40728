// How a proposal is coloured, sRGB 0–255: Okabe and Ito's orange, told from vehicles and signals by its hatch and bands.
export const PROPOSED: readonly [number, number, number] = [230, 159, 0];
