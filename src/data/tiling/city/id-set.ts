// Which ids have been seen: 64 bits of each, in two flat arrays, so that a million ids cost 32 MB and not a hundred. Two
// different ids of a city of a million meet once in some thirty million cities.

const LEAST = 1 << 12;

export class IdSet {
  private a = new Uint32Array(LEAST);
  private b = new Uint32Array(LEAST);
  private size = 0;

  /** @returns false where it had been added before */
  add(id: string): boolean {
    let h1 = 0x811c9dc5;
    let h2 = 0x9747b28c;
    for (let i = 0; i < id.length; i++) {
      const unit = id.charCodeAt(i);
      h1 = Math.imul(h1 ^ unit, 0x01000193);
      h2 = Math.imul(h2 ^ unit, 0x5bd1e995);
      h2 ^= h2 >>> 15;
    }
    h1 ^= h1 >>> 16;
    h1 = Math.imul(h1, 0x7feb352d);
    h1 ^= h1 >>> 15;
    // 0, 0 means an empty place.
    if (!this.put(h1 >>> 0, h2 >>> 0 || 1)) return false;
    this.size += 1;
    if (this.size * 2 > this.a.length) this.grow();
    return true;
  }

  private put(first: number, second: number): boolean {
    const mask = this.a.length - 1;
    for (let at = first & mask; ; at = (at + 1) & mask) {
      if (this.b[at] === 0) {
        this.a[at] = first;
        this.b[at] = second;
        return true;
      }
      if (this.a[at] === first && this.b[at] === second) return false;
    }
  }

  private grow(): void {
    const { a, b } = this;
    this.a = new Uint32Array(a.length * 2);
    this.b = new Uint32Array(a.length * 2);
    for (let i = 0; i < a.length; i++) if (b[i] !== 0) this.put(a[i] as number, b[i] as number);
  }
}
