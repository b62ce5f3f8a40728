// The export as one sees it: what is chosen, what the area holds, how a run goes. No React, no DOM; the panel reads the
// store and calls what is here. It lives as long as the city is open, so that a run goes on while one looks elsewhere.

import { createStore, type StoreApi } from "zustand/vanilla";
import { packageName } from "../../../data/export/export-job.ts";
import type { AreaCount, ExportProgress, ExportRequest } from "../../../data/export/request.ts";
import type { Format } from "../../../data/formats/format.ts";
import type { CityFile } from "../../../model/city/city-file.ts";
import { checkArea } from "../../../model/geo/area-check.ts";
import { readArea } from "../../../model/geo/area-geojson.ts";
import { Fault, type FaultParams } from "../../../model/records/fault.ts";
import { ROAD_CLASSES, type RoadClassId } from "../../../model/records/road-attributes.ts";
import { type AreaKind, WHOLE_CITY } from "../../view/chosen-area.ts";
import type { KeptExport } from "../../view/preferences.ts";
import { viewGround } from "../../view/view-ground.ts";
import type { ViewStore } from "../../view/view-store.ts";
import { attributesOf } from "./attribute-groups.ts";
import type { Exporter, ExportOutcome } from "./exporter.ts";

export interface Said {
  code: string;
  params: FaultParams;
}

export interface ExportChoice {
  classes: readonly RoadClassId[];
  /** Names left out, of those that the chosen classes have: what comes to the dictionary later is in. */
  without: readonly string[];
  format: string;
  crs: string;
}

export type CountState =
  | { state: "waiting" }
  /** `last` is what another area held, shown in a lighter tone meanwhile. */
  | { state: "counting"; last?: AreaCount }
  | { state: "counted"; count: AreaCount }
  | { state: "error"; said: Said };

export type RunState =
  | { state: "idle" }
  | { state: "running"; fileName: string; progress?: ExportProgress }
  | { state: "done"; outcome: ExportOutcome }
  | { state: "cancelled" }
  | { state: "failed"; said: Said };

export interface ExportState {
  choice: ExportChoice;
  count: CountState;
  run: RunState;
  /** Attributes of a kept choice that no dictionary knows. */
  unknownAttributes: readonly string[];
}

export interface ExportDeskOptions {
  city: CityFile;
  view: ViewStore;
  exporter: Exporter;
  formats: readonly Format[];
  crsIds: readonly string[];
  kept: KeptExport | undefined;
  keep(choice: ExportChoice): void;
  /** Has the browser save a package. */
  save(href: string, fileName: string): void;
}

export interface ExportDesk {
  store: StoreApi<ExportState>;
  exporter: Exporter;
  city: CityFile;
  formats: readonly Format[];
  crsIds: readonly string[];
  choose(changed: Partial<ExportChoice>): void;
  chooseArea(kind: AreaKind): void;
  readFile(file: { name: string; size: number; text(): Promise<string> }): Promise<void>;
  /** Counts follow the area while somebody looks; returns stop. */
  watch(): () => void;
  start(): void;
  cancel(): void;
  save(outcome: ExportOutcome): void;
  /** Of the package as it is chosen now. */
  fileName(): string;
  detach(): void;
}

const DEBOUNCE_MS = 250;
const MOST_FILE_MB = 8;

export function saidOf(error: unknown): Said {
  if (error instanceof Fault) return { code: error.code, params: error.params };
  const reason = error instanceof Error ? error.message : String(error);
  return { code: "fault.export.failed", params: { reason } };
}

/** A kept choice against what there is now. */
function soundChoice(
  { formats, crsIds, kept, city }: Pick<ExportDeskOptions, "formats" | "crsIds" | "kept" | "city">,
  canWrite: (format: Format) => boolean,
): { choice: ExportChoice; unknownAttributes: string[] } {
  const inCity = new Set(city.roads?.features.map((each) => each.class));
  const classes = ROAD_CLASSES.map(({ id }) => id).filter((id) => inCity.has(id));
  const known = new Set(attributesOf(ROAD_CLASSES.map(({ id }) => id)).map(({ name }) => name));
  const without = Array.isArray(kept?.without) ? kept.without.map(String) : [];
  const keptClasses = Array.isArray(kept?.classes) ? classes.filter((id) => kept.classes?.includes(id)) : [];
  const format =
    formats.find(({ id }) => id === kept?.format) ?? formats.find(canWrite) ?? (formats[0] as Format);
  return {
    choice: {
      classes: keptClasses.length > 0 ? keptClasses : classes,
      without: without.filter((name) => known.has(name)),
      format: format.id,
      crs: crsIds.find((id) => id === kept?.crs) ?? (crsIds[0] as string),
    },
    unknownAttributes: without.filter((name) => !known.has(name)),
  };
}

export function featuresOf(count: AreaCount | undefined, classes: readonly RoadClassId[]): number {
  return classes.reduce((sum, id) => sum + (count?.byClass[id] ?? 0), 0);
}

export const attributesChosen = ({ classes, without }: ExportChoice): string[] =>
  attributesOf(classes)
    .map(({ name }) => name)
    .filter((name) => name === "id" || !without.includes(name));

export function createExportDesk(options: ExportDeskOptions): ExportDesk {
  const { city, view, exporter, formats, crsIds } = options;
  const store = createStore<ExportState>()(() => ({
    ...soundChoice(options, exporter.canWrite),
    count: { state: "waiting" },
    run: { state: "idle" },
  }));
  let watching = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let counting: AbortController | undefined;
  let running: AbortController | undefined;

  const lastCount = (): AreaCount | undefined => {
    const { count } = store.getState();
    return count.state === "counted" ? count.count : count.state === "counting" ? count.last : undefined;
  };

  function recount(delayMs = DEBOUNCE_MS): void {
    clearTimeout(timer);
    counting?.abort();
    counting = undefined;
    const { kind, area } = view.getState().area;
    if (kind !== "city" && !area) {
      store.setState({ count: { state: "waiting" } });
      return;
    }
    const last = lastCount();
    store.setState({ count: { state: "counting", ...(last && { last }) } });
    if (watching === 0) return;
    timer = setTimeout(() => {
      const mine = new AbortController();
      counting = mine;
      const tell = (count: CountState) => {
        if (counting === mine) store.setState({ count });
      };
      // What can be said at once is not asked of anybody.
      Promise.resolve()
        .then(() => area && checkArea(area, city.bounds))
        .then((sound) => exporter.count(sound, mine.signal))
        .then(
          (count) => tell({ state: "counted", count }),
          (error: unknown) => tell({ state: "error", said: saidOf(error) }),
        );
    }, delayMs);
  }

  function followView(): void {
    const { camera, area } = view.getState();
    if (area.kind !== "view") return;
    const ring = camera && viewGround(camera, city.bounds);
    view.setState({ area: { kind: "view", ...(ring && { area: { polygons: [[ring]] } }) } });
  }

  const stopView = view.subscribe((state, before) => {
    if (watching > 0 && state.area.kind === "view" && state.camera !== before.camera) {
      const moved = ["lonDeg", "latDeg", "heightM", "headingDeg", "pitchDeg", "aspect"] as const;
      if (moved.some((name) => state.camera?.[name] !== before.camera?.[name])) followView();
    }
    if (state.area === before.area) return;
    // The view moves on its own; whoever changes another area is done with what was exported.
    if (state.area.kind !== "view") forget();
    recount();
  });

  function orderFault(): Said | undefined {
    const { choice, count } = store.getState();
    const { kind, area } = view.getState().area;
    const format = formats.find(({ id }) => id === choice.format);
    if (choice.classes.length === 0) return { code: "fault.export.classes-none", params: {} };
    if (kind !== "city" && !area) return { code: "fault.export.panel-no-area", params: {} };
    if (count.state === "error") return count.said;
    if (format && !exporter.canWrite(format))
      return { code: "fault.export.needs-server", params: { format: format.title } };
    if (count.state !== "counted") return undefined;
    const features = featuresOf(count.count, choice.classes);
    if (features === 0)
      return { code: "fault.export.nothing", params: { classes: choice.classes.join(", ") } };
    const most = exporter.mostFeatures;
    if (most === undefined || features <= most) return undefined;
    const [largest] = choice.classes
      .map((id) => ({ id, of: count.count.byClass[id] ?? 0 }))
      .sort((a, b) => b.of - a.of);
    const kindOf = ROAD_CLASSES.find(({ id }) => id === largest?.id);
    return {
      code: "fault.export.too-many-here",
      params: { most, features, class: kindOf?.id, count: largest?.of },
    };
  }

  /** Clears what was said of a run that is over. */
  function forget(): void {
    const { run } = store.getState();
    if (run.state === "running" || run.state === "idle") return;
    if (run.state === "done") run.outcome.dispose();
    store.setState({ run: { state: "idle" } });
  }

  const nameOf = (choice: ExportChoice): string => {
    const { kind, fileName } = view.getState().area;
    const area = kind === "file" ? (fileName ?? kind).replace(/\.[^.]*$/, "") : kind;
    return packageName(city.id, area, choice.format, choice.crs);
  };

  function start(): void {
    const { choice, run, count } = store.getState();
    if (run.state === "running") return;
    const said = orderFault();
    if (said) {
      store.setState({ run: { state: "failed", said } });
      return;
    }
    // What is written is what the panel promised: without a count there is no promise yet.
    if (count.state !== "counted") return;
    forget();
    const mine = new AbortController();
    running = mine;
    const fileName = nameOf(choice);
    const { area } = view.getState().area;
    const all = attributesOf(choice.classes).length;
    const attributes = attributesChosen(choice);
    const request: ExportRequest = {
      ...(area && { area }),
      classes: choice.classes,
      ...(attributes.length < all && { attributes }),
      crs: choice.crs,
      format: choice.format,
    };
    store.setState({ run: { state: "running", fileName } });
    const tell = (told: RunState) => {
      if (running !== mine) return;
      if (told.state !== "running") running = undefined;
      store.setState({ run: told });
    };
    exporter
      .run(request, fileName, {
        signal: mine.signal,
        onProgress: (progress) => tell({ state: "running", fileName, progress }),
      })
      .then(
        (outcome) => {
          if (running !== mine) return outcome.dispose();
          tell({ state: "done", outcome });
          options.save(outcome.href, outcome.fileName);
        },
        (error: unknown) => tell({ state: "failed", said: saidOf(error) }),
      );
  }

  return {
    store,
    exporter,
    city,
    formats,
    crsIds,
    choose(changed) {
      forget();
      store.setState(({ choice }) => ({ choice: { ...choice, ...changed }, unknownAttributes: [] }));
      options.keep(store.getState().choice);
    },
    chooseArea(kind) {
      const { area } = view.getState();
      forget();
      const tool = kind === "rectangle" || kind === "polygon" ? kind : undefined;
      if (kind === "city") view.setState({ area: WHOLE_CITY, areaTool: undefined });
      else if (kind === area.kind) view.setState({ areaTool: tool });
      else view.setState({ area: { kind }, areaTool: tool });
      followView();
    },
    async readFile(file) {
      const mb = file.size / 2 ** 20;
      try {
        if (mb > MOST_FILE_MB)
          throw new Fault("fault.export.area-file-size", {
            name: file.name,
            mb: mb.toFixed(1),
            most: MOST_FILE_MB,
          });
        const area = checkArea(readArea(await file.text()), city.bounds);
        view.setState({ area: { kind: "file", area, fileName: file.name }, areaTool: undefined });
      } catch (error) {
        view.setState({ area: { kind: "file", fileName: file.name }, areaTool: undefined });
        store.setState({ count: { state: "error", said: saidOf(error) } });
      }
    },
    watch() {
      watching += 1;
      followView();
      if (watching === 1 && store.getState().count.state !== "counted") recount(0);
      return () => {
        watching -= 1;
        if (watching > 0) return;
        view.setState({ areaTool: undefined });
        // Nobody looks: the frame of the view leaves the picture.
        if (view.getState().area.kind === "view") view.setState({ area: { kind: "view" } });
      };
    },
    start,
    cancel() {
      const mine = running;
      if (!mine) return;
      running = undefined;
      mine.abort();
      store.setState({ run: { state: "cancelled" } });
    },
    fileName: () => nameOf(store.getState().choice),
    save: ({ href, fileName }) => options.save(href, fileName),
    detach() {
      clearTimeout(timer);
      counting?.abort();
      running?.abort();
      stopView();
      exporter.detach();
    },
  };
}
