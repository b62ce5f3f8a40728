// The page of a walk: the picture, its bar and foot, what is wrong. Loaded when a walk starts; knows nothing of the
// desk's engine.

import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorBoundary } from "../panels/error-boundary.tsx";
import { WalkBar, WalkFoot, WalkLayers, WalkTroubles } from "../panels/walk-bar.tsx";
import WalkStage from "../scenes/xr/stage.tsx";
import type { WalkStage as Stage } from "../scenes/xr/walk-stage.ts";
import { useDesk } from "../view/desk-context.tsx";
import { layers } from "./layers.ts";
import { readWalkable } from "./read-walkable.ts";
import "./walk.css";

export default function WalkShell({ base }: { base: string }) {
  const { t } = useTranslation();
  const { city, twin, view, plan, now, recordOf } = useDesk();
  const [stage, setStage] = useState<Stage>();
  const walked = useMemo(() => new Set(layers.filter((layer) => "xr" in layer).map(({ id }) => id)), []);
  const [supported] = useState(() => document.createElement("canvas").getContext("webgl2") !== null);
  return (
    <div className="walk">
      <WalkBar onEnter={() => void stage?.sessions.enter()} onLeave={() => stage?.sessions.leave()} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the picture takes the walking keys */}
      <main className="stage walk-stage" tabIndex={0} aria-label={t("walk.stage")}>
        {supported ? (
          <ErrorBoundary>
            <WalkStage
              city={city}
              base={base}
              twin={twin}
              view={view}
              plan={plan}
              layers={layers}
              now={now}
              recordOf={recordOf}
              loadWalkable={(signal) => readWalkable({ city, base }, signal)}
              onStage={(next) => {
                setStage(next);
                Object.assign(window, {
                  lanetwin: { stage: next?.scene, sessions: next?.sessions, view, twin, plan },
                });
              }}
            />
          </ErrorBoundary>
        ) : (
          <p className="waiting" role="alert">
            {t("fault.desk.webgl")}
          </p>
        )}
        <WalkLayers only={walked} />
        <WalkTroubles />
        <WalkFoot />
      </main>
    </div>
  );
}
