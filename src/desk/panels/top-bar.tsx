// City, palette, data age, frame, language, theme.

import { IconCommand, IconLanguage, IconMoonStars } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useDesk, useNow, useTwin, useView } from "../view/desk-context.tsx";
import { Figure } from "./figure.tsx";
import { AlarmButton } from "./live/alarm-button.tsx";

export function Badge() {
  const { t } = useTranslation();
  const { twin } = useDesk();
  useNow();
  const connection = useTwin((state) => state.connection);
  const lastFrameMs = useTwin((state) => state.lastFrameMs);
  const latencyMs = useTwin((state) => state.latencyMs);
  const objects = useTwin((state) => state.objects);
  const replaying = useTwin((state) => state.replay !== undefined);
  const drawing = useView((state) => state.drawing);
  const live = connection === "live";
  const age = lastFrameMs === undefined ? undefined : Math.max(0, (twin.nowMs() - lastFrameMs) / 1000);
  return (
    <div className="badge" role="status" data-connection={connection}>
      <span className={`dot dot-${connection}`} aria-hidden />
      <span>{t(live && replaying ? "timeline.replay" : `connection-short.${connection}`)}</span>
      <span title={t("badge.age")}>
        {t("badge.age-short")} <Figure value={connection === "none" ? undefined : age} unit="s" digits={1} />
      </span>
      <span title={t("badge.latency")} className="wide-only">
        {t("badge.latency-short")} <Figure value={live ? latencyMs : undefined} unit="ms" />
      </span>
      <span title={t("badge.objects")} className="wide-only">
        {t("badge.objects-short")} <Figure value={live ? objects : undefined} unit="" />
      </span>
      <span title={t("badge.frame")} className="wide-only">
        {t("badge.frame-short")} <Figure value={drawing?.frameMs} unit="ms" digits={1} />
      </span>
    </div>
  );
}

function Clock() {
  const { city, twin } = useDesk();
  const { i18n } = useTranslation();
  useNow(1000);
  const text = new Intl.DateTimeFormat(i18n.language === "zh" ? "zh-CN" : "en-GB", {
    timeZone: city.timeZone,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hour12: false,
  }).format(twin.nowMs());
  return (
    <time className="clock wide-only" title={city.timeZone}>
      {text}
    </time>
  );
}

export function TopBar() {
  const { t, i18n } = useTranslation();
  const { city, commands } = useDesk();
  const run = (id: string) => () => commands.find((command) => command.id === id)?.do();
  const language = i18n.language === "zh" ? "zh" : "en";
  return (
    <header className="top-bar">
      <h1 title={city.title[language]}>{city.title[language]}</h1>
      <button type="button" className="palette-button" onClick={run("palette")}>
        <IconCommand size={16} aria-hidden /> <span>{t("command.palette")}</span> <kbd>Ctrl K</kbd>
      </button>
      <AlarmButton />
      <Clock />
      <Badge />
      <span className="frame wide-only" title={city.frame.crs}>
        {city.frame.name} · {city.epoch ?? t("desk.epoch-unknown-short")}
      </span>
      <button type="button" className="icon-button" onClick={run("language")} data-command="language">
        <IconLanguage size={18} aria-hidden /> <span>{t("desk.language")}</span>
      </button>
      <button
        type="button"
        className="icon-button"
        onClick={run("theme")}
        data-command="theme"
        title={t("command.theme")}
      >
        <IconMoonStars size={18} aria-hidden /> <span className="sr-only">{t("command.theme")}</span>
      </button>
    </header>
  );
}
