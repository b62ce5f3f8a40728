// Words of codes: GML dictionaries that lie beside the file, each read once. PLATEAU names the code and describes it; others
// identify the code and name it.

import type { CityTally } from "../city/city-tally.ts";
import type { SourceFile } from "../format.ts";
import { childOf, type Element } from "../xml/element.ts";
import { streamElements } from "../xml/stream-elements.ts";

type Words = ReadonlyMap<string, string>;

async function readDictionary(bytes: Uint8Array, name: string): Promise<Words> {
  const words = new Map<string, string>();
  const walk = (element: Element) => {
    if (element.name !== "Definition" && element.name !== "DefinitionProxy") {
      for (const child of element.children) walk(child);
      return;
    }
    const text = (child: string) => childOf(element, child)?.text.trim() || undefined;
    const code = text("identifier") ?? text("name");
    const word =
      text("identifier") === undefined ? text("description") : (text("name") ?? text("description"));
    if (code !== undefined && word !== undefined) words.set(code, word);
  };
  await streamElements([bytes], {
    fileName: name,
    rootName: "Dictionary",
    faults: "fault.citygml",
    onChild: walk,
  });
  return words;
}

export class CodeLists {
  private readonly lists = new Map<string, Promise<Words | undefined>>();
  private readonly file: SourceFile;
  private readonly tally: CityTally;
  constructor(file: SourceFile, tally: CityTally) {
    this.file = file;
    this.tally = tally;
  }

  /** The word of a code, where its list is beside the file and has it. */
  async word(codeSpace: string, code: string): Promise<string | undefined> {
    let list = this.lists.get(codeSpace);
    if (!list) {
      list = this.load(codeSpace);
      this.lists.set(codeSpace, list);
    }
    return (await list)?.get(code);
  }

  private async load(codeSpace: string): Promise<Words | undefined> {
    const base = codeSpace.slice(codeSpace.lastIndexOf("/") + 1);
    const places = [/^[a-z][a-z+.-]*:/i.test(codeSpace) ? [] : [codeSpace], `codelists/${base}`, base].flat();
    for (const place of new Set(places)) {
      const bytes = await this.file.beside(place).catch(() => undefined);
      if (!bytes) continue;
      try {
        return await readDictionary(bytes, place);
      } catch {
        this.tally.note("warning", "finding.citygml.code-list", codeSpace, { list: codeSpace });
        return undefined;
      }
    }
    this.tally.note("info", "finding.citygml.no-code-list", codeSpace, { list: codeSpace });
    return undefined;
  }
}
