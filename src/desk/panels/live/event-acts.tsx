// The acts on one event: sent, pending until the event shows them, refused in words. What ends an event is pressed twice,
// since no act is undone.

import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EventObservation } from "../../../model/twin/event.ts";
import { useActing, useDesk, useTwin } from "../../view/desk-context.tsx";
import { ACT_KEYS, allowedActs, type EventActKind, knownAssignees } from "../../view/event-list.ts";
import { Age } from "./age.tsx";
import classes from "./live.module.css";
import { useTitles } from "./use-titles.ts";

const ENDS: ReadonlySet<EventActKind> = new Set(["cleared", "dismissed"]);
const MOST_TEXT = 200;

function Assign({ disabled, onAssign }: { disabled: boolean; onAssign(assignee: string): void }) {
  const { t } = useTranslation();
  const events = useTwin(({ observed }) => observed.events);
  const asked = useActing((state) => state.dispatch);
  const seen = useRef(asked);
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState("");
  useEffect(() => {
    if (asked !== seen.current) field.current?.focus();
    seen.current = asked;
  }, [asked]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") onAssign(name.trim());
  };
  return (
    <form className={classes.assign} onSubmit={submit}>
      <input
        ref={field}
        value={name}
        maxLength={MOST_TEXT}
        list="known-assignees"
        aria-label={t("act.assignee")}
        placeholder={t("act.assignee")}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <datalist id="known-assignees">
        {knownAssignees(events.values()).map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <button type="submit" data-act="assigned" disabled={disabled || name.trim() === ""}>
        {t("act.assigned")} <kbd>{ACT_KEYS.assigned}</kbd>
      </button>
    </form>
  );
}

export function EventActs({ event }: { event: EventObservation }) {
  const { t } = useTranslation();
  const { acting, now } = useDesk();
  const titles = useTitles();
  const pending = useActing((state) => state.pending.get(event.id));
  const fault = useActing((state) => state.faults.get(event.id));
  const connected = useTwin((state) => state.connection === "live");
  const [note, setNote] = useState("");
  const [armed, setArmed] = useState<EventActKind>();
  const allowed = allowedActs(event);
  const disabled = pending !== undefined || !connected;
  const send = (kind: EventActKind, assignee?: string) => {
    const told = note.trim();
    acting.act({
      eventId: event.id,
      kind,
      ...(assignee !== undefined && { assignee }),
      ...(told !== "" && kind !== "acknowledge" && { note: told }),
    });
    setArmed(undefined);
    if (kind !== "acknowledge") setNote("");
  };
  const press = (kind: EventActKind) => {
    if (ENDS.has(kind) && armed !== kind) setArmed(kind);
    else send(kind);
  };
  return (
    <section data-acts={allowed.length}>
      <h3>{t("act.title")}</h3>
      <div className={`${classes.stack} ${classes.acts}`}>
        <p role="status" className={classes.told} data-act-pending={pending?.act.kind}>
          {pending && (
            <>
              {t(pending.answered ? "act.waiting-echo" : "act.pending", {
                act: t(`act.${pending.act.kind}`),
              })}{" "}
              <Age ms={now() - pending.sentMs} />
            </>
          )}
          {!connected && t("act.no-connection")}
          {allowed.length === 0 && t("act.over")}
        </p>
        {fault && (
          <p role="alert" className={classes.trouble} data-act-fault={fault.code}>
            {titles.fault(fault, event)}
          </p>
        )}
        {allowed.length > 0 && (
          <>
            <div className="buttons">
              {allowed
                .filter((kind) => kind !== "assigned")
                .map((kind) => (
                  <button
                    key={kind}
                    type="button"
                    data-act={kind}
                    className={
                      kind === "acknowledge" ? "primary" : armed === kind ? classes.armed : undefined
                    }
                    disabled={disabled}
                    onClick={() => press(kind)}
                    onBlur={() => setArmed(undefined)}
                  >
                    {armed === kind ? t("act.sure", { act: t(`act.${kind}`) }) : t(`act.${kind}`)}
                    {ACT_KEYS[kind] && <kbd>{ACT_KEYS[kind]}</kbd>}
                  </button>
                ))}
            </div>
            {allowed.includes("assigned") && (
              <Assign disabled={disabled} onAssign={(assignee) => send("assigned", assignee)} />
            )}
            <input
              value={note}
              maxLength={MOST_TEXT}
              aria-label={t("act.note")}
              placeholder={t("act.note")}
              onChange={({ currentTarget }) => setNote(currentTarget.value)}
            />
          </>
        )}
      </div>
    </section>
  );
}
