// A site's bays out of its bits: true is taken. Bits that are missing count as free no more than as taken: they are left out.

export function takenBays(takenBase64: string, count: number): boolean[] {
  const bytes = Uint8Array.from(atob(takenBase64), (character) => character.charCodeAt(0));
  return Array.from(
    { length: Math.min(count, bytes.length * 8) },
    (_, bay) => (((bytes[bay >> 3] as number) >> (bay & 7)) & 1) === 1,
  );
}
