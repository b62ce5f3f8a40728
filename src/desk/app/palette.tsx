// The palette: every command by its words, with its keys and, where it can tell, what it would do now.

import { Spotlight } from "@mantine/spotlight";
import { useCallback, useSyncExternalStore } from "react";
import type { Command } from "../view/command.ts";

interface Props {
  commands: readonly Command[];
  say(key: string, params?: Record<string, string | number>): string;
  /** What changes what commands would do. */
  changes?: { subscribe(listener: () => void): () => void; getState(): unknown } | undefined;
}

const never = () => () => {};

export function Palette({ commands, say, changes }: Props) {
  useSyncExternalStore(
    changes?.subscribe ?? never,
    useCallback(() => changes?.getState(), [changes]),
  );
  const about = ({ keys, detail }: Command): string => {
    const next = detail?.();
    return [keys, next && say(next.title, next.params)].filter(Boolean).join(" · ");
  };
  return (
    <Spotlight
      shortcut={null}
      highlightQuery
      searchProps={{ placeholder: say("command.palette"), "aria-label": say("command.palette") }}
      nothingFound={say("palette.nothing")}
      actions={commands.map((command) => {
        const description = about(command);
        return {
          id: command.id,
          label: say(command.title),
          ...(description && { description }),
          onClick: command.do,
        };
      })}
    />
  );
}
