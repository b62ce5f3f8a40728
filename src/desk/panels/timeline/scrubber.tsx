// The scrubber: what is recorded, the events on it, and where the picture stands. Dragged, or moved by keys: arrows 1 s,
// with Shift 10 s, Page Up and Page Down a minute, Home and End the ends.

import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TimeMark, TimeRange } from "../../../model/twin/recording.ts";
import { useDesk } from "../../view/desk-context.tsx";
import { timeText } from "../../view/time-text.ts";
import classes from "./timeline.module.css";

interface Props {
  span: TimeRange;
  ranges: readonly TimeRange[];
  marks: readonly TimeMark[];
  clip: TimeRange | undefined;
  shownMs: number;
  mode: string;
  onSeek: (timeMs: number) => void;
}

const STEPS: Record<string, number> = {
  ArrowLeft: -1000,
  ArrowRight: 1000,
  PageUp: -60_000,
  PageDown: 60_000,
};

export function Scrubber({ span, ranges, marks, clip, shownMs, mode, onSeek }: Props) {
  const { t, i18n } = useTranslation();
  const { city } = useDesk();
  const track = useRef<HTMLDivElement>(null);
  const [aimMs, setAim] = useState<number>();
  const length = Math.max(1000, span.toMs - span.fromMs);
  const share = (timeMs: number) => Math.min(1, Math.max(0, (timeMs - span.fromMs) / length));
  const percent = (timeMs: number) => `${share(timeMs) * 100}%`;
  const band = ({ fromMs, toMs }: TimeRange) => ({
    left: percent(fromMs),
    width: `${(share(toMs) - share(fromMs)) * 100}%`,
  });
  const text = (timeMs: number) => timeText(timeMs, city.timeZone, i18n.language);
  const timeAt = (clientX: number) => {
    const box = track.current?.getBoundingClientRect();
    if (!box || box.width === 0) return span.toMs;
    return span.fromMs + Math.min(1, Math.max(0, (clientX - box.left) / box.width)) * length;
  };
  const key = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const to =
      event.key === "Home"
        ? span.fromMs
        : event.key === "End"
          ? span.toMs
          : step !== undefined
            ? shownMs + step * (event.shiftKey && Math.abs(step) === 1000 ? 10 : 1)
            : undefined;
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSeek(to);
  };
  const press = (event: PointerEvent<HTMLElement>) => {
    const element = event.currentTarget;
    element.setPointerCapture(event.pointerId);
    setAim(timeAt(event.clientX));
    const move = ({ clientX }: globalThis.PointerEvent) => setAim(timeAt(clientX));
    const end = (last: globalThis.PointerEvent) => {
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", end);
      element.removeEventListener("pointercancel", end);
      setAim(undefined);
      if (last.type === "pointerup") onSeek(timeAt(last.clientX));
    };
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", end);
    element.addEventListener("pointercancel", end);
  };
  const at = aimMs ?? shownMs;
  return (
    <div className={classes.scrubber}>
      <div
        ref={track}
        className={classes.track}
        role="slider"
        tabIndex={0}
        aria-label={t("timeline.seek")}
        aria-valuemin={Math.round(span.fromMs)}
        aria-valuemax={Math.round(span.toMs)}
        aria-valuenow={Math.round(Math.min(span.toMs, Math.max(span.fromMs, at)))}
        aria-valuetext={t("timeline.position", { time: text(at), mode })}
        onKeyDown={key}
        onPointerDown={press}
      >
        <div className={classes.rail} />
        {ranges.map((range) => (
          <div key={range.fromMs} className={classes.range} style={band(range)} data-range />
        ))}
        {clip && <div className={classes.clip} style={band(clip)} />}
        {marks
          .filter(({ timeMs }) => timeMs >= span.fromMs && timeMs <= span.toMs)
          .map(({ id, kind, severity, timeMs }) => (
            <span
              key={id}
              className={classes.mark}
              data-severity={severity}
              style={{ left: percent(timeMs) }}
              title={t("timeline.mark", { kind: t(`timeline.event.${kind}`), time: text(timeMs) })}
            />
          ))}
        <div className={classes.head} style={{ left: percent(at) }} />
      </div>
      <div className={classes.ends} aria-hidden>
        <span>{text(span.fromMs)}</span>
        {aimMs !== undefined && <strong>{text(aimMs)}</strong>}
        <span>{text(span.toMs)}</span>
      </div>
    </div>
  );
}
