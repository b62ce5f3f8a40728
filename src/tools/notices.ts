// Third-party notices, made from what is installed: every package that ships, its licence and its text.

import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

interface LockPackage {
  version?: string;
  license?: string;
  dev?: boolean;
}

/** The notices as one text; packages used only in development are left out. */
export async function thirdPartyNotices(root: string): Promise<string> {
  const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, LockPackage>;
  };
  const shipped = Object.entries(lock.packages)
    .filter(([path, { dev }]) => path.startsWith("node_modules/") && !dev && existsSync(join(root, path)))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = await Promise.all(
    shipped.map(async ([path, { version, license }]) => {
      const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
      const texts = (await readdir(join(root, path))).filter((file) =>
        /^(licen[cs]e|notice|copying)/i.test(file),
      );
      const bodies = await Promise.all(
        texts.sort().map((file) => readFile(join(root, path, file), "utf8").catch(() => "")),
      );
      return `## ${name} ${version ?? ""} — ${license ?? "see text"}\n\n${bodies.join("\n\n").trim()}\n`;
    }),
  );
  return `# Third-party notices\n\nLaneTwin ships with these packages, each under its own licence.\n\n${parts.join("\n")}`;
}
