// One recorder a folder: a file with the id of the process that holds it. What a killed process left is taken over.

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../../model/records/fault.ts";

const LOCK = "recording.lock";

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Gives what lets it go again.
 * @throws Fault fault.record.folder-taken while another process records there, fault.record.folder where it can't be written
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, LOCK);
  try {
    await mkdir(folder, { recursive: true });
    const holder = Number(await readFile(path, "utf8").catch(() => ""));
    if (holder > 0 && alive(holder))
      throw new Fault("fault.record.folder-taken", { folder, process: holder });
    await writeFile(path, String(process.pid));
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault("fault.record.folder", { folder, reason: String((error as Error).message ?? error) });
  }
  return () => rm(path, { force: true });
}
