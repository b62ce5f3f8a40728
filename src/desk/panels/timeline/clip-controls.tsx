// A range of the recording as a file: from and to are set at what is shown, the server cuts the file.

import { IconDownload, IconScissors, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { TimeRange } from "../../../model/twin/recording.ts";
import classes from "./timeline.module.css";

interface Props {
  clip: TimeRange | undefined;
  span: TimeRange;
  shownMs: number;
  onClip: (clip: TimeRange | undefined) => void;
}

const FIRST_MS = 30_000;
const LEAST_MS = 1000;

export function ClipControls({ clip, span, shownMs, onClip }: Props) {
  const { t } = useTranslation();
  if (!clip)
    return (
      <button
        type="button"
        className={classes.button}
        onClick={() => onClip({ fromMs: Math.max(span.fromMs, shownMs - FIRST_MS), toMs: shownMs })}
      >
        <IconScissors size={16} aria-hidden /> <span className={classes.word}>{t("timeline.clip")}</span>
      </button>
    );
  const seconds = Math.round((clip.toMs - clip.fromMs) / 1000);
  const query = new URLSearchParams({
    from: String(Math.round(clip.fromMs)),
    to: String(Math.round(clip.toMs)),
  });
  return (
    <fieldset className={classes.clipBox} aria-label={t("timeline.clip")}>
      <button
        type="button"
        className={classes.button}
        onClick={() => onClip({ fromMs: Math.min(shownMs, clip.toMs - LEAST_MS), toMs: clip.toMs })}
      >
        {t("timeline.clip-from")}
      </button>
      <button
        type="button"
        className={classes.button}
        onClick={() => onClip({ fromMs: clip.fromMs, toMs: Math.max(shownMs, clip.fromMs + LEAST_MS) })}
      >
        {t("timeline.clip-to")}
      </button>
      <span className="quiet">{t("timeline.clip-length", { seconds })}</span>
      <a
        className={classes.button}
        href={`recordings/clip?${query}`}
        download
        aria-label={t("timeline.clip-save")}
        title={t("timeline.clip-save")}
      >
        <IconDownload size={16} aria-hidden />
      </a>
      <button
        type="button"
        className={classes.button}
        aria-label={t("timeline.clip-cancel")}
        title={t("timeline.clip-cancel")}
        onClick={() => onClip(undefined)}
      >
        <IconX size={16} aria-hidden />
      </button>
    </fieldset>
  );
}
