// What the processes of a city speak over: bytes to a subject, bytes back from whoever answers there. At most once and in
// the order of each publisher; what must not be lost is asked for with `request`, whose answer says that it came.
// Subjects are words with dots between; in a subscription `*` stands for one word.

export interface BusState {
  connected: boolean;
  /** Unix milliseconds. */
  sinceMs: number;
}

export interface BusStats {
  messagesIn: number;
  messagesOut: number;
  bytesIn: number;
  bytesOut: number;
  /** Published while nobody could take it. */
  dropped: number;
  reconnects: number;
}

export type BusListener = (bytes: Uint8Array, subject: string) => void;

export interface Bus {
  /** Where it goes, without credentials; for people. */
  readonly name: string;
  /** The most that a message may hold. */
  readonly maxBytes: number;
  /** Forgotten where the line is down. */
  publish(subject: string, bytes: Uint8Array): void;
  /** Returns unsubscribe. */
  subscribe(subject: string, listener: BusListener): () => void;
  /** Returns stop. An answer that throws is none, and the asker waits in vain. */
  answer(subject: string, answer: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>): () => void;
  /** @throws BusSilence */
  request(subject: string, bytes: Uint8Array, timeoutMs: number): Promise<Uint8Array>;
  state(): BusState;
  /** Hears each change of the state. Returns unfollow. */
  follow(listener: (state: BusState) => void): () => void;
  stats(): BusStats;
  /** What was published before still goes out. */
  close(): Promise<void>;
}

/** nobody: nobody answers there, so that nothing was done. late: no answer in time; it may have been done. lost: the line is down. */
export class BusSilence extends Error {
  readonly reason: "nobody" | "late" | "lost";
  constructor(reason: BusSilence["reason"], subject: string) {
    super(`${reason}: ${subject}`);
    this.name = "BusSilence";
    this.reason = reason;
  }
}

export const noStats = (): BusStats => ({
  messagesIn: 0,
  messagesOut: 0,
  bytesIn: 0,
  bytesOut: 0,
  dropped: 0,
  reconnects: 0,
});
