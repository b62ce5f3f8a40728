/** What a part of a vehicle is made of; the shader colours by it. */
export const PART = { paint: 0, glass: 1, tyre: 2, head: 3, tail: 4, trim: 5 } as const;
