// The real host: the only file that imports @tauri-apps. Everything else calls through `call` and `onDeskEvent`.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Commands } from "./generated/commands";
import type { Event } from "./generated/types";

export type CommandName = keyof Commands;
export type Request<N extends CommandName> = Commands[N]["request"];
export type Answer<N extends CommandName> = Commands[N]["answer"];

/** The raw bytes that go beside the request of some commands. */
export type Bytes<N extends CommandName> = Commands[N] extends { bytes: infer B } ? [bytes: B] : [];

/** What the page needs from whatever it runs in. */
export interface Host {
  /** Rejects with a Problem, or with a text when the host itself refused the call. */
  call<N extends CommandName>(name: N, request: Request<N>, ...bytes: Bytes<N>): Promise<Answer<N>>;
  /** Answers a function that ends the listening. */
  listen(listener: (event: Event) => void): () => void;
}

const CHANNEL = "desk";
const REQUEST_HEADER = "simdesk-request";

/** JSON for a header, which carries nothing but ASCII. */
function inAscii(request: unknown): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(request).replace(/[^ -~]/g, escaped);
}

export const tauriHost: Host = {
  call(name, request, ...given) {
    const [bytes] = given;
    if (!(bytes instanceof Uint8Array)) return invoke(name, { request });
    return invoke(name, bytes, { headers: { [REQUEST_HEADER]: inAscii(request) } });
  },
  listen(listener) {
    const listening = listen<Event>(CHANNEL, (event) => listener(event.payload));
    return () => {
      void listening.then((stop) => stop());
    };
  },
};
