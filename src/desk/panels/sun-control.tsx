// The hour that the city is lit for, and how far one sees through the ground: a button over the picture and what it
// opens. The sun's place is computed here anew from the same formula that lights the scene.

import { IconSunMoon } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sunPosition } from "../../model/geo/sun-position.ts";
import { civilTime, clockText, type SunTime, sunTimeMs } from "../view/city-time.ts";
import { useDesk, useNow, useView } from "../view/desk-context.tsx";
import { Figure } from "./figure.tsx";

/** Minutes after midnight; found from the sun's height for the date where it says so. */
const HOURS = [
  ["sun.morning", 7 * 60 + 30],
  ["sun.noon", 12 * 60],
  ["sun.dusk", 18 * 60 + 15],
  ["sun.night", 20 * 60 + 30],
] as const;
const STEP_MIN = 5;
const CLOCK_MS = 10_000;

const degrees = (rad: number) => (rad * 180) / Math.PI;

export function SunControl() {
  const { t } = useTranslation();
  const { city, twin, view } = useDesk();
  const [open, setOpen] = useState(false);
  const sun = useView((state) => state.sun);
  const seeThrough = useView((state) => state.seeThrough);
  useNow(CLOCK_MS);
  const timeMs = sunTimeMs(sun, city.timeZone, twin.nowMs());
  const { date, minutes } = civilTime(timeMs, city.timeZone);
  const { azimuthRad, elevationRad } = sunPosition(timeMs, city.anchor.lonDeg, city.anchor.latDeg);
  const set = (change: SunTime) => view.setState({ sun: { ...sun, ...change } });
  const time = clockText(minutes);
  return (
    <div className="sun-control">
      <button
        type="button"
        data-command="sun"
        aria-expanded={open}
        aria-label={t("sun.open", { time })}
        title={t("sun.open", { time })}
        onClick={() => setOpen(!open)}
      >
        <IconSunMoon size={20} aria-hidden />
      </button>
      {open && (
        <section className="sun-panel" aria-label={t("sun.title")}>
          <h3>{t("sun.title")}</h3>
          <label className="sun-row">
            <output>{time}</output>
            <input
              type="range"
              min={0}
              max={24 * 60 - STEP_MIN}
              step={STEP_MIN}
              value={Math.round(minutes / STEP_MIN) * STEP_MIN}
              aria-label={t("sun.hour")}
              aria-valuetext={time}
              onChange={({ currentTarget }) => set({ minutes: Number(currentTarget.value) })}
            />
          </label>
          <div className="buttons">
            <button
              type="button"
              aria-pressed={sun.minutes === undefined && sun.date === undefined}
              title={t("sun.now-hint", { zone: city.timeZone })}
              onClick={() => view.setState({ sun: {} })}
            >
              {t("sun.now")}
            </button>
            {HOURS.map(([word, at]) => (
              <button
                key={word}
                type="button"
                aria-pressed={sun.minutes === at}
                onClick={() => set({ minutes: at })}
              >
                {t(word)}
              </button>
            ))}
          </div>
          <label className="sun-row">
            <span>{t("sun.date")}</span>
            <input
              type="date"
              value={date}
              onChange={({ currentTarget: { value } }) =>
                value && set({ date: value, minutes: Math.round(minutes) })
              }
            />
          </label>
          <dl className="facts" title={t("sun.computed")}>
            <dt>{t("sun.elevation")}</dt>
            <dd>
              <Figure value={degrees(elevationRad)} unit="°" digits={1} />
            </dd>
            <dt>{t("sun.azimuth")}</dt>
            <dd>
              <Figure value={degrees(azimuthRad)} unit="°" digits={1} />
            </dd>
          </dl>
          <h3>{t("ground.title")}</h3>
          <label className="sun-row" title={t("ground.hint")}>
            <span>{t("ground.see-through")}</span>
            <input
              type="range"
              min={0}
              max={100}
              step={5}
              value={Math.round(seeThrough * 100)}
              aria-valuetext={`${Math.round(seeThrough * 100)} %`}
              onChange={({ currentTarget }) =>
                view.setState({ seeThrough: Number(currentTarget.value) / 100 })
              }
            />
          </label>
        </section>
      )}
    </div>
  );
}
