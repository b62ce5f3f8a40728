// Bytes that grow as they are written: text as UTF-8, figures as decimals, numbers little-endian. Made for millions of short
// pieces: nothing is allocated for a piece.

const DIGITS_AT_ONCE = 1e9;
/** Most figures have no more; those take the short way. */
const FIGURE_DECIMALS = 6;
const FIGURE_GRAIN = 1e6;
const encoder = new TextEncoder();

export class ByteBuffer {
  bytes: Uint8Array<ArrayBuffer>;
  view: DataView;
  length = 0;

  constructor(capacity = 65536) {
    this.bytes = new Uint8Array(capacity);
    this.view = new DataView(this.bytes.buffer);
  }

  /** What is written so far; its bytes change with the next piece. */
  written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  need(more: number): void {
    const least = this.length + more;
    if (least <= this.bytes.length) return;
    const bytes = new Uint8Array(Math.max(least, this.bytes.length * 2));
    bytes.set(this.bytes.subarray(0, this.length));
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer);
  }

  byte(value: number): void {
    this.need(1);
    this.bytes[this.length++] = value;
  }

  raw(bytes: Uint8Array): void {
    this.need(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** @returns the bytes it took */
  text(text: string): number {
    const n = text.length;
    this.need(n * 3);
    const { bytes } = this;
    const from = this.length;
    let at = from;
    for (let i = 0; i < n; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) {
        this.length = from + encoder.encodeInto(text, bytes.subarray(from)).written;
        return this.length - from;
      }
      bytes[at++] = code;
    }
    this.length = at;
    return n;
  }

  /** A whole number from 0 to 2^53. */
  private digits(value: number, least: number): void {
    const { bytes } = this;
    let width = 1;
    for (let power = 10; power <= value; power *= 10) width += 1;
    if (width < least) width = least;
    let at = this.length + width;
    this.length = at;
    // Only small integers divide fast.
    let rest = value;
    let left = width;
    while (rest >= DIGITS_AT_ONCE) {
      const high = Math.floor(rest / DIGITS_AT_ONCE);
      let low = rest - high * DIGITS_AT_ONCE;
      for (let i = 0; i < 9; i++) {
        const next = (low / 10) | 0;
        bytes[--at] = 48 + low - next * 10;
        low = next;
      }
      left -= 9;
      rest = high;
    }
    let low = rest | 0;
    while (left-- > 0) {
      const next = (low / 10) | 0;
      bytes[--at] = 48 + low - next * 10;
      low = next;
    }
  }

  /**
   * Any finite number, whole: the shortest text that reads back the same.
   * @param point a whole number keeps ".0", so that readers who guess types see a real
   */
  figure(value: number, point = false): void {
    const scaled = Math.round(value * FIGURE_GRAIN);
    if (scaled / FIGURE_GRAIN === value && Math.abs(scaled) < Number.MAX_SAFE_INTEGER)
      this.decimal(value, FIGURE_DECIMALS, point);
    else this.text(Number.isFinite(value) ? String(value) : "null");
  }

  /**
   * Rounded to `decimals` (9 at most), without trailing zeros; as JSON writes numbers.
   * @param point a whole number keeps ".0"
   */
  decimal(value: number, decimals: number, point = false): void {
    const grain = POWERS[decimals] as number;
    const scaled = Math.round(Math.abs(value) * grain);
    if (!(scaled < Number.MAX_SAFE_INTEGER)) {
      this.text(Number.isFinite(value) ? String(value) : "null");
      return;
    }
    this.need(32);
    if (value < 0 && scaled > 0) this.bytes[this.length++] = 45;
    const whole = Math.floor(scaled / grain);
    this.digits(whole, 1);
    let part = scaled - whole * grain;
    if (part === 0) {
      if (point) this.text(".0");
      return;
    }
    let places = decimals;
    while (part % 10 === 0) {
      part /= 10;
      places -= 1;
    }
    this.bytes[this.length++] = 46;
    this.digits(part, places);
  }
}

const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
