import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { classesOf } from "../../../src/data/export/classes-of.ts";
import { exportPackage } from "../../../src/data/export/export-package.ts";
import { diskFault, folderTarget } from "../../../src/data/export/folder/node.ts";
import { exportFormats } from "../../../src/data/export/format-of.ts";
import type { WriteTarget } from "../../../src/data/formats/format.ts";
import { Fault } from "../../../src/model/records/fault.ts";
import { smallCity } from "./small-city.ts";

const full = () => Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });

/** A folder on a disk that takes so many bytes and no more. */
function smallDisk(folder: string, most: number): WriteTarget & { dispose(): void } {
  const inner = folderTarget(folder);
  let left = most;
  const pay = (bytes: number) => {
    left -= bytes;
    if (left < 0) throw full();
  };
  return {
    ...inner,
    create: async (path) => {
      const sink = await inner.create(path);
      return {
        ...sink,
        write: (bytes) => {
          pay(bytes.length);
          return sink.write(bytes);
        },
      };
    },
    scratch: () => {
      const file = inner.scratch();
      return {
        ...file,
        write: (offset, bytes) => {
          pay(bytes.length);
          file.write(offset, bytes);
        },
      };
    },
    database: async (path) => {
      const database = await inner.database(path);
      return {
        ...database,
        exec: (sql) => {
          pay(4096);
          database.exec(sql);
        },
      };
    },
  };
}

test.each(exportFormats().map(({ id }) => id))(
  "%s on a full disk gives one message and leaves no scratch",
  async (format) => {
    const parent = mkdtempSync(join(tmpdir(), "lanetwin-full-"));
    try {
      const reader = await smallCity();
      const target = smallDisk(join(parent, "package"), 6000);
      const request = { classes: classesOf(reader.city), crs: "EPSG:4326", format };
      const error = await exportPackage(reader, request, target, {
        software: { name: "x", version: "0" },
      }).catch((thrown: unknown) => diskFault(thrown, parent));
      target.dispose();
      expect(error).toBeInstanceOf(Fault);
      expect((error as Fault).code).toBe("fault.export.disk-full");
      expect(readdirSync(parent)).toEqual(["package"]);
    } finally {
      rmSync(parent, { recursive: true, force: true });
      expect(existsSync(parent)).toBe(false);
    }
  },
);
