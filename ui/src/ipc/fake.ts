// A host for tests: answers what the test says, remembers what was called, and sends events when told to.
import type { Event, Problem } from "./generated/types";
import type { Answer, Bytes, CommandName, Host, Request } from "./host";
import { replaceHost } from "./index";

type Handler<N extends CommandName> = (request: Request<N>, ...bytes: Bytes<N>) => Answer<N> | Promise<Answer<N>>;
export type Handlers = { [N in CommandName]?: Handler<N> };

export interface Called {
  name: CommandName;
  request: unknown;
}

export interface FakeHost {
  /** Change or add an answer at any time. */
  handlers: Handlers;
  /** Every call so far, in order. */
  calls: Called[];
  /** The requests of one command, in order. */
  requests<N extends CommandName>(name: N): Request<N>[];
  /** Sends an event to the page. In a React test, wrap it in `act`. */
  emit(event: Event): void;
}

/** Makes a fake host and puts it in place of the real one. A call without a handler rejects and says so. */
export function fakeHost(handlers: Handlers = {}): FakeHost {
  const calls: Called[] = [];
  const listeners = new Set<(event: Event) => void>();
  const fake: FakeHost = {
    handlers,
    calls,
    requests: <N extends CommandName>(name: N) =>
      calls.filter((one) => one.name === name).map((one) => one.request as Request<N>),
    emit(event) {
      for (const listener of [...listeners]) listener(event);
    },
  };
  const host: Host = {
    async call(name, request, ...bytes) {
      calls.push({ name, request });
      const handler = fake.handlers[name];
      if (handler === undefined) {
        throw aProblem({ code: "internal", message: `the test has no answer for ${name}` });
      }
      return handler(request, ...bytes);
    },
    listen(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
  replaceHost(host);
  return fake;
}

/** A promise with its two ends outside, for answers that come when the test says. */
export function later<T>(): { promise: Promise<T>; answer: (value: T) => void; fail: (problem: Problem) => void } {
  let answer: (value: T) => void = () => undefined;
  let fail: (problem: Problem) => void = () => undefined;
  const promise = new Promise<T>((resolve, reject) => {
    answer = resolve;
    fail = reject;
  });
  return { promise, answer, fail };
}

export function aProblem(over: Partial<Problem> & Pick<Problem, "code">): Problem {
  return {
    message: "made by a test",
    retry_safe: false,
    provider: "onsim",
    operation: null,
    request_id: null,
    field: null,
    provider_words: null,
    retry_after_s: null,
    ...over,
  };
}
