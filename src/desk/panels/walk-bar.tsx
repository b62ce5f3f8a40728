// The page round a walk: back, the headset, where one stands, how old the data is, and what is wrong.

import { IconArrowLeft, IconBadgeVr, IconLanguage, IconMoonStars, IconStack2 } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { coordinateText } from "../view/coordinate-systems.ts";
import { useDesk, useTwin, useView } from "../view/desk-context.tsx";
import { walkTroubles } from "../view/walk-troubles.ts";
import { LayerList } from "./layer-list.tsx";
import { Badge } from "./top-bar.tsx";

/** The one reason that may be over by the next press. */
const NO_HEADSET = "fault.walk.no-headset";

function VrButton({ onEnter, onLeave }: { onEnter: () => void; onLeave: () => void }) {
  const { t } = useTranslation();
  const vr = useView((state) => state.vr);
  const presenting = vr.state === "presenting";
  const can =
    vr.state === "ready" ||
    vr.state === "failed" ||
    presenting ||
    (vr.state === "unavailable" && vr.code === NO_HEADSET);
  const reason = vr.state === "unavailable" ? t(vr.code, vr.params) : undefined;
  return (
    <>
      <button
        type="button"
        id="enter-vr"
        className="walk-button"
        aria-label={t(presenting ? "walk.leave-vr" : "walk.enter-vr")}
        data-vr={vr.state}
        disabled={!can}
        aria-describedby={reason ? "vr-reason" : undefined}
        onClick={presenting ? onLeave : onEnter}
      >
        <IconBadgeVr size={18} aria-hidden /> <span>{t(presenting ? "walk.leave-vr" : "walk.enter-vr")}</span>
      </button>
      {reason && (
        <span id="vr-reason" className="vr-reason quiet" title={reason}>
          {reason}
        </span>
      )}
    </>
  );
}

export function WalkBar({ onEnter, onLeave }: { onEnter: () => void; onLeave: () => void }) {
  const { t, i18n } = useTranslation();
  const { city, commands } = useDesk();
  const run = (id: string) => () => commands.find((command) => command.id === id)?.do();
  const language = i18n.language === "zh" ? "zh" : "en";
  return (
    <header className="walk-bar">
      <button
        type="button"
        className="walk-button"
        onClick={run("walk-back")}
        data-command="walk-back"
        aria-label={t("walk.back")}
        title={`${t("walk.back")} (Esc)`}
      >
        <IconArrowLeft size={18} aria-hidden /> <span>{t("walk.back")}</span>
      </button>
      <h1 title={city.title[language]}>{city.title[language]}</h1>
      <VrButton onEnter={onEnter} onLeave={onLeave} />
      <span className="walk-space" />
      <Badge />
      <button
        type="button"
        className="icon-button"
        onClick={run("language")}
        data-command="language"
        aria-label={t("command.language")}
      >
        <IconLanguage size={18} aria-hidden /> <span>{t("desk.language")}</span>
      </button>
      <button
        type="button"
        className="icon-button"
        onClick={run("theme")}
        data-command="theme"
        title={t("command.theme")}
        aria-label={t("command.theme")}
      >
        <IconMoonStars size={18} aria-hidden />
      </button>
    </header>
  );
}

/** Where one stands and looks, and which keys move. */
export function WalkFoot() {
  const { t } = useTranslation();
  const { city } = useDesk();
  const walk = useView((state) => state.walk);
  const text = walk && coordinateText("wgs84", walk);
  return (
    <footer className="map-foot walk-foot">
      <output data-testid="walk-place">
        {walk && text
          ? `${text.first}  ${text.second}  h ${walk.heightM.toFixed(2)} m  ${Math.round(walk.headingDeg) % 360}°`
          : t("desk.unknown")}
      </output>
      <span className="quiet wide-only">{t("walk.hint")}</span>
      <span className="credits">{city.attributions.map(({ text: credit }) => credit).join(" · ")}</span>
    </footer>
  );
}

/** Which layers show: the desk's own list, over the picture. */
export function WalkLayers({ only }: { only: ReadonlySet<string> }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <aside className="walk-layers">
      <button
        type="button"
        aria-expanded={open}
        aria-label={t("panel.layers")}
        title={t("panel.layers")}
        data-command="walk-layers"
        onClick={() => setOpen(!open)}
      >
        <IconStack2 size={20} aria-hidden />
      </button>
      {open && <LayerList only={only} />}
    </aside>
  );
}

/** What is wrong, one line each, until it is over or put away; the walk goes on. */
export function WalkTroubles() {
  const { t } = useTranslation();
  const { view } = useDesk();
  const [away, setAway] = useState<ReadonlySet<string>>(new Set());
  const layers = useView((state) => state.layers);
  const vr = useView((state) => state.vr);
  const connection = useTwin((state) => state.connection);
  const all = walkTroubles({ layers, vr }, connection);
  const troubles = all.filter(({ code }) => !away.has(code));
  return (
    <div className="walk-troubles" role="status">
      {troubles.map(({ code, params, layer }) => (
        <p key={`${code} ${layer}`} data-trouble={code}>
          {t(code, params)}{" "}
          {layer !== undefined && (
            <button
              type="button"
              onClick={() =>
                view.setState(({ attempts }) => ({
                  attempts: { ...attempts, [layer]: (attempts[layer] ?? 0) + 1 },
                }))
              }
            >
              {t("state.retry")}
            </button>
          )}
          {vr.state === "unavailable" && code === vr.code && (
            <button type="button" onClick={() => setAway(new Set([...away, code]))}>
              {t("inspector.close")}
            </button>
          )}
        </p>
      ))}
    </div>
  );
}
