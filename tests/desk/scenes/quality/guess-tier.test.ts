import { expect, test } from "vitest";
import { guessTier } from "../../../../src/desk/scenes/quality/guess-tier.ts";

const desk = { cores: 12, memoryGiB: 8, touch: false, shortSidePx: 1080 };

test("software, phones' graphics, small touch screens and little memory get the phone's tier", () => {
  expect(guessTier({ ...desk, renderer: "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device))" })).toBe("phone");
  expect(guessTier({ ...desk, renderer: "llvmpipe (LLVM 15.0.7, 256 bits)" })).toBe("phone");
  expect(guessTier({ ...desk, renderer: "Adreno (TM) 740" })).toBe("phone");
  expect(guessTier({ ...desk, renderer: "Apple GPU", touch: true, shortSidePx: 390 })).toBe("phone");
  expect(guessTier({ ...desk, renderer: "Intel UHD", memoryGiB: 2 })).toBe("phone");
});

test("strong graphics with cores beside them get the workstation's, all else the laptop's", () => {
  const strong = "ANGLE (NVIDIA, NVIDIA GeForce RTX 4070 Direct3D11)";
  expect(guessTier({ ...desk, renderer: strong })).toBe("workstation");
  expect(guessTier({ ...desk, renderer: strong, cores: 4 })).toBe("laptop");
  expect(guessTier({ ...desk, renderer: "ANGLE (Intel, Intel(R) Iris(R) Xe Graphics)" })).toBe("laptop");
  expect(guessTier({ ...desk, renderer: "" })).toBe("laptop");
});
