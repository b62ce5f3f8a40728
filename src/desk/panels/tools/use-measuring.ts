// The verbs of measuring for a panel.

import { useMemo } from "react";
import { useDesk } from "../../view/desk-context.tsx";
import { createMeasuring, type Measuring } from "../../view/measuring.ts";

export function useMeasuring(): Measuring {
  const { view, plan } = useDesk();
  return useMemo(() => createMeasuring(view, plan.log), [view, plan]);
}
