// The palette: things of the city by id, name or attribute, and every command by its words, with its keys and, where it
// can tell, what it would do now.

import { Spotlight } from "@mantine/spotlight";
import { useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import type { Command } from "../view/command.ts";
import {
  chooseFound,
  type FoundThing,
  type FoundThings,
  nameOf,
  type Searcher,
  wayTo,
} from "../view/searching.ts";
import type { ViewStore } from "../view/view-store.ts";

interface Props {
  commands: readonly Command[];
  say(key: string, params?: Record<string, string | number>): string;
  /** What changes what commands would do. */
  changes?: { subscribe(listener: () => void): () => void; getState(): unknown } | undefined;
  view: ViewStore;
  /** Absent on foot, and while no city is open. */
  search?: Searcher | undefined;
}

const never = () => () => {};
const MOST_SHOWN = 12;
const LEAST_TEXT = 2;

type Answer = { text: string; found?: FoundThings; fault?: { code: string; params: object } };

/** What was found for a text; an older answer stays until the next one is there. */
function useFound(search: Searcher | undefined, text: string): Answer | undefined {
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    if (!search || text.length < LEAST_TEXT) return setAnswer(undefined);
    let gone = false;
    search.find(text, MOST_SHOWN).then(
      (found) => !gone && found && setAnswer({ text, found }),
      (error: { code?: string; params?: object; message?: string }) =>
        !gone &&
        setAnswer({
          text,
          fault: {
            code: error.code ?? "fault.search.unread",
            params: error.params ?? { reason: error.message ?? "" },
          },
        }),
    );
    return () => {
      gone = true;
    };
  }, [search, text]);
  return answer;
}

export function Palette({ commands, say, changes, view, search }: Props) {
  useSyncExternalStore(
    changes?.subscribe ?? never,
    useCallback(() => changes?.getState(), [changes]),
  );
  const [query, setQuery] = useState("");
  const text = query.trim();
  const answer = useFound(search, text);
  const about = ({ keys, detail }: Command): string => {
    const next = detail?.();
    return [keys, next && say(next.title, next.params)].filter(Boolean).join(" · ");
  };
  const where = (thing: FoundThing): string => {
    const target = view.getState().camera?.target;
    if (!target) return "";
    const { metres, direction } = wayTo(target, thing);
    const far = metres >= 1000 ? `${(metres / 1000).toFixed(1)} km` : `${metres.toFixed(0)} m`;
    return say("search.way", { far, direction: say(`search.direction.${direction}`) });
  };
  const describe = (thing: FoundThing): string => {
    const { kind, id, foundIn, attributes } = thing;
    const name = nameOf(thing);
    const value = foundIn !== undefined && foundIn !== "id" ? attributes[foundIn] : undefined;
    return [
      kindName(kind),
      name !== id && id,
      value !== undefined && String(value) !== name && `${foundIn}: ${value}`,
      where(thing),
    ]
      .filter(Boolean)
      .join(" · ");
  };
  const kindName = (kind: string) => {
    const key = `value.kind.${kind}`;
    const word = say(key);
    return word === key ? kind : word;
  };
  const wanted = text.toLowerCase();
  const fitting = commands.filter((command) => say(command.title).toLowerCase().includes(wanted));
  const things = answer?.found?.entries ?? [];
  // Results come after the words were typed: the first of them is what Enter takes.
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!answer?.found) return;
    const [first, ...others] = list.current?.querySelectorAll("[data-action]") ?? [];
    first?.setAttribute("data-selected", "true");
    for (const other of others) other.removeAttribute("data-selected");
  }, [answer]);
  const outdated = answer !== undefined && answer.text !== text;
  return (
    <Spotlight.Root
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      scrollable
      maxHeight={420}
      transitionProps={{ duration: 0 }}
    >
      <Spotlight.Search placeholder={say("command.palette")} aria-label={say("command.palette")} />
      <Spotlight.ActionsList ref={list}>
        {things.length > 0 && (
          <Spotlight.ActionsGroup
            label={say("search.found", {
              n: things.length,
              total: answer?.found?.total ?? 0,
              of: answer?.found?.of ?? 0,
            })}
            data-outdated={outdated}
          >
            {things.map((thing) => (
              <Spotlight.Action
                key={thing.id}
                data-found={thing.id}
                label={nameOf(thing)}
                description={describe(thing)}
                highlightQuery
                onClick={() => chooseFound(view, thing)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {fitting.length > 0 && (
          <Spotlight.ActionsGroup label={say("search.commands")}>
            {fitting.map((command) => {
              const description = about(command);
              return (
                <Spotlight.Action
                  key={command.id}
                  label={say(command.title)}
                  {...(description && { description })}
                  highlightQuery
                  onClick={command.do}
                />
              );
            })}
          </Spotlight.ActionsGroup>
        )}
        {things.length === 0 && fitting.length === 0 && (
          <Spotlight.Empty>
            {say(outdated || (search && !answer) ? "search.looking" : "palette.nothing")}
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
      {answer?.fault && (
        <Spotlight.Footer>
          {say(answer.fault.code, answer.fault.params as Record<string, string | number>)}
        </Spotlight.Footer>
      )}
    </Spotlight.Root>
  );
}
