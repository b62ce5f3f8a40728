// Position quality (ISO 19157) and how a figure came to be. Metres; undefined = unknown, which the desk says.

export type Derivation = "surveyed" | "digitised" | "standard-default" | "inferred" | "stated" | "unknown";

export interface Quality {
  absHorAccM?: number;
  relHorAccM?: number;
  absVerAccM?: number;
  relVerAccM?: number;
  date?: string;
  source?: string;
  postProcessing?: string;
  derivation?: Derivation;
}
