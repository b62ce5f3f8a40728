// The first bytes of a file as text, for telling formats apart; what is no text gives nonsense, never an error.

/** Without a byte order mark; UTF-16 is read as such. */
export function headText(head: Uint8Array): string {
  const wide = head[0] === 0xff && head[1] === 0xfe ? "utf-16le" : head[0] === 0xfe && head[1] === 0xff;
  return new TextDecoder(wide === true ? "utf-16be" : wide || "utf-8").decode(head);
}
