// The list of events: filtered by kind and stage, the gravest and newest first. Arrows walk through it, a press selects,
// a double press flies there; what is done about the selected one stands in the inspector.

import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { EVENT_KINDS, EVENT_STAGES, type EventObservation } from "../../../model/twin/event.ts";
import { useDesk, useNow, useTwin, useView } from "../../view/desk-context.tsx";
import { besideEvent, type EventFilter, listEvents } from "../../view/event-list.ts";
import { observedPick } from "../../view/observed-pick.ts";
import { wishCamera } from "../../view/view-store.ts";
import { EventRow } from "./event-row.tsx";
import classes from "./live.module.css";

function Filters() {
  const { t } = useTranslation();
  const { view } = useDesk();
  const filter = useView((state) => state.eventFilter);
  const change = (part: Partial<EventFilter>) => view.setState({ eventFilter: { ...filter, ...part } });
  return (
    <div className={classes.filters}>
      <select
        aria-label={t("events.by-kind")}
        value={filter.kind}
        onChange={({ currentTarget }) => change({ kind: currentTarget.value as EventFilter["kind"] })}
      >
        <option value="all">{t("events.every-kind")}</option>
        {EVENT_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`value.event-kind.${kind}`)}
          </option>
        ))}
      </select>
      <select
        aria-label={t("events.by-stage")}
        value={filter.stage}
        onChange={({ currentTarget }) => change({ stage: currentTarget.value as EventFilter["stage"] })}
      >
        <option value="open">{t("events.open")}</option>
        <option value="all">{t("events.every-stage")}</option>
        {EVENT_STAGES.map((stage) => (
          <option key={stage} value={stage}>
            {t(`value.event-stage.${stage}`)}
          </option>
        ))}
      </select>
    </div>
  );
}

export function EventBoard() {
  const { t } = useTranslation();
  const { view, city } = useDesk();
  useNow(1000);
  const events = useTwin(({ observed }) => observed.events);
  const connection = useTwin((state) => state.connection);
  const filter = useView((state) => state.eventFilter);
  const selected = useView(({ selection }) => (selection?.kind === "event" ? selection.id : undefined));
  const rows = useRef<HTMLUListElement>(null);
  const { twin } = useDesk();
  const list = listEvents(events.values(), filter);
  const choose = ({ id }: EventObservation) =>
    view.setState({
      selection: observedPick(
        twin.store.getState().observed,
        "event",
        id,
        city.groundHeightM ?? city.anchor.heightM,
      ),
      follow: undefined,
    });
  const walk = (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : undefined;
    const next = by === undefined ? undefined : besideEvent(list, selected, by);
    if (!next) return;
    event.preventDefault();
    choose(next);
    rows.current?.querySelector<HTMLElement>(`[data-event='${CSS.escape(next.id)}']`)?.focus();
  };
  /** Tab enters the list at one row only: the selected one, or the first. */
  const entry = list.some(({ id }) => id === selected) ? selected : list[0]?.id;
  const none =
    connection === "none" || connection === "connecting"
      ? `vital.none.${connection}`
      : events.size === 0
        ? "events.none"
        : "events.none-so";
  return (
    <div className={classes.stack}>
      <Filters />
      {connection === "lost" && (
        <p className={classes.trouble} role="status">
          {t("vital.offline")}
        </p>
      )}
      {list.length === 0 ? (
        <p className="quiet">{t(none)}</p>
      ) : (
        <>
          <p className={classes.told}>{t("events.shown", { shown: list.length, total: events.size })}</p>
          <ul ref={rows} className={classes.events} aria-label={t("live.tab.events")} onKeyDown={walk}>
            {list.map((event) => (
              <EventRow
                key={event.id}
                event={event}
                selected={event.id === selected}
                entry={event.id === entry}
                onChoose={() => choose(event)}
                onFly={() => wishCamera(view, { kind: "selection" })}
              />
            ))}
          </ul>
          <p className={classes.told}>{t("events.keys")}</p>
        </>
      )}
    </div>
  );
}
