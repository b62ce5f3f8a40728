// The app: opens the city, connects the twin, holds language and theme, and gives all of it to the desk.

import { MantineProvider } from "@mantine/core";
import { spotlight } from "@mantine/spotlight";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { I18nextProvider } from "react-i18next";
import { useStore } from "zustand";
import { connectSocket, type SocketSource } from "../../live/sources/socket/connect.ts";
import { type Language, sentence } from "../../words/index.ts";
import type { ExportDesk } from "../panels/export/export-desk.ts";
import { ExportContext } from "../panels/export/exporter.ts";
import { type Acting, createActing } from "../view/acting.ts";
import { DeskContext } from "../view/desk-context.tsx";
import { observedPlaces, searchObserved } from "../view/observed-places.ts";
import { keepPreferences, type Preferences } from "../view/preferences.ts";
import { createViewStore } from "../view/view-store.ts";
import { createActCommands } from "./act-commands.ts";
import { createCommands, createWalkCommands, runs } from "./commands.ts";
import { createDropping } from "./create-dropping.ts";
import { openExportDesk } from "./create-export-desk.ts";
import { createSearch } from "./create-search.ts";
import { DeskShell, type ShellState } from "./desk-shell.tsx";
import { fillMeasures } from "./fill-measures.ts";
import { deskOfHash, followDeskAddress } from "./follow-desk-address.ts";
import { followTimeAddress } from "./follow-time-address.ts";
import { createI18n } from "./i18n.ts";
import { layers } from "./layers.ts";
import { type OpenedCity, openCity } from "./open-city.ts";
import { openPlanning } from "./open-planning.ts";
import { Palette } from "./palette.tsx";
import { panels } from "./panels.ts";
import { createPlanCommands } from "./plan-commands.ts";
import { readRecords } from "./read-records.ts";
import { createTimeCommands } from "./time-commands.ts";
import { createToolCommands } from "./tool-commands.ts";
import { followWalkAddress, walkOfHash } from "./walk-address.ts";

/** Three.js and what walks; the desk's engine is as lazy, so that neither loads the other. */
const WalkShell = lazy(() => import("./walk-shell.tsx"));

/** 128 random bits; randomUUID is not there on plain http beyond this machine. */
const newId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
const now = () => performance.timeOrigin + performance.now();
/** Below this width panels start closed: the city comes first. */
const PHONE_PX = 800;

interface Props {
  language: Language;
  preferences: Preferences;
}

export function App({ language: first, preferences }: Props) {
  const view = useMemo(
    () =>
      createViewStore({
        language: first,
        theme: preferences.theme ?? "desk",
        ...(preferences.quality &&
          preferences.quality !== "auto" && {
            quality: { tier: preferences.quality, fixed: true, reason: "quality.user" as const },
          }),
        ...walkOfHash(location.hash),
        ...deskOfHash(location.hash),
      }),
    [first, preferences],
  );
  const i18n = useMemo(() => createI18n(first), [first]);
  const [opened, setOpened] = useState<OpenedCity>();
  const [fault, setFault] = useState<string>();
  const [source, setSource] = useState<SocketSource>();
  const [acting, setActing] = useState<Acting>();
  const [exportDesk, setExportDesk] = useState<ExportDesk>();
  const [shell, setShell] = useState<ShellState>({
    panel: "layers",
    open: innerWidth > PHONE_PX && preferences.panelOpen !== false,
    dialog: undefined,
    chooseFile: 0,
  });
  const shown = useRef(shell);
  shown.current = shell;
  const language = useStore(view, (state) => state.language);
  const theme = useStore(view, (state) => state.theme);
  const walking = useStore(view, (state) => state.walk !== undefined);

  useEffect(() => {
    openCity(location.search, document.baseURI).then(setOpened, (error: unknown) =>
      setFault(error instanceof Error ? error.message : String(error)),
    );
  }, []);
  useEffect(() => {
    if (!opened) return undefined;
    const made = connectSocket({
      url: location.origin,
      cityId: opened.city.id,
      anchor: opened.city.anchor,
      createWorker: () =>
        new Worker(new URL("../../live/sources/socket/socket.worker.ts", import.meta.url), {
          type: "module",
        }),
      now,
    });
    const acts = createActing({ send: made.act, twin: made.twin.store, newId, now });
    setSource(made);
    setActing(acts);
    return () => {
      acts.stop();
      made.stop();
    };
  }, [opened]);
  useEffect(() => {
    if (!opened) return undefined;
    const made = openExportDesk(opened, view, preferences);
    setExportDesk(made);
    return () => made.detach();
  }, [opened, view, preferences]);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    void i18n.changeLanguage(language);
    keepPreferences(localStorage, { language });
  }, [language, i18n]);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    keepPreferences(localStorage, { theme });
  }, [theme]);

  useEffect(() => followWalkAddress(view, window), [view]);

  useEffect(() => (walking ? undefined : followDeskAddress(view, window)), [view, walking]);

  useEffect(
    () => (source && !walking ? followTimeAddress(source.twin, window) : undefined),
    [source, walking],
  );

  const plan = useMemo(() => opened && openPlanning(opened, view, now), [opened, view]);
  useEffect(() => (opened && plan ? fillMeasures(opened, view, plan) : undefined), [opened, view, plan]);
  const commands = useMemo(() => {
    if (walking) return createWalkCommands(view, { palette: spotlight.open });
    const makeRoom = () => {
      if (innerWidth <= PHONE_PX) setShell((before) => ({ ...before, open: false }));
    };
    const openPlan = () => setShell((before) => ({ ...before, panel: "plan", open: true }));
    const openLive = () => setShell((before) => ({ ...before, panel: "live", open: true }));
    return [
      ...(source && acting ? createActCommands(view, source.twin, acting, openLive) : []),
      ...(plan ? createPlanCommands(plan, view, openPlan) : []),
      ...(plan
        ? createToolCommands(view, plan, {
            makeRoom,
            openFile: () => setShell((before) => ({ ...before, chooseFile: before.chooseFile + 1 })),
          })
        : []),
      ...(source ? createTimeCommands(source.twin, () => document.activeElement) : []),
      ...createCommands(
        view,
        {
          palette: spotlight.open,
          goTo: () => setShell((before) => ({ ...before, dialog: "go-to" })),
          help: () => setShell((before) => ({ ...before, dialog: "help" })),
          export: () => {
            if (shown.current.open && shown.current.panel === "data") exportDesk?.start();
            else setShell((before) => ({ ...before, panel: "data", open: true }));
          },
          panel: (id) =>
            setShell((before) => ({ ...before, panel: id, open: !(before.open && before.panel === id) })),
        },
        panels,
      ),
    ];
  }, [view, walking, plan, exportDesk, source, acting]);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const command = commands.find((each) => runs(event, each));
      if (!command) return;
      if (command.keys?.startsWith("Ctrl")) event.preventDefault();
      command.do();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [commands]);

  const dropping = useMemo(() => opened && createDropping(opened, view, now), [opened, view]);
  useEffect(() => () => dropping?.stop(), [dropping]);
  const citySearch = useMemo(() => opened && createSearch(opened), [opened]);
  useEffect(() => () => citySearch?.stop(), [citySearch]);
  const search = useMemo(
    () =>
      citySearch && source && opened
        ? searchObserved(citySearch, () => observedPlaces(source.twin, opened.city))
        : citySearch,
    [citySearch, source, opened],
  );
  const recordOf = useMemo(() => (opened ? readRecords(opened) : async () => undefined), [opened]);
  const say = (key: string, params = {}) => sentence(language, key, params);
  return (
    <I18nextProvider i18n={i18n}>
      <MantineProvider forceColorScheme={theme === "daylight" ? "light" : "dark"}>
        {opened && source && acting && plan && dropping && exportDesk ? (
          <DeskContext.Provider
            value={{
              city: opened.city,
              twin: source.twin,
              view,
              plan,
              acting,
              dropping,
              now,
              commands,
              layers,
              recordOf,
            }}
          >
            {walking ? (
              <Suspense fallback={<p className="waiting">{say("walk.loading")}</p>}>
                <WalkShell base={opened.base} />
              </Suspense>
            ) : (
              <ExportContext.Provider value={exportDesk}>
                <DeskShell
                  base={opened.base}
                  state={shell}
                  onState={(changed) => {
                    setShell((before) => ({ ...before, ...changed }));
                    if (changed.open !== undefined)
                      keepPreferences(localStorage, { panelOpen: changed.open });
                  }}
                  preferences={preferences}
                />
              </ExportContext.Provider>
            )}
          </DeskContext.Provider>
        ) : (
          <p className="waiting" role={fault ? "alert" : "status"}>
            {fault ? say("fault.desk.no-city", { reason: fault }) : say("desk.loading")}
          </p>
        )}
        <Palette
          commands={commands}
          say={say}
          changes={plan?.log.store}
          view={view}
          search={walking ? undefined : search}
        />
      </MantineProvider>
    </I18nextProvider>
  );
}
