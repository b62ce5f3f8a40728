// The Live workspace: the city's vital signs, the events and what is done about them, and where all of it comes from.

import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useDesk, useTwin, useView } from "../../view/desk-context.tsx";
import { isOpenEvent } from "../../view/event-list.ts";
import { LIVE_TABS, type LiveTab } from "../../view/view-store.ts";
import { ConnectionSection } from "./connection-section.tsx";
import { EventBoard } from "./event-board.tsx";
import classes from "./live.module.css";
import { ThingsBoard } from "./things-board.tsx";
import { VitalsBoard } from "./vitals-board.tsx";

const CONTENT = {
  vitals: VitalsBoard,
  events: EventBoard,
  things: ThingsBoard,
  sources: ConnectionSection,
} as const;
const MOVES: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

export function LivePanel() {
  const { t } = useTranslation();
  const { view } = useDesk();
  const tab = useView((state) => state.liveTab);
  const open = useTwin(({ observed }) => [...observed.events.values()].filter(isOpenEvent).length);
  const Content = CONTENT[tab];
  const go = (to: LiveTab) => view.setState({ liveTab: to });
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const by = MOVES[event.key];
    if (by === undefined) return;
    const next = LIVE_TABS[(LIVE_TABS.indexOf(tab) + by + LIVE_TABS.length) % LIVE_TABS.length] as LiveTab;
    go(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab='${next}']`)?.focus();
  };
  return (
    <div className="stack">
      <div className={classes.tabs} role="tablist" aria-label={t("panel.live")} onKeyDown={move}>
        {LIVE_TABS.map((each) => (
          <button
            key={each}
            id={`live-tab-${each}`}
            type="button"
            role="tab"
            data-tab={each}
            aria-selected={each === tab}
            aria-controls="live-tab-content"
            tabIndex={each === tab ? 0 : -1}
            onClick={() => go(each)}
          >
            {t(`live.tab.${each}`)}
            {each === "events" && open > 0 && <span className={classes.count}>{open}</span>}
          </button>
        ))}
      </div>
      <div id="live-tab-content" role="tabpanel" aria-labelledby={`live-tab-${tab}`}>
        <Content />
      </div>
    </div>
  );
}
