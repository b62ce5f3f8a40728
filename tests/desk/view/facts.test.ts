import { describe, expect, test } from "vitest";
import { featureFacts, kindTitle, signalFacts, vehicleFacts } from "../../../src/desk/view/facts.ts";

const shown = (facts: { name: string; text: string; unit?: string }[]) =>
  Object.fromEntries(
    facts.map(({ name, text, unit }) => [name, unit === undefined ? text : `${text} ${unit}`]),
  );

describe("what is told of a thing", () => {
  test("attributes have their unit and their digits, words are in the user's language, the unknown is said", () => {
    const lane = { type: "driving", widthM: 3.5, speedKmh: 60, surface: "unknown", note: "as built" };
    expect(shown(featureFacts("zh", lane, false))).toEqual({
      type: "机动车道",
      widthM: "3.500 m",
      speedKmh: "60 km/h",
      surface: "未知",
      note: "as built",
    });
    expect(shown(featureFacts("en", lane, false))).toMatchObject({ type: "driving", surface: "unknown" });
    expect(featureFacts("zh", lane, false).map(({ title }) => title)).not.toContain("type");
  });

  test("accuracy is always told of, known or not", () => {
    expect(shown(featureFacts("en", {}, true))).toEqual({ accuracyM: "unknown" });
    expect(shown(featureFacts("en", { accuracyM: 0.15, derivation: "surveyed" }, true))).toEqual({
      accuracyM: "0.15 m",
      derivation: "surveyed",
    });
  });

  test("who tells of a thing that is live is its source; of a road, what it was called in its file", () => {
    const titles = (source: string) => featureFacts("en", { source }, false).map(({ title }) => title);
    expect(titles("simulation")).toEqual(["Source"]);
    expect(titles("road 12")).toEqual(["Id in the source"]);
    const light = signalFacts("zh", { state: "red", sinceMs: 0, source: "simulation" } as never, 0);
    expect(light.find(({ name }) => name === "source")).toMatchObject({
      title: "数据源",
      text: "内置交通仿真",
    });
  });

  test("a moving vehicle has speed, heading and the age of its data; one that has left has none", () => {
    const pose = { eastM: 0, northM: 0, upM: 0, headingRad: Math.PI / 2, speedMps: 10, reportedMs: 1000 };
    expect(shown(vehicleFacts("en", pose, 1400))).toEqual({
      speed: "36.0 km/h",
      heading: "90.0 °",
      age: "0.4 s",
    });
    expect(vehicleFacts("en", undefined, 0)).toEqual([]);
  });

  test("a signal has its state since when and for how long, and who says so", () => {
    const signal = {
      signalId: "s",
      state: "red",
      sinceMs: 1000,
      nextMs: 9000,
      source: "simulation",
    } as const;
    expect(shown(signalFacts("zh", signal, 4000))).toEqual({
      state: "红灯",
      since: "3 s",
      remaining: "5 s",
      source: "内置交通仿真",
      derivation: "未知",
    });
    const { nextMs: _, ...open } = signal;
    expect(shown(signalFacts("en", open, 4000))).toMatchObject({ remaining: "unknown" });
    expect(signalFacts("en", undefined, 0)).toEqual([]);
  });

  test("kinds have names in both languages, an unknown kind its own", () => {
    expect([kindTitle("zh", "lane"), kindTitle("en", "lane"), kindTitle("zh", "x")]).toEqual([
      "车道",
      "Lane",
      "x",
    ]);
  });
});
