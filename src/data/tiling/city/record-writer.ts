// Bytes that grow: little-endian numbers, texts and arrays one after another. Not a file format: what it writes is read
// back by the same build.

const encoder = new TextEncoder();

export class RecordWriter {
  bytes = new Uint8Array(1 << 16);
  length = 0;
  private view = new DataView(this.bytes.buffer);

  /** Makes room for `more` bytes. */
  private room(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    let size = this.bytes.length * 2;
    while (size < this.length + more) size *= 2;
    const bytes = new Uint8Array(size);
    bytes.set(this.bytes.subarray(0, this.length));
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer);
  }

  u8(value: number): void {
    this.room(1);
    this.bytes[this.length] = value;
    this.length += 1;
  }

  u16(value: number): void {
    this.room(2);
    this.view.setUint16(this.length, value, true);
    this.length += 2;
  }

  u32(value: number): void {
    this.room(4);
    this.view.setUint32(this.length, value, true);
    this.length += 4;
  }

  i32(value: number): void {
    this.room(4);
    this.view.setInt32(this.length, value, true);
    this.length += 4;
  }

  f32(value: number): void {
    this.room(4);
    this.view.setFloat32(this.length, value, true);
    this.length += 4;
  }

  f64(value: number): void {
    this.room(8);
    this.view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  /** Length in bytes, then UTF-8. */
  text(value: string): void {
    this.room(4 + value.length * 3);
    const { written } = encoder.encodeInto(value, this.bytes.subarray(this.length + 4));
    this.view.setUint32(this.length, written, true);
    this.length += 4 + written;
  }

  raw(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Fills up to a multiple of four with zeros. */
  pad(): void {
    while (this.length % 4 !== 0) this.u8(0);
  }

  setU32(at: number, value: number): void {
    this.view.setUint32(at, value, true);
  }
}
