import { describe, expect, test } from "vitest";
import { type ActFault, createActing, type EventAct } from "../../../src/desk/view/acting.ts";
import type { EventHandling, EventObservation } from "../../../src/model/twin/event.ts";
import { createTwinState } from "../../../src/model/twin/twin-store.ts";

const EVENT: EventObservation = {
  id: "e",
  source: "radar",
  timeMs: 0,
  beginMs: 0,
  kind: "accident",
  severity: "warning",
  handling: { stage: "detected", steps: [{ stage: "detected", timeMs: 0, author: "radar" }], sightings: [] },
};

function desk() {
  const twin = createTwinState(0);
  const sent: EventAct[] = [];
  const answers: { ok(): Promise<void>; refuse(fault: ActFault): Promise<void>; fail(): Promise<void> }[] =
    [];
  const acting = createActing({
    twin,
    now: () => 7,
    newId: () => `act-${sent.length}`,
    send(act) {
      sent.push(act);
      return new Promise((resolve, reject) => {
        // A turn of the queue later the answer has been taken.
        const then = async (done: () => void) => {
          done();
          await Promise.resolve();
          await Promise.resolve();
        };
        answers.push({
          ok: () => then(() => resolve({ ok: true })),
          refuse: (fault) => then(() => resolve({ ok: false, ...fault })),
          fail: () => then(() => reject(new Error("worker is gone"))),
        });
      });
    },
  });
  const tell = (...events: EventObservation[]) =>
    twin.setState(({ observed }) => ({
      observed: { ...observed, events: new Map(events.map((event) => [event.id, event])) },
    }));
  const echo = (more: Partial<EventHandling>) =>
    tell({ ...EVENT, handling: { ...(EVENT.handling as EventHandling), ...more } });
  tell(EVENT);
  return {
    acting,
    sent,
    answers,
    tell,
    echo,
    pending: () => acting.store.getState().pending.get("e"),
    fault: () => acting.store.getState().faults.get("e")?.code,
  };
}
const ACKNOWLEDGED = { acknowledged: { timeMs: 9, author: "operator" } };

describe("an act", () => {
  test("is pending until it is answered and the event shows it, in either order", async () => {
    const first = desk();
    first.acting.act({ eventId: "e", kind: "acknowledge" });
    expect(first.sent).toEqual([{ id: "act-0", eventId: "e", kind: "acknowledge" }]);
    expect(first.pending()).toMatchObject({ answered: false, sentMs: 7 });
    await first.answers[0]?.ok();
    expect(first.pending()).toMatchObject({ answered: true });
    first.echo(ACKNOWLEDGED);
    expect(first.pending()).toBeUndefined();

    const second = desk();
    second.acting.act({ eventId: "e", kind: "acknowledge" });
    second.echo(ACKNOWLEDGED);
    expect(second.pending()).toBeDefined();
    await second.answers[0]?.ok();
    expect(second.pending()).toBeUndefined();
  });

  test("is echoed by a new step of its own stage only", async () => {
    const { acting, answers, echo, pending } = desk();
    acting.act({ eventId: "e", kind: "assigned", assignee: "Crew 2" });
    await answers[0]?.ok();
    const steps = EVENT.handling?.steps ?? [];
    echo({ steps: [...steps, { stage: "cross-checked", timeMs: 5, author: "radar" }] });
    expect(pending()).toBeDefined();
    echo({ steps: [...steps, { stage: "assigned", timeMs: 6, author: "operator" }] });
    expect(pending()).toBeUndefined();
  });

  test("is sent once while it is pending, and never for an event that is not there", () => {
    const { acting, sent } = desk();
    acting.act({ eventId: "e", kind: "cleared" });
    acting.act({ eventId: "e", kind: "cleared" });
    acting.act({ eventId: "other", kind: "cleared" });
    expect(sent).toHaveLength(1);
  });

  test("that is refused is told until the next one", async () => {
    const { acting, answers, pending, fault } = desk();
    acting.act({ eventId: "e", kind: "on-site" });
    await answers[0]?.refuse({ code: "fault.act.stage", params: {} });
    expect(pending()).toBeUndefined();
    expect(fault()).toBe("fault.act.stage");
    acting.act({ eventId: "e", kind: "assigned", assignee: "Crew 2" });
    expect(fault()).toBeUndefined();
  });

  test("that cannot be sent says why", async () => {
    const { acting, answers, fault } = desk();
    acting.act({ eventId: "e", kind: "cleared" });
    await answers[0]?.fail();
    expect(fault()).toBe("fault.act.failed");
  });

  test("without an answer stays in doubt until the event shows it", async () => {
    const { acting, answers, echo, fault } = desk();
    acting.act({ eventId: "e", kind: "acknowledge" });
    await answers[0]?.refuse({ code: "fault.act.no-answer", params: { seconds: 10 } });
    expect(fault()).toBe("fault.act.no-answer");
    echo(ACKNOWLEDGED);
    expect(fault()).toBeUndefined();
  });

  test("on an event that is put away meanwhile is done with", async () => {
    const { acting, answers, tell, pending } = desk();
    acting.act({ eventId: "e", kind: "cleared" });
    await answers[0]?.ok();
    tell();
    expect(pending()).toBeUndefined();
  });
});
