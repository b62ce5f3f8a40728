// The walk's picture in the page. Builds itself anew when the graphics context is lost.

import { useEffect, useRef, useState } from "react";
import { createWalkStage, type WalkStage as Stage, type WalkStageOptions } from "./walk-stage.ts";

export interface WalkStageProps extends Omit<WalkStageOptions, "host" | "lost"> {
  /** The stage as it is: for the page's buttons, and for probes in tests. */
  onStage(stage: Stage | undefined): void;
}

export default function WalkStage(props: WalkStageProps) {
  const host = useRef<HTMLDivElement>(null);
  const [life, setLife] = useState(0);
  const latest = useRef(props);
  latest.current = props;
  // A new life, a new stage: the effect depends on nothing else.
  useEffect(() => {
    if (!host.current || life < 0) return undefined;
    const { onStage, ...options } = latest.current;
    const stage = createWalkStage({ ...options, host: host.current, lost: () => setLife((n) => n + 1) });
    onStage(stage);
    return () => {
      onStage(undefined);
      stage.detach();
    };
  }, [life]);
  return <div ref={host} className="walk-picture" />;
}
