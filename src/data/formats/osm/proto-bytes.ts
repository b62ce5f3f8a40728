// Protocol buffers, as much of them as OSM's PBF needs: fields of a message, varints, packed lists. Wrong bytes throw a
// RangeError; nothing is read past the end.

const BYTE = 2 ** 7;

export class ProtoBytes {
  private readonly bytes: Uint8Array;
  at: number;
  private readonly end: number;
  constructor(bytes: Uint8Array, from = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  get ended(): boolean {
    return this.at >= this.end;
  }

  /** Below 2^53 exact; of ten bytes it is a negative number in two's complement. */
  varint(): number {
    let out = 0;
    let scale = 1;
    for (let count = 1; ; count++) {
      if (this.at >= this.end || count > 10) throw new RangeError("varint");
      const byte = this.bytes[this.at++] as number;
      if (count === 10) return this.negative(this.at - 10);
      out += (byte & 0x7f) * scale;
      if (byte < 0x80) return out;
      scale *= BYTE;
    }
  }

  private negative(from: number): number {
    let out = 0n;
    for (let i = 9; i >= 0; i--) out = (out << 7n) | BigInt((this.bytes[from + i] as number) & 0x7f);
    return Number(BigInt.asIntN(64, out));
  }

  /** Zigzag. */
  signed(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** What has its length before it. */
  part(): ProtoBytes {
    const length = this.varint();
    const from = this.at;
    if (length > this.end - from) throw new RangeError("length");
    this.at = from + length;
    return new ProtoBytes(this.bytes, from, this.at);
  }

  raw(): Uint8Array {
    return this.bytes.subarray(this.at, this.end);
  }

  skip(wire: number): void {
    if (wire === 0) this.varint();
    else if (wire === 1) this.at += 8;
    else if (wire === 2) this.part();
    else if (wire === 5) this.at += 4;
    else throw new RangeError(`wire type ${wire}`);
    if (this.at > this.end) throw new RangeError("length");
  }

  /** Every field of the message: `take` reads it and returns true, or leaves it. */
  fields(take: (field: number) => boolean): void {
    while (!this.ended) {
      const key = this.varint();
      if (!take(Math.floor(key / 8))) this.skip(key % 8);
    }
  }

  /** A packed list of plain varints. */
  list(): number[] {
    const part = this.part();
    const out: number[] = [];
    while (!part.ended) out.push(part.varint());
    return out;
  }

  /** A packed list of differences, summed up. */
  deltas(): number[] {
    const part = this.part();
    const out: number[] = [];
    for (let sum = 0; !part.ended; ) {
      sum += part.signed();
      out.push(sum);
    }
    return out;
  }
}
