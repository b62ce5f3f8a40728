// What a pick gives back, in any scene: a string id and what the scene already knows about it.

export interface Pick {
  id: string;
  layer: string;
  properties: Record<string, unknown>;
  positionEcef?: readonly [number, number, number];
}
