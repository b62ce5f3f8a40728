// The desk around a city: bar, rail, panel, picture, inspector, and the dialogs that commands open.

import { IconBadgeVr, IconLayoutSidebarLeftCollapse } from "@tabler/icons-react";
import { lazy, type PointerEvent, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorBoundary } from "../panels/error-boundary.tsx";
import { FirstHint } from "../panels/first-hint.tsx";
import { GoTo } from "../panels/go-to.tsx";
import { Help } from "../panels/help.tsx";
import { HoverTip } from "../panels/hover-tip.tsx";
import { Inspector } from "../panels/inspector.tsx";
import { CameraButtons, CoordinateBar } from "../panels/map-tools.tsx";
import { Timeline } from "../panels/timeline/timeline.tsx";
import { DropTarget, useOpenFiles } from "../panels/tools/drop-target.tsx";
import { LegendCard } from "../panels/tools/legend.tsx";
import { SplitHandle } from "../panels/tools/split-handle.tsx";
import { Tray } from "../panels/tools/tray.tsx";
import { TopBar } from "../panels/top-bar.tsx";
import type { SystemId } from "../view/coordinate-systems.ts";
import { useDesk, useView } from "../view/desk-context.tsx";
import { keepPreferences, type Preferences } from "../view/preferences.ts";
import { wishCamera } from "../view/view-store.ts";
import { layers } from "./layers.ts";
import { type Panel, panels } from "./panels.ts";

const CesiumStage = lazy(() => import("../scenes/cesium/stage.tsx"));
const LEAST_WIDTH = 240;
const MOST_WIDTH = 560;

export interface ShellState {
  panel: string;
  open: boolean;
  dialog: "go-to" | "help" | undefined;
  /** Asks for a file; grows. */
  chooseFile: number;
}

interface Props {
  base: string;
  state: ShellState;
  onState: (state: Partial<ShellState>) => void;
  preferences: Preferences;
}

export function DeskShell({ base, state, onState, preferences }: Props) {
  const { t, i18n } = useTranslation();
  const { city, twin, view, plan, now } = useDesk();
  const [width, setWidth] = useState(preferences.panelWidth ?? 300);
  const [system, setSystem] = useState<SystemId>(preferences.system ?? "wgs84");
  const [hint, setHint] = useState(!preferences.hintSeen);
  const [supported] = useState(() => document.createElement("canvas").getContext("webgl2") !== null);
  const roads = useView((each) => each.layers.roads?.state);
  const tray = useView((each) => each.tray);
  const language = i18n.language === "zh" ? "zh" : "en";

  const drag = (event: PointerEvent<HTMLElement>) => {
    const grip = event.currentTarget;
    grip.setPointerCapture(event.pointerId);
    const start = event.clientX - width;
    const move = ({ clientX }: globalThis.PointerEvent) =>
      setWidth(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, clientX - start)));
    const end = () => {
      grip.removeEventListener("pointermove", move);
      keepPreferences(localStorage, { panelWidth: width });
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("pointerup", end, { once: true });
  };
  const toggle = (id: string) => onState({ open: !(state.open && state.panel === id), panel: id });
  const planOpen = state.open && state.panel === "plan";
  const openFiles = useOpenFiles(planOpen, () => onState({ open: true, panel: "plan" }));
  const chooser = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (state.chooseFile > 0) chooser.current?.click();
  }, [state.chooseFile]);
  const panel = panels.find(({ id }) => id === state.panel) as Panel;

  return (
    <div className="desk" data-panel={state.open} style={{ "--panel-width": `${width}px` } as object}>
      <TopBar />
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        data-testid="open-file"
        onChange={({ currentTarget }) => {
          openFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
      <nav className="rail" aria-label={t("rail.label")}>
        {panels.map(({ id, label, icon: Icon }) => (
          <button
            key={id}
            type="button"
            aria-pressed={state.open && state.panel === id}
            onClick={() => toggle(id)}
          >
            <Icon size={20} aria-hidden />
            <span>{t(label)}</span>
          </button>
        ))}
        <button type="button" data-command="walk" onClick={() => wishCamera(view, { kind: "walk" })}>
          <IconBadgeVr size={20} aria-hidden />
          <span>{t("rail.vr")}</span>
        </button>
      </nav>
      {state.open && (
        <section className="side-panel" aria-label={t(panel.label)}>
          <header>
            <h2>{t(panel.title)}</h2>
            <button
              type="button"
              className="plain-button"
              aria-label={t("panel.collapse")}
              onClick={() => onState({ open: false })}
            >
              <IconLayoutSidebarLeftCollapse size={18} aria-hidden />
            </button>
          </header>
          <ErrorBoundary key={panel.id}>
            <Suspense fallback={<p className="quiet">{t("panel.loading")}</p>}>
              <panel.content />
            </Suspense>
          </ErrorBoundary>
          {city.notice && <p className="notice">{city.notice[language]}</p>}
          <div className="grip" onPointerDown={drag} />
        </section>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the picture takes the camera keys */}
      <main className="stage" tabIndex={0} aria-label={t("stage.label")} data-roads={roads}>
        {supported ? (
          <ErrorBoundary>
            <Suspense fallback={<p className="waiting">{t("desk.loading-engine")}</p>}>
              <CesiumStage
                city={city}
                base={base}
                twin={twin}
                view={view}
                plan={plan}
                layers={layers}
                now={now}
                onStage={(stage) => Object.assign(window, { lanetwin: { stage, view, twin, plan } })}
              />
            </Suspense>
          </ErrorBoundary>
        ) : (
          <p className="waiting" role="alert">
            {t("fault.desk.webgl")}
          </p>
        )}
        <HoverTip />
        <CameraButtons />
        <DropTarget planOpen={planOpen} open={openFiles} />
        <SplitHandle />
        <LegendCard />
        <Tray />
        {hint && !tray && (
          <FirstHint
            onClose={() => {
              setHint(false);
              keepPreferences(localStorage, { hintSeen: true });
            }}
          />
        )}
        <CoordinateBar
          system={system}
          onSystem={(next) => {
            setSystem(next);
            keepPreferences(localStorage, { system: next });
          }}
        />
      </main>
      <ErrorBoundary>
        <Inspector />
      </ErrorBoundary>
      <ErrorBoundary>
        <Timeline />
      </ErrorBoundary>
      <GoTo opened={state.dialog === "go-to"} onClose={() => onState({ dialog: undefined })} />
      <Help opened={state.dialog === "help"} onClose={() => onState({ dialog: undefined })} />
    </div>
  );
}
