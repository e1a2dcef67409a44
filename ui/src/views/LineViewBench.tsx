// What the tests of the line's pages share: made-up answers of the desk, the routes, and the check for accessibility.
import { QueryClientProvider, useQueryClient } from "@tanstack/react-query";
import { act, createEvent, fireEvent, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { useEffect } from "react";
import { expect, vi } from "vitest";
import { Route, Router, Switch, useLocation } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import type { ActionView, Event, LinePage, PreviewAnswer, ShownCode, TakenInCode, Verification } from "@/ipc";
import { type FakeHost, fakeHost, type Handlers } from "@/ipc/fake";
import { aCustomer, aLine, anAction } from "@/ipc/samples";
import { useKeys } from "@/shared";
import { newQueryClient } from "./App";
import CodeView from "./CodeView";
import { followDesk } from "./deskEvents";
import { EnterCodeView } from "./EnterCodeView";
import LineView from "./LineView";
import ReplaceSimView from "./ReplaceSimView";

export const LINE = "/line/practice-onsim/447700900123";
/** The secret of the made-up code, to look for where it must not be. */
export const SECRET = "04386-AGYFT-A74Y8-3F815";
export const PREVIEW_ID = "019bc0de-0000-7000-8000-00000000000a";

export function aProof(method: Verification["method"] = "photo_id"): Verification {
  const at = Date.now();
  return { method, at, until: at + 300_000 };
}

export function aPage(over: Partial<LinePage> = {}): LinePage {
  return {
    line: aLine({ read_at: Date.now() - 12_000 }),
    abilities: [
      { ability: "read_line", available: true, reason: null, evidence: "documented", effect: "read" },
      { ability: "esim_status", available: true, reason: null, evidence: "documented", effect: "read" },
      { ability: "new_esim_code", available: true, reason: null, evidence: "documented", effect: "irreversible" },
      { ability: "change_plan", available: true, reason: null, evidence: "partial", effect: "money" },
      { ability: "suspend", available: false, reason: "ONSIM publishes no such call.", evidence: null, effect: null },
      { ability: "list_lines", available: false, reason: "Not about one line.", evidence: null, effect: null },
    ],
    sim_choices: [
      {
        way: { type: "not_offered" },
        title: "SIM card",
        hint: "",
        available: false,
        reason: "ONSIM publishes no call that puts another card on a line.",
        sim: null,
      },
      {
        way: { type: "new_esim_code" },
        title: "eSIM, new code",
        hint: "A new activation code for the eSIM of this line.",
        available: true,
        reason: null,
        sim: {
          stops: "The old code, at once: a phone that has not installed it yet cannot do so any more.",
          gives: [{ code: "in_answer", number: null, only_if: null }],
        },
      },
    ],
    verification: null,
    activity: [],
    ports: [],
    not_refreshed: null,
    ...over,
  };
}

export function aPreview(over: Partial<PreviewAnswer["preview"]> = {}, may_send = true): PreviewAnswer {
  return {
    preview: {
      id: PREVIEW_ID,
      kind: { type: "new_esim_code" },
      sim_now: "esim",
      before: { type: "esim", fingerprint: "ab12", sm_dp_address: "smdp.example.com", state: "ready to install" },
      evidence: "documented",
      reversible: false,
      undo: null,
      confirm_digits: false,
      estimate: [],
      checks: [
        { type: "verified", verification: aProof() },
        { type: "no_other_change" },
        { type: "no_port" },
        { type: "sim_changed_lately", days: 12, seen: "desk" },
      ],
      ...over,
    },
    may_send,
  };
}

export function aChange(state: ActionView["state"], over: Partial<ActionView> = {}): ActionView {
  return anAction({ id: PREVIEW_ID, state, changed_at: Date.now(), ...over });
}

export function aCode(over: Partial<ShownCode> = {}): ShownCode {
  const now = Date.now();
  return {
    showing: "showing-1",
    modules: 45,
    sm_dp_address: "smdp.example.com",
    activation_code: SECRET,
    confirmation_required: false,
    stray_confirmation_code: null,
    whole: `LPA:1$smdp.example.com$${SECRET}`,
    warnings: [],
    spelled: [
      { letter: "0", word: "zero" },
      { letter: "A", word: "alfa" },
    ],
    state: { stage: "ready_to_install", raw: "ready to install", enabled: false, enabled_raw: "N" },
    shown_at: now,
    hides_at: now + 120_000,
    may_be_saved: false,
    ...over,
  };
}

/** A code from outside that the desk took in and bound. */
export function aTaken(over: Partial<TakenInCode> = {}): TakenInCode {
  return {
    id: "held-1",
    sm_dp_address: "rsp.example.net",
    warnings: [],
    seen_on: [],
    new_host: false,
    known_hosts: ["rsp.example.net"],
    other_sim: null,
    bound: true,
    ...over,
  };
}

/** Answers for everything these pages ask, with a desk that remembers the proof of identity. */
export function aDesk(over: Handlers = {}, page: LinePage = aPage()): FakeHost {
  let verification = page.verification;
  return fakeHost({
    line_page: ({ refresh }) => ({
      ...page,
      verification,
      line: refresh ? { ...page.line, read_at: Date.now() } : page.line,
    }),
    verify_customer: ({ method }) => {
      verification = aProof(method);
      return verification;
    },
    tasks: () => ({ tasks: [], verification, one_time_code: null }),
    preview_change: () => aPreview(),
    submit_change: () => aChange("done"),
    show_code: () => aCode(),
    code_picture: () => new ArrayBuffer(8),
    print_code: () => new ArrayBuffer(16),
    hide_code: () => ({}),
    customer_screen: () => aCustomer(),
    ...over,
  });
}

/** Blob URLs made and revoked; jsdom has none. */
export function watchBlobUrls(): { open: Set<string> } {
  const open = new Set<string>();
  let count = 0;
  vi.stubGlobal(
    "URL",
    Object.assign(URL, {
      createObjectURL: () => {
        count += 1;
        const url = `blob:test/${count}`;
        open.add(url);
        return url;
      },
      revokeObjectURL: (url: string) => open.delete(url),
    }),
  );
  return { open };
}

/** Opens one of the pages of a line. */
export function open(path: string) {
  const location = memoryLocation({ path, record: true });
  const client = newQueryClient();
  const page = render(
    <QueryClientProvider client={client}>
      <Router hook={location.hook}>
        <Switch>
          <Route path="/line/:connection/:id" component={LineView} />
          <Route path="/line/:connection/:id/replace" component={ReplaceSimView} />
          <Route path="/line/:connection/:id/code" component={CodeView} />
          <Route path="/line/:connection/:id/enter-code" component={EnterCodeView} />
          <Route>elsewhere</Route>
        </Switch>
        <Outside />
      </Router>
    </QueryClientProvider>,
  );
  return { ...page, location, client, user: userEvent.setup() };
}

/** What the shell does for every page: its Escape leaves, and events of the desk make cached answers old. */
function Outside() {
  const [, go] = useLocation();
  const client = useQueryClient();
  useKeys({ Escape: { label: "Back", run: () => go("/") } }, "global");
  useEffect(() => followDesk(client), [client]);
  return null;
}

/** Fills a field at one go: every single key would draw the page anew. */
export async function fillIn(user: ReturnType<typeof open>["user"], field: HTMLElement, text: string): Promise<void> {
  await user.click(field);
  await user.paste(text);
}

/** Where the page is now. */
export function whereIs(location: { history: string[] }): string | undefined {
  return location.history.at(-1);
}

/** Sends an event of the desk. */
export async function tell(host: FakeHost, event: Event): Promise<void> {
  await act(async () => host.emit(event));
}

/** Waits until what was drawn last is on the screen, as the Send button does. */
export async function painted(): Promise<void> {
  await act(async () => {
    await new Promise((drawn) =>
      requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
  });
}

/** Fails with the rules that are broken. Contrast needs a real screen and is checked elsewhere. */
export async function expectAccessible(container: HTMLElement): Promise<void> {
  const { violations } = await axe.run(container, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
}

/** A scanner types where the focus is, five milliseconds a key however slow the test is, and ends with Enter. */
export function scan(text: string): void {
  const target = document.activeElement ?? document.body;
  let at = performance.now();
  const press = (key: string): boolean => {
    const event = createEvent.keyDown(target, { key });
    at += 5;
    Object.defineProperty(event, "timeStamp", { value: at });
    return fireEvent(target, event);
  };
  for (const key of text) {
    if (press(key) && (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) {
      fireEvent.input(target, { target: { value: target.value + key } });
    }
  }
  press("Enter");
}
