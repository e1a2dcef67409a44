// The real host: the only file that imports @tauri-apps. Everything else calls through `call` and `onDeskEvent`.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Commands } from "./generated/commands";
import type { Event } from "./generated/types";

export type CommandName = keyof Commands;
export type Request<N extends CommandName> = Commands[N]["request"];
export type Answer<N extends CommandName> = Commands[N]["answer"];

/** What the page needs from whatever it runs in. */
export interface Host {
  /** Rejects with a Problem, or with a text when the host itself refused the call. */
  call<N extends CommandName>(name: N, request: Request<N>): Promise<Answer<N>>;
  /** Answers a function that ends the listening. */
  listen(listener: (event: Event) => void): () => void;
}

const CHANNEL = "desk";

export const tauriHost: Host = {
  call: (name, request) => invoke(name, { request }),
  listen(listener) {
    const listening = listen<Event>(CHANNEL, (event) => listener(event.payload));
    return () => {
      void listening.then((stop) => stop());
    };
  },
};
