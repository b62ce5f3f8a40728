// Where in a list that is in order of time something later begins.

/** Index of the first that is later than a time; the length where none is. */
export function firstAfter(list: readonly { timeMs: number }[], timeMs: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as { timeMs: number }).timeMs > timeMs) high = middle;
    else low = middle + 1;
  }
  return low;
}
