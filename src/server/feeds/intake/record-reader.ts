// Reads the numbers of one record, and counts once that some came as text.

import type { Intake } from "./intake.ts";
import { numberIn } from "./read-number.ts";

export function reader(intake: Intake, record: unknown): (value: unknown) => number | undefined {
  let said = false;
  return (value) =>
    numberIn(value, () => {
      if (!said) intake.count("string-number", record);
      said = true;
    });
}
