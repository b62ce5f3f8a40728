// Drones, docks, car parks and equipment as a list, the nearest to the middle of the picture first: what a pointer clicks
// on the map, a keyboard reaches here. Arrows select, Enter flies there.

import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useDesk, useNow, useView } from "../../view/desk-context.tsx";
import { hoverFacts } from "../../view/hover-facts.ts";
import {
  nearestPlaces,
  type ObservedPlace,
  observedPlaces,
  pickOfPlace,
} from "../../view/observed-places.ts";
import { wishCamera } from "../../view/view-store.ts";
import { Value } from "../value.tsx";
import classes from "./live.module.css";

const MOST = 60;

export function ThingsBoard() {
  const { t, i18n } = useTranslation();
  const { twin, view, city } = useDesk();
  useNow(1000);
  const camera = useView((state) => state.camera);
  const selected = useView(({ selection }) => selection?.id);
  const rows = useRef<HTMLUListElement>(null);
  const all = nearestPlaces(observedPlaces(twin, city), camera?.target ?? camera);
  const list = all.slice(0, MOST);
  const language = i18n.language === "zh" ? "zh" : "en";
  const choose = (place: ObservedPlace) =>
    view.setState({ selection: pickOfPlace(place), follow: undefined });
  const walk = (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : undefined;
    if (by === undefined) return;
    const at = list.findIndex(({ id }) => id === selected);
    const next = list[Math.min(list.length - 1, Math.max(0, at + by))];
    event.preventDefault();
    if (!next) return;
    choose(next);
    rows.current?.querySelector<HTMLElement>(`[data-thing='${CSS.escape(next.id)}']`)?.focus();
  };
  const entry = list.some(({ id }) => id === selected) ? selected : list[0]?.id;
  if (list.length === 0) return <p className="quiet">{t("things.none")}</p>;
  return (
    <div className={classes.stack}>
      <p className={classes.told}>{t("things.shown", { shown: list.length, total: all.length })}</p>
      <ul ref={rows} className={classes.events} aria-label={t("live.tab.things")} onKeyDown={walk}>
        {list.map((place) => {
          const [name, ...facts] = hoverFacts(language, twin, pickOfPlace(place));
          return (
            <li key={`${place.kind} ${place.id}`}>
              <button
                type="button"
                className={classes.event}
                data-thing={place.id}
                data-kind={place.kind}
                aria-pressed={place.id === selected}
                tabIndex={place.id === entry ? 0 : -1}
                onClick={() => choose(place)}
                onDoubleClick={() => wishCamera(view, { kind: "selection" })}
                onKeyDown={({ key }) => {
                  if (key !== "Enter") return;
                  choose(place);
                  wishCamera(view, { kind: "selection" });
                }}
              >
                <span className={classes.name}>
                  {name?.text}
                  <small>
                    {t(`value.kind.${place.kind}`)}
                    {facts.length > 0 && " · "}
                    {facts.slice(0, 2).map((fact, i) => (
                      <span key={`${fact.unit ?? ""} ${fact.text}`}>
                        {i > 0 && " · "}
                        <Value value={fact} />
                      </span>
                    ))}
                  </small>
                </span>
                <span className={classes.since}>
                  {place.metres === undefined
                    ? ""
                    : place.metres < 1000
                      ? `${place.metres.toFixed(0)} m`
                      : `${(place.metres / 1000).toFixed(1)} km`}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <p className={classes.told}>{t("things.keys")}</p>
    </div>
  );
}
