// The desk: finds the city, mounts the stage, shows what is picked.

import { lazy, Suspense, useEffect, useState } from "react";
import type { CityFile } from "../../model/city/city-file.ts";
import { parseCity } from "../../model/city/city-schema.ts";
import { type Language, sentence } from "../../words/index.ts";
import { Inspector } from "../panels/inspector.tsx";
import type { Pick } from "../view/pick.ts";

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

export function App({ language: first }: { language: Language }) {
  const [language, setLanguage] = useState(first);
  const [opened, setOpened] = useState<{ city: CityFile; base: string }>();
  const [fault, setFault] = useState<string>();
  const [pick, setPick] = useState<Pick>();
  const [home, setHome] = useState(0);
  useEffect(() => {
    openCity().then(setOpened, (error: unknown) =>
      setFault(error instanceof Error ? error.message : String(error)),
    );
  }, []);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  const say = (key: string, params = {}) => sentence(language, key, params);
  return (
    <div className="desk">
      <header className="bar">
        <h1>{opened?.city.title[language] ?? "LaneTwin"}</h1>
        <button type="button" onClick={() => setHome(home + 1)}>
          {say("desk.home")}
        </button>
        <span className="frame">
          {opened && `${opened.city.frame.name} · ${opened.city.epoch ?? say("desk.unknown")}`}
        </span>
        <button type="button" onClick={() => setLanguage(language === "zh" ? "en" : "zh")}>
          {say("desk.language")}
        </button>
      </header>
      <main className="stage">
        {opened ? (
          <Suspense fallback={<div className="state">{say("desk.loading")}</div>}>
            <CesiumStage city={opened.city} base={opened.base} home={home} say={say} onPick={setPick} />
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
