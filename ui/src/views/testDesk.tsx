// A whole console on a fake host, for the tests of the views.
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { vi } from "vitest";
import { memoryLocation } from "wouter/memory-location";
import type { ActionCounts, ActionView, HomeAnswer, LineView, SearchAnswer } from "@/ipc";
import { type FakeHost, fakeHost, type Handlers } from "@/ipc/fake";
import { aConnection, aCustomer, aLock, aStart } from "@/ipc/samples";
import { App } from "./App";

export function found(lines: LineView[], over: Partial<SearchAnswer> = {}): SearchAnswer {
  return { lines, exact: null, more: false, took_ms: 0.4, known: 1200, ...over };
}

export const NO_ONE: HomeAnswer = { unknown: [], not_installed: [], recent: [] };

export function ledger(actions: ActionView[], counts: Partial<ActionCounts> = {}) {
  return { actions, counts: { all: actions.length, unknown: 0, waiting: 0, refused: 0, ...counts }, more: false };
}

export interface TestDesk {
  host: FakeHost;
  user: ReturnType<typeof userEvent.setup>;
  /** Where the console is now. */
  at: () => string;
  container: HTMLElement;
  /** Called when the window would begin anew. */
  reload: ReturnType<typeof vi.fn<() => void>>;
}

/** Starts the console at a page; what the handlers do not answer is answered emptily. */
export function startDesk(handlers: Handlers = {}, path = "/"): TestDesk {
  const host = fakeHost({
    lock_state: () => aLock(),
    still_here: () => ({}),
    start: () => aStart(),
    connections: () => ({ connections: [aConnection()] }),
    home: () => NO_ONE,
    search: () => found([]),
    actions: () => ledger([]),
    verify_ledger: () => ({ entries: 0, first_bad: null, what: null }),
    refresh_lines: () => ({}),
    fault_dials: () => ({ dials: [] }),
    customer_screen: () => aCustomer(),
    tasks: () => ({ tasks: [], verification: null, one_time_code: null }),
    ...handlers,
  });
  const location = memoryLocation({ path, record: true });
  const reload = vi.fn<() => void>();
  const { container } = render(<App location={location.hook} reload={reload} />);
  return { reload, host, user: userEvent.setup(), at: () => location.history.at(-1) ?? "", container };
}

/** The rules that are broken in a part of the document; in all of it, dialogs too, when none is named. Colours are laid out by a real browser only. */
export async function axeFaults(part = "body"): Promise<string[]> {
  const rules = { "color-contrast": { enabled: false }, region: { enabled: false } };
  // React Aria's live announcer keeps, for some seconds, references to names that may be gone by then.
  const { violations } = await axe.run({ include: [[part]], exclude: [["[data-live-announcer]"]] }, { rules });
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
}
