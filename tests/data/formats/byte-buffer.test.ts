import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteBuffer } from "../../../src/data/formats/byte-buffer.ts";

const textOf = (write: (out: ByteBuffer) => void) => {
  const out = new ByteBuffer(4);
  write(out);
  return new TextDecoder().decode(out.written());
};

test("a coordinate is written to the nearest of its decimals and never as an exponent", () => {
  const degrees = fc.double({ min: -180, max: 180, noNaN: true });
  fc.assert(
    fc.property(degrees, (value) => {
      const text = textOf((out) => out.decimal(value, 9));
      expect(text).toMatch(/^-?\d+(\.\d{1,9})?$/);
      expect(text).not.toMatch(/\.\d*0$/);
      expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(5.0001e-10);
    }),
  );
  const metres = fc.double({ min: -4e7, max: 4e7, noNaN: true });
  fc.assert(
    fc.property(metres, (value) => {
      expect(Math.abs(Number(textOf((out) => out.decimal(value, 4))) - value)).toBeLessThanOrEqual(5.0001e-5);
    }),
  );
});

test("a figure reads back as the same number, whatever it is", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), (value, point) => {
      expect(Number(textOf((out) => out.figure(value, point)))).toBe(value === 0 ? 0 : value);
    }),
  );
  expect(textOf((out) => out.figure(40, true))).toBe("40.0");
  expect(textOf((out) => out.figure(Number.NaN))).toBe("null");
});

test("text is UTF-8, whatever its characters", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(textOf((out) => void out.text(text))).toBe(text);
    }),
  );
});
