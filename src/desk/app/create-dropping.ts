// The verbs of dropped files: one worker a file, ended with its last word or with the file's removal. Tiles come into the
// view when the whole file has been read, so that half a file is never shown as one.

import type { DroppedAnswers } from "../../data/build/dropped/dropped-batches.ts";
import type { DroppedFile, DroppedOutcome, DroppedTile, Dropping } from "../view/dropped.ts";
import { type ViewStore, wishCamera } from "../view/view-store.ts";
import type { FromDroppedWorker, ToDroppedWorker } from "./dropped-messages.ts";
import type { OpenedCity } from "./open-city.ts";

export function createDropping(
  { city }: OpenedCity,
  view: ViewStore,
  now: () => number,
): Dropping & { stop(): void } {
  const groundHeightM = city.groundHeightM ?? city.anchor.heightM;
  const open = new Map<string, { file: File; answers: DroppedAnswers; worker?: Worker }>();
  let made = 0;

  const change = (id: string, changed: Partial<DroppedFile>) =>
    view.setState(({ dropped }) => ({
      dropped: {
        ...dropped,
        files: dropped.files.map((each) => (each.id === id ? { ...each, ...changed } : each)),
      },
    }));
  const outcome = (id: string, to: DroppedOutcome) => change(id, { outcome: to });
  const fly = (id: string) => {
    const file = view.getState().dropped.files.find((each) => each.id === id);
    if (file?.outcome.state !== "ready") return;
    const { middle, rangeM } = file.outcome;
    wishCamera(view, { kind: "go-to", place: middle, rangeM: Math.min(6000, Math.max(120, rangeM * 1.2)) });
  };

  function start(id: string): void {
    const entry = open.get(id);
    if (!entry) return;
    entry.worker?.terminate();
    const sinceMs = now();
    outcome(id, { state: "reading", step: "reading", sinceMs });
    const tiles: DroppedTile[] = [];
    const worker = new Worker(new URL("./dropped.worker.ts", import.meta.url), { type: "module" });
    entry.worker = worker;
    const end = () => {
      worker.terminate();
      delete entry.worker;
    };
    worker.addEventListener("message", ({ data }: MessageEvent<FromDroppedWorker>) => {
      switch (data.kind) {
        case "format":
          return change(id, { format: data.format });
        case "progress": {
          const { step, done, total } = data;
          return outcome(id, {
            state: "reading",
            step,
            sinceMs,
            done,
            ...(total !== undefined && { total }),
          });
        }
        case "tile":
          return void tiles.push({ fileId: id, surface: data.surface, matrix: data.matrix, glb: data.glb });
        case "asks":
          end();
          return outcome(id, { state: "asks", question: data.question, found: data.found });
        case "failed":
          end();
          return outcome(id, { state: "failed", code: data.code, params: data.params });
        case "done": {
          end();
          const { kind: _, ...rest } = data;
          view.setState(({ dropped }) => ({ dropped: { ...dropped, tiles: [...dropped.tiles, ...tiles] } }));
          outcome(id, { state: "ready", ...rest });
          return fly(id);
        }
      }
    });
    worker.addEventListener("error", ({ message }) => {
      end();
      outcome(id, {
        state: "failed",
        code: "fault.dropped.unreadable",
        params: { file: entry.file.name, reason: message },
      });
    });
    worker.postMessage({ file: entry.file, answers: entry.answers, groundHeightM } satisfies ToDroppedWorker);
  }

  return {
    add(files) {
      for (const file of files) {
        made += 1;
        const id = `dropped-${made}`;
        open.set(id, { file, answers: {} });
        const listed: DroppedFile = {
          id,
          name: file.name,
          bytes: file.size,
          outcome: { state: "reading", step: "reading", sinceMs: now() },
        };
        view.setState(({ dropped }) => ({ dropped: { ...dropped, files: [...dropped.files, listed] } }));
        start(id);
      }
    },
    answer(id, { crs, place }) {
      const entry = open.get(id);
      if (!entry) return;
      entry.answers = {
        ...entry.answers,
        ...(crs !== undefined && { crs }),
        ...(place && { place: { ...place, heightM: place.heightM ?? groundHeightM } }),
      };
      start(id);
    },
    remove(id) {
      open.get(id)?.worker?.terminate();
      open.delete(id);
      view.setState(({ dropped, selection }) => ({
        dropped: {
          files: dropped.files.filter((each) => each.id !== id),
          tiles: dropped.tiles.filter((each) => each.fileId !== id),
        },
        ...(selection?.layer === "dropped" && { selection: undefined }),
      }));
    },
    fly,
    stop() {
      for (const { worker } of open.values()) worker?.terminate();
    },
  };
}
