// Lines of a text of bytes, one at a time, however the bytes come; record separators (RFC 8142) count as white space.

const NEWLINE = 10;

/** A line and whether it is the last one. @throws RangeError beyond `most` bytes without a line's end */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  most: number,
): AsyncGenerator<{ bytes: Uint8Array; ended: boolean }> {
  let held: Uint8Array[] = [];
  let size = 0;
  const join = (): Uint8Array => {
    if (held.length === 1) return held[0] as Uint8Array;
    const out = new Uint8Array(size);
    let at = 0;
    for (const piece of held) {
      out.set(piece, at);
      at += piece.length;
    }
    return out;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      held.push(chunk.subarray(from, at));
      size += at - from;
      yield { bytes: join(), ended: true };
      held = [];
      size = 0;
      from = at + 1;
    }
    if (from < chunk.length) {
      held.push(chunk.subarray(from));
      size += chunk.length - from;
    }
    if (size > most) throw new RangeError(String(size));
  }
  if (size > 0) yield { bytes: join(), ended: false };
}
