// How the page talks to the desk: typed calls, and events to everyone who listens.
import type { Event } from "./generated/types";
import { type Answer, type CommandName, type Host, type Request, tauriHost } from "./host";

export type { Commands } from "./generated/commands";
export type * from "./generated/types";
export type { Answer, CommandName, Host, Request } from "./host";
export { OLD_SIMS } from "./oldSim";
export { OUTCOMES, type Outcome } from "./outcomes";
export { queryKeys } from "./queryKeys";

let host: Host = tauriHost;
let stopHost: (() => void) | null = null;
const listeners = new Set<(event: Event) => void>();

/** Calls the desk. Rejects with whatever the host rejected with; `asProblem` of errors makes a Problem of it. */
export function call<N extends CommandName>(name: N, request: Request<N>): Promise<Answer<N>> {
  return host.call(name, request);
}

/** Hears every event of the desk until the returned function is called. */
export function onDeskEvent(listener: (event: Event) => void): () => void {
  listeners.add(listener);
  if (stopHost === null) {
    stopHost = host.listen((event) => {
      for (const each of [...listeners]) each(event);
    });
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      stopHost?.();
      stopHost = null;
    }
  };
}

/** Puts another host in the place of the real one: for tests and for looking at the page in a browser. */
export function replaceHost(other: Host): void {
  stopHost?.();
  stopHost = null;
  listeners.clear();
  host = other;
}
