// The timeline under the picture: live or replay, play, rate, the recorded time with its events, clip and link. It is
// shown where a recording is; moments are the city's own time.

import {
  IconAlertTriangle,
  IconLink,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBackFilled,
  IconPlayerSkipForwardFilled,
} from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { RATES, type TimeRange } from "../../../model/twin/recording.ts";
import { useDesk, useNow, useTwin } from "../../view/desk-context.tsx";
import { withTime } from "../../view/time-link.ts";
import { timeText } from "../../view/time-text.ts";
import { createTimeTravel } from "../../view/time-travel.ts";
import { ClipControls } from "./clip-controls.tsx";
import { Scrubber } from "./scrubber.tsx";
import classes from "./timeline.module.css";

const EVERY_MS = 250;

export function Timeline() {
  const { t, i18n } = useTranslation();
  const { city, twin } = useDesk();
  const travel = useMemo(() => createTimeTravel(twin), [twin]);
  const replay = useTwin((state) => state.replay);
  const recorded = useTwin((state) => state.recorded);
  const [clip, setClip] = useState<TimeRange>();
  const [shared, setShared] = useState(false);
  useNow(EVERY_MS);
  if (!recorded || recorded.state === "off") return null;
  const span = travel.span();
  const shownMs = twin.drawnMs();
  const playing = replay ? replay.playing : true;
  // What is recorded is told every few seconds; meanwhile it goes on.
  const last = recorded.ranges.at(-1);
  const ranges =
    span && last && recorded.state === "recording"
      ? [...recorded.ranges.slice(0, -1), { fromMs: last.fromMs, toMs: span.toMs }]
      : recorded.ranges;
  const mode = replay ? "replay" : "live";
  const Play = playing ? IconPlayerPauseFilled : IconPlayerPlayFilled;
  const note =
    replay?.phase === "loading"
      ? "timeline.loading"
      : replay?.phase === "ended"
        ? "timeline.ended"
        : `timeline.${recorded.state}`;
  const share = () => {
    const { origin, pathname, search, hash } = location;
    void navigator.clipboard
      ?.writeText(origin + pathname + search + withTime(hash, shownMs))
      .then(() => setShared(true));
  };
  const live =
    recorded.state === "closed" ? undefined : (
      <button
        type="button"
        className={`${classes.button} ${classes.live}`}
        aria-pressed={!replay}
        aria-label={replay ? t("timeline.go-live") : t("timeline.live")}
        data-command="time-live"
        onClick={travel.live}
      >
        <span className={classes.dot} aria-hidden /> {t("timeline.live")}
      </button>
    );
  const fault = recorded.fault && String(t(recorded.fault.code, recorded.fault.params));
  return (
    <section className={`${classes.timeline} timeline`} aria-label={t("timeline.label")} data-mode={mode}>
      {live}
      {replay && (
        <span className={classes.label} data-testid="replay-label">
          {t("timeline.replay")}
        </span>
      )}
      <button
        type="button"
        className={classes.button}
        aria-label={t(playing ? "timeline.pause" : "timeline.play")}
        title={t(playing ? "timeline.pause" : "timeline.play")}
        data-command="time-play"
        disabled={!span}
        onClick={travel.toggle}
      >
        <Play size={16} aria-hidden />
      </button>
      <time className={classes.time} data-testid="shown-time" title={t("timeline.now")}>
        {replay && (
          <span className={classes.day}>{timeText(shownMs, city.timeZone, i18n.language, "day")}</span>
        )}
        {timeText(shownMs, city.timeZone, i18n.language)}
      </time>
      {replay && (
        <select
          aria-label={t("timeline.rate")}
          value={replay.rate}
          onChange={({ currentTarget }) => travel.rate(Number(currentTarget.value))}
        >
          {RATES.map((rate) => (
            <option key={rate} value={rate}>
              {rate}×
            </option>
          ))}
        </select>
      )}
      {span ? (
        <Scrubber
          span={span}
          ranges={ranges}
          marks={recorded.marks}
          clip={clip}
          shownMs={shownMs}
          mode={t(`timeline.${mode}`)}
          onSeek={travel.seek}
        />
      ) : (
        <span className={`${classes.none} quiet`}>{t("timeline.none")}</span>
      )}
      <span className={classes.note} data-state={recorded.state} role="status" title={fault}>
        {fault && <IconAlertTriangle size={14} aria-hidden />} {t(note)}
        {fault && <span className="sr-only">{fault}</span>}
      </span>
      {recorded.marks.length > 0 && (
        <span className={classes.group}>
          <button
            type="button"
            className={classes.button}
            aria-label={t("timeline.event-previous")}
            title={t("timeline.event-previous")}
            onClick={() => travel.event(-1)}
          >
            <IconPlayerSkipBackFilled size={14} aria-hidden />
          </button>
          <button
            type="button"
            className={classes.button}
            aria-label={t("timeline.event-next")}
            title={t("timeline.event-next")}
            onClick={() => travel.event(1)}
          >
            <IconPlayerSkipForwardFilled size={14} aria-hidden />
          </button>
        </span>
      )}
      {span && <ClipControls clip={clip} span={span} shownMs={shownMs} onClip={setClip} />}
      {replay && (
        <button
          type="button"
          className={classes.button}
          aria-label={t(shared ? "timeline.shared" : "timeline.share")}
          title={t(shared ? "timeline.shared" : "timeline.share")}
          onClick={share}
          onBlur={() => setShared(false)}
        >
          <IconLink size={16} aria-hidden />
        </button>
      )}
    </section>
  );
}
