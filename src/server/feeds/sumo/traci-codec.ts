// Bytes of TraCI, big-endian: commands out, typed values in. Only what this client asks for. Numbers by name are those
// of SUMO's TraCIConstants.h (API 18 to 21).

export const CMD = {
  version: 0x00,
  step: 0x02,
  order: 0x03,
  close: 0x7f,
  getLights: 0xa2,
  getLane: 0xa3,
  getVehicle: 0xa4,
  getSimulation: 0xab,
  subscribeLights: 0xd2,
  subscribeVehicle: 0xd4,
  subscribeSimulation: 0xdb,
} as const;
/** Answers carry the command's number and 16. */
export const ANSWER_OFFSET = 0x10;

export const VAR = {
  idList: 0x00,
  lightState: 0x20,
  nextSwitch: 0x2d,
  slope: 0x36,
  position3d: 0x39,
  speed: 0x40,
  position: 0x42,
  angle: 0x43,
  length: 0x44,
  vehicleClass: 0x49,
  width: 0x4d,
  lane: 0x51,
  lanePosition: 0x56,
  time: 0x66,
  departed: 0x74,
  arrived: 0x7a,
  deltaT: 0x7b,
  parameter: 0x7e,
  convert: 0x82,
  lateral: 0xb8,
  height: 0xbc,
} as const;

export type TraciValue = number | string | string[] | number[] | TraciValue[];

/** One command's content, with its own length in front. */
export function command(id: number, content: Buffer): Buffer {
  const length = content.length + 2;
  if (length <= 255) return Buffer.concat([Buffer.from([length, id]), content]);
  const head = Buffer.alloc(6);
  head.writeUInt32BE(length + 4, 1);
  head[5] = id;
  return Buffer.concat([head, content]);
}

export function message(commands: readonly Buffer[]): Buffer {
  const body = Buffer.concat(commands);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length + 4);
  return Buffer.concat([head, body]);
}

export const bytes = {
  byte: (value: number) => Buffer.from([value]),
  int(value: number) {
    const out = Buffer.alloc(4);
    out.writeInt32BE(value);
    return out;
  },
  double(value: number) {
    const out = Buffer.alloc(8);
    out.writeDoubleBE(value);
    return out;
  },
  text(value: string) {
    const body = Buffer.from(value, "utf8");
    return Buffer.concat([bytes.int(body.length), body]);
  },
};

/** Reads on; throws RangeError past the end, which ends the connection and not the process. */
export class TraciReader {
  #at = 0;
  readonly #data: Buffer;
  constructor(data: Buffer) {
    this.#data = data;
  }
  get left(): number {
    return this.#data.length - this.#at;
  }
  byte(): number {
    this.#at += 1;
    return this.#data.readUInt8(this.#at - 1);
  }
  int(): number {
    this.#at += 4;
    return this.#data.readInt32BE(this.#at - 4);
  }
  double(): number {
    this.#at += 8;
    return this.#data.readDoubleBE(this.#at - 8);
  }
  /** A count of things that take at least `least` bytes each. */
  count(least = 1): number {
    const n = this.int();
    if (n < 0 || n * least > this.left) throw new RangeError(`count ${n} exceeds the message`);
    return n;
  }
  text(): string {
    const length = this.count();
    this.#at += length;
    return this.#data.toString("utf8", this.#at - length, this.#at);
  }
  /** The head of the next command: its number and how many bytes of it are left. */
  head(): { id: number; length: number } {
    const short = this.byte();
    return short === 0 ? { length: this.int() - 6, id: this.byte() } : { length: short - 2, id: this.byte() };
  }
  value(type = this.byte()): TraciValue {
    switch (type) {
      case 0x00:
      case 0x01:
        return [this.double(), this.double()];
      case 0x02:
      case 0x03:
        return [this.double(), this.double(), this.double()];
      case 0x06: {
        const n = this.byte() || this.count(16);
        return Array.from({ length: n }, () => [this.double(), this.double()]);
      }
      case 0x07:
      case 0x08:
        return this.byte();
      case 0x09:
        return this.int();
      case 0x0b:
        return this.double();
      case 0x0c:
        return this.text();
      case 0x0e:
        return Array.from({ length: this.count(4) }, () => this.text());
      case 0x0f:
        return Array.from({ length: this.count() }, () => this.value());
      case 0x10:
        return Array.from({ length: this.count(8) }, () => this.double());
      case 0x11:
        return [this.byte(), this.byte(), this.byte(), this.byte()];
      default:
        throw new RangeError(`unknown type ${type}`);
    }
  }
}

export interface Subscribed {
  answer: number;
  id: string;
  values: Map<number, TraciValue>;
}

/** One answer to a variable subscription; variables that SUMO could not give are left out. */
export function readSubscribed(reader: TraciReader): Subscribed {
  const { id: answer } = reader.head();
  const id = reader.text();
  const values = new Map<number, TraciValue>();
  for (let n = reader.byte(); n > 0; n--) {
    const variable = reader.byte();
    const status = reader.byte();
    const value = reader.value();
    if (status === 0) values.set(variable, value);
  }
  return { answer, id, values };
}
