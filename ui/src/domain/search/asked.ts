// Asking the providers for what was typed, beside this desk's own index. Each answers for itself; none is waited for.
import { useCallback, useEffect, useRef, useState } from "react";
import { type ConnectionId, type CustomerHit, call, type Event, onDeskEvent, type Problem } from "@/ipc";

/** Typing pauses this long before a provider is asked: a request for every letter would use up its limit. */
const PAUSE_MS = 300;
/** The host asks nobody for less. */
const SHORTEST = 3;

/** How one provider stands with the text that is typed. */
export interface Asked {
  connection: ConnectionId;
  /** The name the connection was given. */
  label: string;
  providerName: string;
  state:
    | { is: "not_asked"; why: string }
    | { is: "asking" }
    | { is: "stopped" }
    | {
        is: "answered";
        found: number;
        customers: readonly CustomerHit[];
        /** How many answers could not be read. */
        unreadable: number;
        /** What went wrong with a part of what was asked. */
        incomplete: Problem | null;
      }
    | { is: "failed"; problem: Problem };
}

/** What the providers are asked, and stopping it. */
export interface Asking {
  providers: readonly Asked[];
  /** True while one has not answered. */
  going: boolean;
  stop: () => void;
}

const NOBODY: readonly Asked[] = [];

let newest = 0;

function stateOf({ found, customers, unreadable, problem }: Extract<Event, { type: "asked" }>): Asked["state"] {
  if (found === null && problem !== null) return { is: "failed", problem };
  return { is: "answered", found: found ?? 0, customers, unreadable, incomplete: problem };
}

/** Asks every provider that can search for `text`, once typing pauses. A newer text stops the older search. */
export function useProvidersAsked(text: string): Asking {
  const [providers, setProviders] = useState<readonly Asked[]>(NOBODY);
  const running = useRef<number | null>(null);

  useEffect(() => {
    setProviders(NOBODY);
    if (text.length < SHORTEST) return;
    newest += 1;
    const search = newest;
    const early = new Map<ConnectionId, Asked["state"]>();
    let current = true;
    const stopListening = onDeskEvent((event) => {
      if (event.type !== "asked" || event.search !== search) return;
      const state = stateOf(event);
      early.set(event.connection, state);
      setProviders((was) => was.map((one) => (one.connection === event.connection ? { ...one, state } : one)));
    });
    const timer = setTimeout(() => {
      running.current = search;
      call("ask_providers", { search, text }).then(
        (answer) => {
          if (!current) return;
          setProviders(
            answer.providers.map((one) => ({
              connection: one.connection,
              label: one.label,
              providerName: one.provider_name,
              state:
                one.not_asked === null
                  ? (early.get(one.connection) ?? { is: "asking" })
                  : { is: "not_asked", why: one.not_asked },
            })),
          );
        },
        // Nobody was asked; why this desk does not answer is told with its own search.
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
      stopListening();
      if (running.current === search) {
        running.current = null;
        call("stop_asking", { search }).catch(() => undefined);
      }
    };
  }, [text]);

  const stop = useCallback(() => {
    const search = running.current;
    if (search === null) return;
    running.current = null;
    call("stop_asking", { search }).catch(() => undefined);
    setProviders((was) => was.map((one) => (one.state.is === "asking" ? { ...one, state: { is: "stopped" } } : one)));
  }, []);

  return { providers, going: providers.some((one) => one.state.is === "asking"), stop };
}
