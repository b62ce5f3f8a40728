// A state by shape, word and colour together, never by colour alone.

import {
  IconAlertTriangle,
  IconCircle,
  IconCircleCheck,
  IconCircleDashed,
  IconClockExclamation,
  IconLoader2,
} from "@tabler/icons-react";
import type { LayerStatus } from "../view/layer-status.ts";

const MARKS = {
  off: IconCircle,
  loading: IconLoader2,
  ready: IconCircleCheck,
  empty: IconCircleDashed,
  stale: IconClockExclamation,
  error: IconAlertTriangle,
} as const;

export function StateMark({ state }: { state: LayerStatus["state"] }) {
  const Mark = MARKS[state];
  return <Mark size={16} aria-hidden className={`mark mark-${state}`} />;
}
