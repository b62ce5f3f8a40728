// A socket.io parser that sends one websocket message per packet: a frame as its bare bytes, all else as JSON text.
// (The default parser sends two messages for a binary packet and walks every argument in search of binary.)

const EVENT = 2;
const FRAME = "frame";

interface Packet {
  type: number;
  nsp: string;
  data?: unknown;
  id?: number;
}

type Listener = (packet: Packet) => void;

/** An event's packet as text, for those who send the same to many. */
export const eventText = (name: string, values: readonly unknown[]): string =>
  JSON.stringify({ type: EVENT, nsp: "/", data: [name, ...values] });

export class Encoder {
  encode(packet: Packet): (string | ArrayBuffer | Uint8Array)[] {
    const { type, nsp, data, id } = packet;
    if (type === EVENT && Array.isArray(data) && data[0] === FRAME && data[1] instanceof Object)
      return [data[1] as Uint8Array];
    return [JSON.stringify({ type, nsp, data, id })];
  }
}

export class Decoder {
  #listeners = new Map<string, Set<Listener>>();

  on(event: string, listener: Listener): this {
    const set = this.#listeners.get(event) ?? new Set<Listener>();
    this.#listeners.set(event, set.add(listener));
    return this;
  }
  off(event: string, listener: Listener): this {
    this.#listeners.get(event)?.delete(listener);
    return this;
  }
  removeListener(event: string, listener: Listener): this {
    return this.off(event, listener);
  }

  /** @throws Error on text that is no packet; the engine then closes the connection. */
  add(chunk: string | ArrayBuffer | Uint8Array): void {
    const packet =
      typeof chunk === "string"
        ? parsePacket(chunk)
        : { type: EVENT, nsp: "/", data: [FRAME, exactBuffer(chunk)] };
    for (const listener of this.#listeners.get("decoded") ?? []) listener(packet);
  }

  destroy(): void {
    this.#listeners.clear();
  }
}

function parsePacket(text: string): Packet {
  const packet = JSON.parse(text) as Packet;
  const sound =
    Number.isInteger(packet?.type) &&
    packet.type >= 0 &&
    packet.type <= 4 &&
    typeof packet.nsp === "string" &&
    (packet.id === undefined || Number.isInteger(packet.id)) &&
    (packet.type !== EVENT || (Array.isArray(packet.data) && typeof packet.data[0] === "string"));
  if (!sound) throw new Error("not a packet");
  return packet;
}

/** The bytes as an ArrayBuffer of their own, aligned for typed arrays. */
function exactBuffer(bytes: ArrayBuffer | Uint8Array): ArrayBuffer {
  return bytes instanceof ArrayBuffer ? bytes : new Uint8Array(bytes).buffer;
}

export const packetParser = { Encoder, Decoder };
