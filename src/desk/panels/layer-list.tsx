// The layers: each with its switch, its state in words, and a retry where it failed.

import { Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useDesk, useNow, useTwin, useView } from "../view/desk-context.tsx";
import type { LayerStatus } from "../view/layer-status.ts";
import { isInCity } from "../view/layers-in-city.ts";
import type { LegendEntry } from "../view/legend.ts";
import type { Tint } from "../view/tint.ts";
import { LegendShape } from "./legend-shape.tsx";
import { StateMark } from "./state-mark.tsx";

const seconds = (ms: number) => Math.max(0, Math.round(ms / 1000));

function useStatusText(): (status: LayerStatus) => string {
  const { t } = useTranslation();
  const now = useNow();
  return (status) => {
    switch (status.state) {
      case "off":
        return t("state.off");
      case "loading":
        return t(status.total ? "state.loading-of" : "state.loading", {
          step: t(status.step),
          seconds: seconds(now - status.sinceMs),
          done: status.done ?? 0,
          total: status.total ?? 0,
        });
      case "ready":
        if (status.partial) return t("state.partial", { ...status.partial, unit: t(status.unit) });
        return status.count === undefined
          ? t("state.ready")
          : t("state.ready-count", { count: status.count, unit: t(status.unit) });
      case "empty":
        return t("state.empty", { reason: t(status.reason) });
      case "stale":
        return t("state.stale", { seconds: seconds(now - status.sinceMs) });
      case "error":
        return t("state.error", {
          reason: t(status.code, status.params),
          seconds: seconds(now - status.sinceMs),
        });
    }
  };
}

/** What the layer's colours mean; unticking an entry takes it out of the picture. */
function Legend({
  layer,
  entries,
  open = false,
}: {
  layer: string;
  entries: readonly LegendEntry[];
  open?: boolean;
}) {
  const { t } = useTranslation();
  const { view } = useDesk();
  const all = useView((state) => state.hidden[layer]) ?? [];
  const hidden = all.filter((each) => entries.some(({ id }) => id === each));
  const show = (id: string, shown: boolean) =>
    view.setState((state) => {
      const rest = (state.hidden[layer] ?? []).filter((each) => each !== id);
      return { hidden: { ...state.hidden, [layer]: shown ? rest : [...rest, id] } };
    });
  return (
    <details className="legend" open={open}>
      <summary>
        {t("legend.title")}
        {hidden.length > 0 && <span> · {t("legend.hidden", { n: hidden.length })}</span>}
      </summary>
      <ul>
        {entries.map(({ id, title, colour, shape }) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                checked={!hidden.includes(id)}
                onChange={({ currentTarget }) => show(id, currentTarget.checked)}
              />
              {shape ? (
                <LegendShape shape={shape} colour={`rgb(${colour.join(" ")})`} />
              ) : (
                <span className="swatch" style={{ background: `rgb(${colour.join(" ")})` }} />
              )}
              {t(title)}
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What the layer's things are coloured by, and the legend of that. */
function Tints({ layer, tints }: { layer: string; tints: readonly Tint[] }) {
  const { t } = useTranslation();
  const { view } = useDesk();
  const sources = useTwin((state) => state.sources);
  const sourceCodes = useTwin((state) => state.sourceCodes);
  const chosen = useView((state) => state.tints[layer]) ?? tints[0]?.id;
  const entries = tints.find(({ id }) => id === chosen)?.entries({ sources, sourceCodes }) ?? [];
  return (
    <>
      <label className="tints">
        <span>{t("tint.by")}</span>
        <select
          value={chosen}
          data-tint={layer}
          onChange={({ currentTarget }) =>
            view.setState(({ tints: before }) => ({ tints: { ...before, [layer]: currentTarget.value } }))
          }
        >
          {tints.map(({ id, title }) => (
            <option key={id} value={id}>
              {t(title)}
            </option>
          ))}
        </select>
      </label>
      {entries.length > 0 && <Legend layer={layer} entries={entries} open />}
    </>
  );
}

/** All layers, or those of them that are named. */
export function LayerList({ only }: { only?: ReadonlySet<string> }) {
  const { t } = useTranslation();
  const { city, layers: all, view } = useDesk();
  const layers = only ? all.filter(({ id }) => only.has(id)) : all;
  const statuses = useView((state) => state.layers);
  const visible = useView((state) => state.visible);
  const text = useStatusText();
  return (
    <ul className="layer-list">
      {layers
        .filter(({ id }) => isInCity(city, id))
        .map(({ id, title, legend, tints }) => {
          const on = visible[id] !== false;
          const status: LayerStatus = on ? (statuses[id] ?? { state: "off" }) : { state: "off" };
          return (
            <li key={id} data-layer={id} data-state={status.state}>
              <Switch
                size="sm"
                checked={on}
                label={t(title)}
                onChange={({ currentTarget }) =>
                  view.setState({ visible: { ...view.getState().visible, [id]: currentTarget.checked } })
                }
              />
              <p className="quiet">
                <StateMark state={status.state} /> <span>{text(status)}</span>
              </p>
              {tints && on && <Tints layer={id} tints={tints} />}
              {legend && on && <Legend layer={id} entries={legend} />}
              {status.state === "error" && (
                <button
                  type="button"
                  className="plain-button"
                  onClick={() =>
                    view.setState(({ attempts }) => ({
                      attempts: { ...attempts, [id]: (attempts[id] ?? 0) + 1 },
                    }))
                  }
                >
                  {t("state.retry")}
                </button>
              )}
            </li>
          );
        })}
    </ul>
  );
}
