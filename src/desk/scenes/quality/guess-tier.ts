// A tier for a device, from what a browser tells of it: the name of its graphics, its cores, whether it is held in the
// hand. A guess to start with; the frames tell better.

import type { Tier } from "../../view/quality-tier.ts";

export interface DeviceFacts {
  /** UNMASKED_RENDERER_WEBGL, or "". */
  renderer: string;
  cores: number;
  /** GiB, where it is told. */
  memoryGiB?: number;
  touch: boolean;
  /** Shorter side of the screen, CSS pixels. */
  shortSidePx: number;
}

const SOFTWARE = /swiftshader|llvmpipe|softpipe|basic render|software/i;
const MOBILE = /adreno|mali|powervr|videocore|tegra/i;
const STRONG =
  /nvidia|geforce|quadro|rtx|radeon (rx|pro)|amd radeon.*(rx|pro)|arc\(tm\) [ab]\d|apple m\d+ (pro|max|ultra)/i;

export function guessTier({ renderer, cores, memoryGiB, touch, shortSidePx }: DeviceFacts): Tier {
  if (SOFTWARE.test(renderer) || MOBILE.test(renderer)) return "phone";
  if (touch && shortSidePx < 700) return "phone";
  if (memoryGiB !== undefined && memoryGiB <= 2) return "phone";
  return STRONG.test(renderer) && cores >= 8 ? "workstation" : "laptop";
}

export function deviceFacts(gl: WebGL2RenderingContext | null): DeviceFacts {
  const info = gl?.getExtension("WEBGL_debug_renderer_info");
  const { deviceMemory } = navigator as { deviceMemory?: number };
  return {
    renderer: info ? String(gl?.getParameter(info.UNMASKED_RENDERER_WEBGL)) : "",
    cores: navigator.hardwareConcurrency ?? 2,
    ...(deviceMemory !== undefined && { memoryGiB: deviceMemory }),
    touch: matchMedia("(pointer: coarse)").matches,
    shortSidePx: Math.min(screen.width, screen.height),
  };
}
