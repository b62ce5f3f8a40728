// The images that a model's faces name: each once, as a path beside the file; read when they are asked for. An image that
// is not there, lies on the web, or is neither JPEG nor PNG is told once and not given.

import type { SourceFile } from "../format.ts";
import type { CityTally } from "./city-tally.ts";

const mediaTypeOf = (bytes: Uint8Array): string | undefined => {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "image/jpeg";
  if (bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47) return "image/png";
  return undefined;
};

export class ImageList {
  private readonly indices = new Map<string, number>();
  private readonly paths: string[] = [];
  private readonly told = new Set<number>();
  private readonly file: SourceFile;
  private readonly tally: CityTally;
  constructor(file: SourceFile, tally: CityTally) {
    this.file = file;
    this.tally = tally;
  }

  /** @param path as the file writes it */
  indexOf(path: string): number {
    const clean = path.trim().replaceAll("\\", "/").replace(/^\.\//, "");
    let index = this.indices.get(clean);
    if (index === undefined) {
      index = this.paths.length;
      this.indices.set(clean, index);
      this.paths.push(clean);
    }
    return index;
  }

  async image(index: number): Promise<{ bytes: Uint8Array; mediaType: string } | undefined> {
    const path = this.paths[index];
    if (path === undefined) return undefined;
    const tell = (code: string) => {
      if (!this.told.has(index)) this.tally.note("warning", code, path, { image: path });
      this.told.add(index);
      return undefined;
    };
    if (/^[a-z][a-z+.-]*:\/\//i.test(path)) return tell("finding.input.image-remote");
    const bytes = await this.file.beside(path);
    if (!bytes) return tell("finding.input.image-missing");
    const mediaType = mediaTypeOf(bytes);
    return mediaType ? { bytes, mediaType } : tell("finding.input.image-unknown");
  }
}
