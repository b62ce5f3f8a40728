// Where the chunks of a LAZ file lie, and how many points each has: its chunk table is itself packed, by the arithmetic coder
// of LASzip (Said's FastAC with adaptive models; LASzip, arithmeticdecoder.cpp, integercompressor.cpp). The library decodes
// chunks, but of the table only the whole file at once, which a city's cloud is too large for.

const LEAST_LENGTH = 2 ** 24;
const MOST_COUNT = 1 << 15;
const BIT_MOST_COUNT = 1 << 13;

/** Adaptive frequencies of a set of symbols. */
export class SymbolModel {
  readonly distribution: Uint32Array;
  private readonly counts: Uint32Array;
  private total = 0;
  private cycle: number;
  private left = 0;
  readonly symbols: number;
  constructor(symbols: number) {
    this.symbols = symbols;
    this.distribution = new Uint32Array(symbols);
    this.counts = new Uint32Array(symbols).fill(1);
    this.cycle = symbols;
    this.update();
    this.cycle = (symbols + 6) >> 1;
    this.left = this.cycle;
  }
  private update(): void {
    const { counts, distribution, symbols } = this;
    this.total += this.cycle;
    if (this.total > MOST_COUNT) {
      this.total = 0;
      for (let k = 0; k < symbols; k++) {
        counts[k] = ((counts[k] as number) + 1) >> 1;
        this.total += counts[k] as number;
      }
    }
    const scale = Math.floor(0x80000000 / this.total);
    for (let k = 0, sum = 0; k < symbols; k++) {
      distribution[k] = Math.floor((scale * sum) / 2 ** 16);
      sum += counts[k] as number;
    }
    this.cycle = Math.min((5 * this.cycle) >> 2, (symbols + 6) << 3);
    this.left = this.cycle;
  }
  saw(symbol: number): void {
    this.counts[symbol] = (this.counts[symbol] as number) + 1;
    if (--this.left === 0) this.update();
  }
}

export class BitModel {
  zero = 1 << 12;
  private zeros = 1;
  private count = 2;
  private cycle = 4;
  private left = 4;
  saw(bit: number): void {
    if (bit === 0) this.zeros += 1;
    if (--this.left > 0) return;
    this.count += this.cycle;
    if (this.count > BIT_MOST_COUNT) {
      this.count = (this.count + 1) >> 1;
      this.zeros = (this.zeros + 1) >> 1;
      if (this.zeros === this.count) this.count += 1;
    }
    this.zero = Math.floor((this.zeros * Math.floor(0x80000000 / this.count)) / 2 ** 18);
    this.cycle = Math.min((5 * this.cycle) >> 2, 64);
    this.left = this.cycle;
  }
}

class ArithmeticDecoder {
  private value = 0;
  private length = 0xffffffff;
  private at: number;
  private readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
    for (let i = 0; i < 4; i++) this.value = this.value * 256 + this.next();
  }
  private next(): number {
    if (this.at >= this.bytes.length + 8) throw new RangeError("chunk table");
    return this.bytes[this.at++] ?? 0;
  }
  private settle(): void {
    while (this.length < LEAST_LENGTH) {
      this.value = (this.value * 256 + this.next()) % 2 ** 32;
      this.length *= 256;
    }
  }
  bit(model: BitModel): number {
    const x = model.zero * Math.floor(this.length / 2 ** 13);
    const bit = this.value >= x ? 1 : 0;
    if (bit === 0) this.length = x;
    else {
      this.value -= x;
      this.length -= x;
    }
    this.settle();
    model.saw(bit);
    return bit;
  }
  symbol(model: SymbolModel): number {
    const step = Math.floor(this.length / 2 ** 15);
    let symbol = 0;
    let low = 0;
    let high = this.length;
    for (let end = model.symbols, middle = end >> 1; middle !== symbol; middle = (symbol + end) >> 1) {
      const z = step * (model.distribution[middle] as number);
      if (z > this.value) {
        end = middle;
        high = z;
      } else {
        symbol = middle;
        low = z;
      }
    }
    this.value -= low;
    this.length = high - low;
    this.settle();
    model.saw(symbol);
    return symbol;
  }
  bits(count: number): number {
    if (count > 19) {
      const low = this.bits(16);
      return this.bits(count - 16) * 2 ** 16 + low;
    }
    this.length = Math.floor(this.length / 2 ** count);
    const out = Math.floor(this.value / this.length);
    this.value -= this.length * out;
    this.settle();
    return out;
  }
}

/** 32-bit numbers as corrections to a guess. */
class IntegerDecoder {
  private readonly sizes: SymbolModel[];
  private readonly zero = new BitModel();
  private readonly tops = Array.from({ length: 32 }, (_, k) => new SymbolModel(2 ** Math.min(k + 1, 8)));
  private readonly decoder: ArithmeticDecoder;
  constructor(decoder: ArithmeticDecoder, contexts: number) {
    this.decoder = decoder;
    this.sizes = Array.from({ length: contexts }, () => new SymbolModel(33));
  }
  next(guess: number, context: number): number {
    return (guess + this.correction(context)) | 0;
  }
  private correction(context: number): number {
    const { decoder } = this;
    const k = decoder.symbol(this.sizes[context] as SymbolModel);
    if (k === 0) return decoder.bit(this.zero);
    if (k === 32) return -(2 ** 31);
    let c = decoder.symbol(this.tops[k - 1] as SymbolModel);
    if (k > 8) c = c * 2 ** (k - 8) + decoder.bits(k - 8);
    return c >= 2 ** (k - 1) ? c + 1 : c - (2 ** k - 1);
  }
}

export interface Chunk {
  at: number;
  bytes: number;
  points: number;
}

export const VARIABLE_CHUNKS = 0xffffffff;

/**
 * @param table from its version on
 * @param firstAt where the first chunk lies in the file
 * @param chunkPoints of a chunk, or VARIABLE_CHUNKS where the table says how many
 * @throws RangeError
 */
export function readChunkTable(
  table: Uint8Array,
  firstAt: number,
  chunkPoints: number,
  pointCount: number,
): Chunk[] {
  if (table.length < 8) throw new RangeError("chunk table");
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const count = view.getUint32(4, true);
  if (view.getUint32(0, true) !== 0 || count > Math.max(pointCount, 1)) throw new RangeError("chunk table");
  if (count === 0) return [];
  const integers = new IntegerDecoder(new ArithmeticDecoder(table, 8), 2);
  const out: Chunk[] = [];
  let at = firstAt;
  let left = pointCount;
  let lastPoints = 0;
  let lastBytes = 0;
  for (let i = 0; i < count; i++) {
    if (chunkPoints === VARIABLE_CHUNKS) lastPoints = integers.next(lastPoints, 0);
    else lastPoints = Math.min(chunkPoints, left);
    lastBytes = integers.next(lastBytes, 1);
    if (lastBytes <= 0 || lastPoints < 0 || lastPoints > left) throw new RangeError("chunk table");
    out.push({ at, bytes: lastBytes, points: lastPoints });
    at += lastBytes;
    left -= lastPoints;
  }
  if (left !== 0) throw new RangeError("chunk table");
  return out;
}
