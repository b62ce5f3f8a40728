// The desk: finds the city, mounts the stage, shows what is picked.

import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { connectSocket } from "../../live/sources/socket/connect.ts";
import type { CityFile } from "../../model/city/city-file.ts";
import { parseCity } from "../../model/city/city-schema.ts";
import { type Language, sentence } from "../../words/index.ts";
import { Inspector } from "../panels/inspector.tsx";
import { createViewStore, wishCamera } from "../view/view-store.ts";
import { layers } from "./layers.ts";

const CesiumStage = lazy(() => import("../scenes/cesium/stage.tsx"));

async function openCity(): Promise<{ city: CityFile; base: string }> {
  const json = async (url: string) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${answer.status} ${url}`);
    return (await answer.json()) as unknown;
  };
  const list = (await json("./tiles/cities.json")) as {
    default?: string;
    cities?: { id: string; href: string }[];
  };
  const wanted = new URLSearchParams(location.search).get("city") ?? list.default;
  const entry = list.cities?.find(({ id }) => id === wanted);
  if (!entry) throw new Error(String(wanted));
  const url = new URL(entry.href, new URL("./tiles/", document.baseURI));
  const read = parseCity(await json(url.href));
  if (!read.ok) throw new Error(`${read.issues[0]?.path}: ${read.issues[0]?.reason}`);
  return { city: read.city, base: new URL("./", url).href };
}

const now = () => performance.timeOrigin + performance.now();

export function App({ language: first }: { language: Language }) {
  const view = useMemo(() => createViewStore({ language: first }), [first]);
  const [opened, setOpened] = useState<{ city: CityFile; base: string }>();
  const [fault, setFault] = useState<string>();
  const language = useStore(view, (state) => state.language);
  const pick = useStore(view, (state) => state.selection);
  useEffect(() => {
    openCity().then(setOpened, (error: unknown) =>
      setFault(error instanceof Error ? error.message : String(error)),
    );
  }, []);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  const source = useMemo(
    () =>
      opened &&
      connectSocket({
        url: location.origin,
        cityId: opened.city.id,
        anchor: opened.city.anchor,
        createWorker: () =>
          new Worker(new URL("../../live/sources/socket/socket.worker.ts", import.meta.url), { type: "module" }),
        now,
      }),
    [opened],
  );
  const say = (key: string, params = {}) => sentence(language, key, params);
  return (
    <div className="desk">
      <header className="bar">
        <h1>{opened?.city.title[language] ?? "LaneTwin"}</h1>
        <button type="button" onClick={() => wishCamera(view, { kind: "home" })}>
          {say("desk.home")}
        </button>
        <span className="frame">
          {opened && `${opened.city.frame.name} · ${opened.city.epoch ?? say("desk.unknown")}`}
        </span>
        <button
          type="button"
          onClick={() => view.setState({ language: language === "zh" ? "en" : "zh" })}
        >
          {say("desk.language")}
        </button>
      </header>
      <main className="stage">
        {opened && source ? (
          <Suspense fallback={<div className="state">{say("desk.loading")}</div>}>
            <CesiumStage
              city={opened.city}
              base={opened.base}
              twin={source.twin}
              view={view}
              layers={layers}
              now={now}
              onStage={(stage) => Object.assign(window, { lanetwin: { stage, view, twin: source.twin } })}
            />
          </Suspense>
        ) : (
          <div className="state" role="status">
            {fault ? say("fault.desk.no-city", { reason: fault }) : say("desk.loading")}
          </div>
        )}
        
      </main>
      <Inspector pick={pick} say={say} />
    </div>
  );
}
