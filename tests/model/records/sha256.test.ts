import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256 } from "../../../src/model/records/sha256.ts";

test("any bytes in any pieces have the hash that OpenSSL finds", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }), (pieces) => {
      const [ours, theirs] = [sha256(), createHash("sha256")];
      for (const piece of pieces) {
        ours.update(piece);
        theirs.update(piece);
      }
      expect(ours.hex()).toBe(theirs.digest("hex"));
    }),
  );
});
