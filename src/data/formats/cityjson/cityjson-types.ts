// The parts of CityJSON that are read. Everything is optional: files are not to be trusted.

export type Nested = number | null | Nested[];

export interface JsonGeometry {
  type?: string;
  lod?: string | number;
  boundaries?: Nested;
  semantics?: { surfaces?: { type?: string }[]; values?: Nested };
  material?: Record<string, { value?: number; values?: Nested }>;
  texture?: Record<string, { values?: Nested }>;
  /** Of a GeometryInstance. */
  template?: number;
  transformationMatrix?: number[];
}

export interface JsonObject {
  type?: string;
  attributes?: Record<string, unknown>;
  address?: unknown;
  geometry?: JsonGeometry[];
  parents?: string[];
  children?: string[];
}

export interface JsonAppearance {
  materials?: { diffuseColor?: number[] }[];
  textures?: { type?: string; image?: string }[];
  "vertices-texture"?: number[][];
  "default-theme-material"?: string;
  "default-theme-texture"?: string;
}

export interface JsonTransform {
  scale?: number[];
  translate?: number[];
}

/** A whole file, the first line of a sequence, or one of its features. */
export interface JsonCity {
  type?: string;
  id?: string;
  version?: string;
  transform?: JsonTransform;
  metadata?: { referenceSystem?: string; geographicalExtent?: number[] };
  CityObjects?: Record<string, JsonObject>;
  vertices?: number[][];
  appearance?: JsonAppearance;
  "geometry-templates"?: { templates?: JsonGeometry[]; "vertices-templates"?: number[][] };
}
