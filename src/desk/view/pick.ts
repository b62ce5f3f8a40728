// What a pick gives back, in any scene: a string id, the layer that drew it, and what the scene already knows of it.

export interface Pick {
  id: string;
  layer: string;
  /** "lane", "marking", "sign", "signal", "object", "vehicle" … */
  kind: string;
  /** Field name → value; the unit is in the name's ending (M, Kmh, Deg, Ms …). Unknown figures are absent. */
  properties: Record<string, string | number | boolean>;
  positionEcef?: readonly [number, number, number];
}
