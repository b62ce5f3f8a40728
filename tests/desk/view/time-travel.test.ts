import { beforeEach, describe, expect, test } from "vitest";
import { createTimeTravel, nextMark } from "../../../src/desk/view/time-travel.ts";
import {
  type Recorded,
  type ReplayState,
  type ReplayWish,
  replayTimeMs,
  type TimeMark,
} from "../../../src/model/twin/recording.ts";
import { createTwinState, type Twin } from "../../../src/model/twin/twin-store.ts";

const NOW = 1_790_000_600_000;
const FIRST = NOW - 300_000;
const mark = (id: string, timeMs: number): TimeMark => ({
  id,
  kind: "congestion",
  severity: "notice",
  timeMs,
});

let nowMs: number;
let wishes: (ReplayWish | "live")[];
let twin: Twin;
beforeEach(() => {
  nowMs = NOW;
  wishes = [];
  const store = createTwinState(NOW);
  const drawnMs = () => {
    const { replay } = store.getState();
    return replay ? replayTimeMs(replay, nowMs) : nowMs - 400;
  };
  twin = {
    store,
    drawnMs,
    nowMs: () => drawnMs() + 400,
    liveMs: () => nowMs,
    replay: (wish) => void wishes.push(wish),
    interest: () => {},
    tracks: {
      follow: () => () => {},
      identity: () => undefined,
      slotOf: () => undefined,
      poseOf: () => undefined,
    },
  };
});
const recorded = (more: Partial<Recorded> = {}) =>
  twin.store.setState({
    recorded: { state: "recording", ranges: [{ fromMs: FIRST, toMs: NOW - 3000 }], marks: [], ...more },
  });
const replaying = (more: Partial<ReplayState>) =>
  twin.store.setState({
    replay: {
      atMs: NOW - 60_000,
      sinceMs: NOW,
      rate: 2,
      playing: true,
      phase: "running",
      cleared: false,
      ...more,
    },
  });

describe("moving through time", () => {
  test("where nothing is recorded, nothing is asked", () => {
    const travel = createTimeTravel(twin);
    travel.toggle();
    travel.step(-1000);
    travel.event(1);
    expect(travel.span()).toBeUndefined();
    expect(wishes).toEqual([]);
  });

  test("the live city is paused exactly where it is drawn", () => {
    recorded();
    createTimeTravel(twin).toggle();
    expect(wishes).toEqual([{ atMs: NOW - 400, rate: 1, playing: false }]);
  });

  test("a replay is paused where its clock stands, and played on from there", () => {
    recorded();
    replaying({});
    nowMs += 5000;
    createTimeTravel(twin).toggle();
    replaying({ playing: false, atMs: NOW - 50_000 });
    createTimeTravel(twin).toggle();
    expect(wishes).toEqual([
      { atMs: NOW - 50_000, rate: 2, playing: false },
      { atMs: NOW - 50_000, rate: 2, playing: true },
    ]);
  });

  test("a step beyond now is the live city, one before the first is the first", () => {
    recorded();
    replaying({ atMs: NOW - 2000, playing: false });
    createTimeTravel(twin).step(10_000);
    createTimeTravel(twin).step(-1e9);
    expect(wishes).toEqual(["live", { atMs: FIRST, rate: 2, playing: false }]);
  });

  test("the end of a finished recording is its last moment, from which play begins anew", () => {
    recorded({ state: "closed" });
    replaying({ atMs: NOW - 3000, playing: false, phase: "ended" });
    createTimeTravel(twin).seek(NOW + 1000);
    createTimeTravel(twin).toggle();
    expect(wishes).toEqual([
      { atMs: NOW - 3000, rate: 2, playing: false },
      { atMs: FIRST, rate: 2, playing: true },
    ]);
  });

  test("the next event is shown from a little before it happens", () => {
    recorded({ marks: [mark("a", NOW - 100_000), mark("b", NOW - 30_000)] });
    replaying({ playing: false });
    createTimeTravel(twin).event(1);
    createTimeTravel(twin).event(-1);
    expect(wishes).toEqual([
      { atMs: NOW - 33_000, rate: 2, playing: true },
      { atMs: NOW - 103_000, rate: 2, playing: true },
    ]);
  });
});

test("the event that is shown is neither the next nor the one before", () => {
  const marks = [mark("a", 1000), mark("b", 5000), mark("c", 9000)];
  expect(nextMark(marks, 5200, 1)?.id).toBe("c");
  expect(nextMark(marks, 5200, -1)?.id).toBe("a");
  expect(nextMark(marks, 9000, 1)).toBeUndefined();
  expect(nextMark(marks, 0, -1)).toBeUndefined();
});
