// Where the nodes lie that somebody wants: ids gathered first, then their places, 16 bytes each in sorted arrays. Degrees.

export class NodePlaces {
  private ids = new Float64Array(1 << 12);
  private count = 0;
  private places = new Float64Array(0);

  want(id: number): void {
    if (this.count === this.ids.length) {
      this.tidy();
      if (this.count * 2 > this.ids.length) {
        const more = new Float64Array(this.ids.length * 2);
        more.set(this.ids.subarray(0, this.count));
        this.ids = more;
      }
    }
    this.ids[this.count++] = id;
  }

  /** Sorted, each once. */
  private tidy(): void {
    const own = this.ids.subarray(0, this.count).sort();
    let kept = 0;
    for (let i = 0; i < own.length; i++) if (i === 0 || own[i] !== own[i - 1]) own[kept++] = own[i] as number;
    this.count = kept;
  }

  /** No more ids are wanted from here on. */
  ready(): void {
    this.tidy();
    this.places = new Float64Array(this.count * 2).fill(Number.NaN);
  }

  private indexOf(id: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.ids[middle] as number) < id) low = middle + 1;
      else high = middle;
    }
    return low < this.count && this.ids[low] === id ? low : -1;
  }

  place(id: number, lonDeg: number, latDeg: number): void {
    const at = this.indexOf(id);
    if (at < 0 || !(Math.abs(lonDeg) <= 180) || !(Math.abs(latDeg) <= 90)) return;
    this.places[at * 2] = lonDeg;
    this.places[at * 2 + 1] = latDeg;
  }

  /** Longitude, latitude … of each, and how many are not there. */
  along(ids: readonly number[]): { corners: number[]; missing: number } {
    const corners: number[] = [];
    let missing = 0;
    for (const id of ids) {
      const at = this.indexOf(id);
      const lon = at < 0 ? Number.NaN : (this.places[at * 2] as number);
      if (Number.isNaN(lon)) missing += 1;
      else corners.push(lon, this.places[at * 2 + 1] as number);
    }
    return { corners, missing };
  }
}
