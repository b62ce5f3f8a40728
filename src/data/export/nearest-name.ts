// The known name that somebody probably meant: fewest letters to change (Levenshtein), case aside.

function changes(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        (row[j] as number) + 1,
        (next[j - 1] as number) + 1,
        (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row[b.length] as number;
}

export function nearestName(asked: string, known: readonly string[]): string {
  const own = asked.toLowerCase();
  const ranked = known.map((name) => ({ name, off: changes(own, name.toLowerCase()) }));
  return ranked.sort((a, b) => a.off - b.off)[0]?.name ?? "";
}
