// What the tests of the sheet "Replace SIM" share: made-up tasks of the provider, a desk that answers for them, and the ways to
// Check and to Send, for a task and for a new code of the eSIM.
import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect } from "vitest";
import type { ActionView, CodeArrives, GivenSim, LinePage, PreviewAnswer, SimChange, SimChoice, TaskView } from "@/ipc";
import { aProblem, type FakeHost, type Handlers } from "@/ipc/fake";
import { aField, aLine, aLineFact, anAction, aTask } from "@/ipc/samples";
import { aCode, aDesk, aPage, aProof, LINE, open, PREVIEW_ID, painted, scan, watchBlobUrls } from "./LineViewBench";

beforeEach(() => {
  watchBlobUrls();
});

/** The page of a line whose customer is verified. */
export const verifiedPage = () => aPage({ verification: aProof() });

/** The sheet of a verified customer, at New SIM; the first way is a new code for the eSIM. */
export async function beginEsim(over: Handlers = {}) {
  const host = aDesk(over, verifiedPage());
  const opened = open(`${LINE}/replace`);
  await screen.findByRole("heading", { name: /which sim/i });
  return { host, ...opened };
}

/** From there to Check with a new code, painted. */
export async function esimToCheck(over: Handlers = {}) {
  const opened = await beginEsim(over);
  await opened.user.keyboard("14");
  await screen.findByRole("button", { name: /send to onsim/i });
  await painted();
  return opened;
}

export async function esimToSend(over: Handlers) {
  const opened = await esimToCheck(over);
  await opened.user.keyboard("{Enter}");
  return opened;
}

/** How often a change was sent. */
export function sentTimes(host: FakeHost): number {
  return host.requests("submit_change").length;
}

export const KEY = { connection: "practice-onsim", id: "447700900123" };
export const ABOUT = { type: "line", line: KEY } as const;
export const OLD = "8945020184621234567";
export const CARD = "89450201846212345676";
export const CARD_SHOWN = "8945 0201 8462 1234 5676";

export const SWAP: TaskView = aTask({
  id: "replace_sim",
  title: "Replace the SIM card",
  hint: "The line moves to this card, and the SIM it has now stops working.",
  group: "sim",
  ability: "swap_sim",
  effect: "irreversible",
  risk: "sim",
  proofs: ["photo_id", "call_back"],
  fields: [
    aField({
      name: "way",
      label: "Which card",
      kind: {
        type: "choice",
        choices: [
          ["card", "A card at hand: type or scan it"],
          ["auto", "Any card"],
        ],
      },
    }),
    aField({
      name: "iccid",
      label: "SIM number",
      hint: "The last printed digit is dropped.",
      kind: { type: "iccid", rule: { min: 18, max: 20, trims: false } },
      only_if: ["way", ["card"]],
    }),
  ],
});

export const MAILED: TaskView = aTask({
  id: "new_esim",
  title: "Move to a new eSIM",
  hint: "The provider sends the code to the e-mail address.",
  group: "sim",
  ability: "swap_sim",
  risk: "sim",
  proofs: ["photo_id"],
  fields: [aField({ name: "mail", label: "E-mail", kind: { type: "email" } })],
});

export const CODED: TaskView = aTask({
  id: "new_code",
  title: "New eSIM",
  group: "sim",
  risk: "sim",
  proofs: ["photo_id"],
});

function way(task: TaskView): SimChoice {
  const sim = SIMS[task.id] ?? null;
  return {
    way: { type: "task", task: task.id },
    title: task.title,
    hint: task.hint,
    available: true,
    reason: null,
    sim,
  };
}

const given = (code: CodeArrives): GivenSim => ({ code, number: null, only_if: null });

/** What the ways do to the SIM. */
const SIMS: Record<string, SimChange> = {
  replace_sim: {
    stops: "The old SIM stops for good.",
    gives: [
      { code: "card", number: "iccid", only_if: ["way", ["card"]] },
      { code: "card", number: null, only_if: ["way", ["auto"]] },
    ],
  },
  new_esim: { stops: "The old SIM stops working.", gives: [given("by_mail")] },
  new_code: { stops: "The old SIM stops working.", gives: [given("not_published")] },
};

function pageOf(tasks: TaskView[], over: Partial<LinePage> = {}): LinePage {
  return aPage({
    line: aLine({
      sim: { kind: "card", iccid: OLD, iccid_grouped: "8945 0201 8462 1234 567", esim: null },
      read_at: Date.now(),
    }),
    abilities: [
      {
        ability: "esim_status",
        available: false,
        reason: "The provider publishes no codes.",
        evidence: null,
        effect: null,
      },
    ],
    sim_choices: tasks.map(way),
    verification: aProof(),
    ...over,
  });
}

export function previewOf(task: TaskView, over: Partial<PreviewAnswer["preview"]> = {}): PreviewAnswer {
  return {
    preview: {
      id: PREVIEW_ID,
      kind: {
        type: "task",
        task: task.id,
        title: task.title,
        about: ABOUT,
        risk: "sim",
        given:
          task === SWAP
            ? [
                { name: "way", label: "Which card", value: "card", shown: "A card at hand: type or scan it" },
                { name: "iccid", label: "SIM number", value: CARD, shown: null },
              ]
            : [],
        ...(task === SWAP ? { new_sim: CARD } : {}),
      },
      sim_now: "card",
      before: aLineFact({ sim: "card", iccid: OLD }),
      evidence: "documented",
      reversible: false,
      undo: null,
      confirm_digits: false,
      estimate: [{ name: "Price", value: "DKK 49.00" }],
      checks: [{ type: "verified", verification: aProof() }],
      ...over,
    },
    may_send: true,
  };
}

export function changed(task: TaskView, over: Partial<ActionView> = {}): ActionView {
  return anAction({ id: PREVIEW_ID, kind: previewOf(task).preview.kind, changed_at: Date.now(), ...over });
}

export function begin(tasks: TaskView[], over: Handlers = {}, page: Partial<LinePage> = {}, path = `${LINE}/replace`) {
  const task = tasks[0] ?? SWAP;
  const host = aDesk(
    {
      tasks: () => ({ tasks, verification: aProof(), one_time_code: null }),
      preview_task: ({ task: id }) => previewOf(tasks.find((one) => one.id === id) ?? task),
      submit_change: () => changed(task),
      task_result: () => {
        throw aProblem({ code: "no_such_record" });
      },
      show_held_code: () => aCode({ state: null }),
      drop_result: () => ({}),
      ...over,
    },
    pageOf(tasks, page),
  );
  return { host, ...open(path) };
}

/** Chooses the first way by its key. */
export async function pickFirst(user: ReturnType<typeof open>["user"]): Promise<void> {
  await user.keyboard("1");
  await waitFor(() => expect(screen.getByRole("button", { name: /^lost/i })).toBeEnabled());
}

/** From New SIM to Check with a scanned card. */
export async function toCheck(over: Handlers = {}) {
  const opened = begin([SWAP], over);
  await screen.findByRole("heading", { name: /which sim/i });
  await screen.findByRole("radio", { name: /replace the sim card/i });
  await waitFor(() => expect(opened.host.requests("tasks")).not.toEqual([]));
  scan(CARD);
  expect(await screen.findByLabelText("SIM number")).toHaveValue(CARD_SHOWN);
  await opened.user.keyboard("3");
  await screen.findByRole("heading", { name: /check before/i });
  await screen.findByRole("region", { name: "What will change" });
  await painted();
  return opened;
}

/** Sends the first way with the reason "lost"; `fill` fills in what it asks for. */
export async function sendIt(
  task: TaskView,
  over: Handlers = {},
  fill?: (user: ReturnType<typeof open>["user"]) => Promise<void>,
  page: Partial<LinePage> = {},
) {
  const opened = begin([task], over, page);
  await screen.findByRole("heading", { name: /which sim/i });
  await waitFor(() => expect(opened.host.requests("tasks")).not.toEqual([]));
  await pickFirst(opened.user);
  if (fill !== undefined) await fill(opened.user);
  await opened.user.click(await screen.findByRole("button", { name: /^lost/i }));
  const send = await screen.findByRole("button", { name: /send to/i });
  await painted();
  await opened.user.click(send);
  return opened;
}
