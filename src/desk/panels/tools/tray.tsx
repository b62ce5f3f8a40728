// The tray over the picture: one city tool at a time, opened by its button or key, closed with Escape or its cross.

import { IconX } from "@tabler/icons-react";
import { type ComponentType, lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useDesk, useView } from "../../view/desk-context.tsx";
import type { TrayId } from "../../view/view-store.ts";
import { ErrorBoundary } from "../error-boundary.tsx";
import classes from "./tools.module.css";

const CONTENTS: Record<TrayId, ComponentType> = {
  compare: lazy(() => import("./compare-tray.tsx").then(({ CompareTray }) => ({ default: CompareTray }))),
  clip: lazy(() => import("./clip-tray.tsx").then(({ ClipTray }) => ({ default: ClipTray }))),
  picture: lazy(() => import("./picture-tray.tsx").then(({ PictureTray }) => ({ default: PictureTray }))),
  style: lazy(() => import("./style-tray.tsx").then(({ StyleTray }) => ({ default: StyleTray }))),
  measure: lazy(() => import("./measure-tray.tsx").then(({ MeasureTray }) => ({ default: MeasureTray }))),
};

export function Tray() {
  const { t } = useTranslation();
  const { commands } = useDesk();
  const tray = useView((state) => state.tray);
  const Content = tray && CONTENTS[tray];
  if (!Content) return null;
  return (
    <section className={classes.tray} aria-label={t(`tray.${tray}`)} data-tray={tray}>
      <header>
        <h2>{t(`tray.${tray}`)}</h2>
        <button
          type="button"
          className={classes.small}
          aria-label={t("tray.close")}
          onClick={() => commands.find(({ id }) => id === "tray-close")?.do()}
        >
          <IconX size={16} aria-hidden />
        </button>
      </header>
      <ErrorBoundary key={tray}>
        <Suspense fallback={<p className="quiet">{t("panel.loading")}</p>}>
          <Content />
        </Suspense>
      </ErrorBoundary>
    </section>
  );
}
