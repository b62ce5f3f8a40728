// Which ids a file has had, in 8 bytes each instead of their text: two 32-bit hashes. Two of ten million ids are taken
// for the same one with a chance of one in 300,000.

/** FNV-1a and a second, unlike hash (djb2 with xor, mixed at the end). */
function hashes(id: string): [number, number] {
  let a = 0x811c9dc5;
  let b = 5381;
  for (let i = 0; i < id.length; i++) {
    const code = id.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b, 33) ^ code;
  }
  a = Math.imul(a ^ (a >>> 15), 0x85ebca6b);
  b = Math.imul(b ^ (b >>> 13), 0xc2b2ae35) ^ Math.imul(id.length, 0x9e3779b1);
  return [(a ^ (a >>> 13)) >>> 0, (b ^ (b >>> 16)) >>> 0 || 1];
}

export class SeenIds {
  private size = 1 << 12;
  private count = 0;
  private first = new Uint32Array(this.size);
  /** 0 = a free place. */
  private second = new Uint32Array(this.size);

  /** @returns whether it is new; from then on it is not */
  add(id: string): boolean {
    if (this.count * 3 > this.size * 2) this.grow();
    const [a, b] = hashes(id);
    if (!this.put(a, b)) return false;
    this.count += 1;
    return true;
  }

  private put(a: number, b: number): boolean {
    const mask = this.size - 1;
    let at = a & mask;
    for (; this.second[at] !== 0; at = (at + 1) & mask)
      if (this.first[at] === a && this.second[at] === b) return false;
    this.first[at] = a;
    this.second[at] = b;
    return true;
  }

  private grow(): void {
    const { first, second } = this;
    this.size *= 2;
    this.first = new Uint32Array(this.size);
    this.second = new Uint32Array(this.size);
    for (let i = 0; i < first.length; i++)
      if (second[i] !== 0) this.put(first[i] as number, second[i] as number);
  }
}
