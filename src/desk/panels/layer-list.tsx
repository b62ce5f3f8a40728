// The layers: each with its switch, its state in words, and a retry where it failed.

import { Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useDesk, useNow, useView } from "../view/desk-context.tsx";
import type { LayerStatus } from "../view/layer-status.ts";
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
        if (status.partial) return t("state.partial", status.partial);
        return status.count === undefined
          ? t("state.ready")
          : t("state.ready-count", { count: status.count });
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

export function LayerList() {
  const { t } = useTranslation();
  const { layers, view } = useDesk();
  const statuses = useView((state) => state.layers);
  const visible = useView((state) => state.visible);
  const text = useStatusText();
  return (
    <ul className="layer-list">
      {layers.map(({ id, title }) => {
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
