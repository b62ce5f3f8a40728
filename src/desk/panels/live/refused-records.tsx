// The last records of a source that were refused or repaired, as its quarantine on the server has them. Asked for when it is
// opened, and anew when more were refused; who is no operator is told so.

import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDesk } from "../../view/desk-context.tsx";
import { Age } from "./age.tsx";
import classes from "./live.module.css";

interface Entry {
  atMs: number;
  reason: string;
  outcome: string;
  detail?: string;
  record: string;
}

type Answer = { entries: Entry[] } | { code: "forbidden" | "away" };

const SHOWN = 10;

async function ask(source: string, signal: AbortSignal): Promise<Answer> {
  const path = `feeds/${encodeURIComponent(source)}/quarantine`;
  const answer = await fetch(new URL(path, document.baseURI), { signal });
  if (answer.status === 403) return { code: "forbidden" };
  if (!answer.ok) return { code: "away" };
  return (await answer.json()) as { entries: Entry[] };
}

export function RefusedRecords({ source, count }: { source: string; count: number }) {
  const { t } = useTranslation();
  const { twin } = useDesk();
  const [open, setOpen] = useState(false);
  const [answer, setAnswer] = useState<Answer>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a larger count means newer entries
  useEffect(() => {
    if (!open) return undefined;
    const ended = new AbortController();
    ask(source, ended.signal).then(setAnswer, () => {
      if (!ended.signal.aborted) setAnswer({ code: "away" });
    });
    return () => ended.abort();
  }, [open, source, count]);
  return (
    <details
      className={classes.refused}
      data-quarantine={source}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{t("live.quarantine")}</summary>
      {answer && "code" in answer && <p role="alert">{t(`live.quarantine-${answer.code}`)}</p>}
      {answer && "entries" in answer && (
        <ol>
          {answer.entries
            .slice(-SHOWN)
            .reverse()
            .map((entry) => (
              <li key={`${entry.atMs} ${entry.record}`} data-reason={entry.reason}>
                {t(`feed-reason.${entry.reason}`)} · {t(`feed-outcome.${entry.outcome}`)} ·{" "}
                <Age ms={twin.nowMs() - entry.atMs} />
                {entry.detail !== undefined && <small>{entry.detail}</small>}
                <code>{entry.record}</code>
              </li>
            ))}
        </ol>
      )}
    </details>
  );
}
