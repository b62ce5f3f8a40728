// The bus within one process, for several roles in it: nothing is encoded, nothing is lost, and a listener is never called
// from inside a publisher's call.

import { type Bus, type BusListener, BusSilence, type BusState, noStats } from "./bus.ts";

const MAX_BYTES = 1 << 20;

/** Whether a subject is one of those that a subscription means. */
export function isMeant(subscribed: string, subject: string): boolean {
  const [words, given] = [subscribed.split("."), subject.split(".")];
  return words.length === given.length && words.every((word, i) => word === "*" || word === given[i]);
}

export function createLocalBus(now: () => number): Bus {
  const listeners = new Map<BusListener, string>();
  const answers = new Map<string, Parameters<Bus["answer"]>[1]>();
  const stats = noStats();
  let open = true;
  const state: BusState = { connected: true, sinceMs: now() };
  const took = (bytes: Uint8Array) => {
    stats.messagesIn += 1;
    stats.bytesIn += bytes.length;
  };
  const gave = (bytes: Uint8Array) => {
    stats.messagesOut += 1;
    stats.bytesOut += bytes.length;
  };
  return {
    name: "in-process",
    maxBytes: MAX_BYTES,
    publish(subject, bytes) {
      if (!open) {
        stats.dropped += 1;
        return;
      }
      gave(bytes);
      const copy = bytes.slice();
      queueMicrotask(() => {
        for (const [listener, subscribed] of [...listeners])
          if (isMeant(subscribed, subject) && listeners.has(listener)) {
            took(copy);
            listener(copy, subject);
          }
      });
    },
    subscribe(subject, listener) {
      // Of its own, so that one function may listen twice.
      const own: BusListener = (bytes, at) => listener(bytes, at);
      listeners.set(own, subject);
      return () => void listeners.delete(own);
    },
    answer(subject, answer) {
      answers.set(subject, answer);
      return () => {
        if (answers.get(subject) === answer) answers.delete(subject);
      };
    },
    async request(subject, bytes, timeoutMs) {
      const answer = answers.get(subject);
      if (!open) throw new BusSilence("lost", subject);
      if (!answer) throw new BusSilence("nobody", subject);
      gave(bytes);
      const copy = bytes.slice();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, refuse) => {
        timer = setTimeout(() => refuse(new BusSilence("late", subject)), timeoutMs);
      });
      const never = new Promise<never>(() => {});
      const answered = Promise.resolve()
        .then(() => {
          took(copy);
          return answer(copy);
        })
        .catch(() => never);
      const given = await Promise.race([answered, late]).finally(() => clearTimeout(timer));
      return given.slice();
    },
    state: () => state,
    follow: () => () => {},
    stats: () => ({ ...stats }),
    async close() {
      open = false;
      listeners.clear();
      answers.clear();
    },
  };
}
