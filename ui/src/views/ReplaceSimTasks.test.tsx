// Ways to a new SIM that are tasks of the provider: the same five steps, with their fields, a scanner, and what comes back.
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { ActionView, CodeArrives, GivenSim, LinePage, PreviewAnswer, SimChange, SimChoice, TaskView } from "@/ipc";
import { aProblem, type Handlers } from "@/ipc/fake";
import { aField, aLine, aLineFact, anAction, aTask, aTaskAnswer } from "@/ipc/samples";
import {
  aCode,
  aDesk,
  aPage,
  aProof,
  expectAccessible,
  LINE,
  open,
  PREVIEW_ID,
  painted,
  scan,
  tell,
  watchBlobUrls,
  whereIs,
} from "./LineViewBench";

beforeEach(() => {
  watchBlobUrls();
});

const KEY = { connection: "practice-onsim", id: "447700900123" };
const ABOUT = { type: "line", line: KEY } as const;
const OLD = "8945020184621234567";
const CARD = "89450201846212345676";
const CARD_SHOWN = "8945 0201 8462 1234 5676";

const SWAP: TaskView = aTask({
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

const MAILED: TaskView = aTask({
  id: "new_esim",
  title: "Move to a new eSIM",
  hint: "The provider sends the code to the e-mail address.",
  group: "sim",
  ability: "swap_sim",
  risk: "sim",
  proofs: ["photo_id"],
  fields: [aField({ name: "mail", label: "E-mail", kind: { type: "email" } })],
});

const CODED: TaskView = aTask({ id: "new_code", title: "New eSIM", group: "sim", risk: "sim", proofs: ["photo_id"] });

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

function previewOf(task: TaskView, over: Partial<PreviewAnswer["preview"]> = {}): PreviewAnswer {
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

function changed(task: TaskView, over: Partial<ActionView> = {}): ActionView {
  return anAction({ id: PREVIEW_ID, kind: previewOf(task).preview.kind, changed_at: Date.now(), ...over });
}

function begin(tasks: TaskView[], over: Handlers = {}, page: Partial<LinePage> = {}, path = `${LINE}/replace`) {
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
async function pickFirst(user: ReturnType<typeof open>["user"]): Promise<void> {
  await user.keyboard("1");
  await waitFor(() => expect(screen.getByRole("button", { name: /^lost/i })).toBeEnabled());
}

/** From New SIM to Check with a scanned card. */
async function toCheck(over: Handlers = {}) {
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

describe("a card", () => {
  it("goes from a scan to the result in the sheet, with 2 keystrokes after Verify", async () => {
    const { host, user, container } = await toCheck();
    const change = screen.getByRole("region", { name: "What will change" });
    expect(change).toHaveTextContent("8945 0201 8462 1234 567");
    expect(change).toHaveTextContent(CARD_SHOWN);
    expect(change).toHaveTextContent("DKK 49.00");
    expect(change).toHaveTextContent("Damaged");
    expect(change).toHaveTextContent("the SIM it has now stops working");
    expect(change).toHaveTextContent("Undo");
    expect(host.requests("preview_task")).toEqual([
      {
        about: ABOUT,
        task: "replace_sim",
        filled_in: [
          { name: "way", value: "card", label: null },
          { name: "iccid", value: CARD, label: null },
        ],
      },
    ]);
    await expectAccessible(container);
    await user.keyboard("{Enter}");
    expect(await screen.findByText("ONSIM has done it.")).toBeInTheDocument();
    expect(screen.getByText(/put the card in/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /came by e-mail/ })).toBeNull();
    await expectAccessible(container);
    expect(host.requests("submit_change")).toEqual([
      { preview: PREVIEW_ID, reason: "damaged", note: null, digits: null, old_sim: "damaged" },
    ]);
  });

  it("is typed where there is no scanner: the first field has the focus, and what is missing says so", async () => {
    const { user, host, container } = begin([SWAP]);
    await screen.findByRole("heading", { name: /which sim/i });
    await user.keyboard("1");
    expect(await screen.findByRole("radiogroup", { name: "Which card" })).toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole("radio", { name: /a card at hand/i })).toHaveFocus());
    await expectAccessible(container);
    await user.click(screen.getByRole("button", { name: /^lost/i }));
    expect(await screen.findByText("This has to be filled in.")).toBeInTheDocument();
    expect(host.requests("preview_task")).toEqual([]);
    await user.click(screen.getByRole("radio", { name: /a card at hand/i }));
    await user.click(screen.getByLabelText("SIM number"));
    await user.paste(OLD);
    expect(screen.getByText(/the SIM that the line has now/)).toBeInTheDocument();
    await user.clear(screen.getByLabelText("SIM number"));
    await user.paste(CARD);
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { name: /check before/i })).toBeInTheDocument();
  });

  it("says a fault of the desk at the field, with nothing typed lost", async () => {
    let refuse = true;
    const { user, host } = begin([SWAP], {
      preview_task: () => {
        if (refuse) throw aProblem({ code: "invalid_input", field: "iccid", message: "This card is on another line." });
        return previewOf(SWAP);
      },
    });
    await screen.findByRole("heading", { name: /which sim/i });
    await waitFor(() => expect(host.requests("tasks")).not.toEqual([]));
    scan(CARD);
    await screen.findByLabelText("SIM number");
    await user.keyboard("1");
    expect(await screen.findByText("This card is on another line.")).toBeInTheDocument();
    const field = screen.getByLabelText("SIM number");
    expect(field).toHaveValue(CARD_SHOWN);
    await waitFor(() => expect(field).toHaveFocus());
    expect(screen.getByRole("button", { name: /^lost/i })).toHaveAttribute("aria-pressed", "true");
    refuse = false;
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("region", { name: "What will change" })).toBeInTheDocument();
  });

  it("asks for the last four digits where the desk wants them, and says at the field that they are wrong", async () => {
    let wrong = true;
    const { user, host } = await toCheck({
      preview_task: () => previewOf(SWAP, { confirm_digits: true }),
      submit_change: () => {
        if (wrong) throw aProblem({ code: "invalid_input", field: "digits", message: "These are not the last four." });
        return changed(SWAP);
      },
      action: () => {
        throw aProblem({ code: "no_such_record" });
      },
    });
    const digits = screen.getByLabelText("Last four digits of the number");
    expect(digits).toHaveFocus();
    expect(screen.getByRole("button", { name: /send to/i })).toBeDisabled();
    await user.type(digits, "0000");
    await user.click(screen.getByRole("button", { name: /send to/i }));
    expect(await screen.findByText("These are not the last four.")).toBeInTheDocument();
    wrong = false;
    await user.clear(screen.getByLabelText("Last four digits of the number"));
    await user.type(screen.getByLabelText("Last four digits of the number"), "0123");
    await painted();
    await user.click(screen.getByRole("button", { name: /send to/i }));
    expect(await screen.findByText("ONSIM has done it.")).toBeInTheDocument();
    expect(host.requests("submit_change").map((one) => one.digits)).toEqual(["0000", "0123"]);
    expect(host.requests("preview_task")).toHaveLength(1);
  });

  it("keeps with the change what becomes of the old SIM", async () => {
    const { user, host } = begin([SWAP]);
    await screen.findByRole("heading", { name: /which sim/i });
    await waitFor(() => expect(host.requests("tasks")).not.toEqual([]));
    scan(CARD);
    await user.selectOptions(await screen.findByLabelText(/the sim that the line has now/i), "destroyed");
    await user.click(screen.getByRole("button", { name: /^damaged/i }));
    const change = await screen.findByRole("region", { name: "What will change" });
    expect(change).toHaveTextContent("Old SIMdestroyed here");
    expect(change).toHaveTextContent("Stops workingThe old SIM stops for good.");
    await painted();
    await user.click(screen.getByRole("button", { name: /send to/i }));
    await screen.findByText("ONSIM has done it.");
    expect(host.requests("submit_change")[0]).toMatchObject({ note: null, old_sim: "destroyed" });
  });

  it("verifies with the proofs that count for the way", async () => {
    begin([SWAP], {}, { verification: null });
    const proofs = await screen.findByRole("list", { name: "Proof of identity" });
    await waitFor(() => expect(within(proofs).getAllByRole("button")).toHaveLength(2));
  });
});

describe("the scanner", () => {
  it("takes a number out of the note it went into", async () => {
    const { user, host } = begin([SWAP]);
    await screen.findByRole("heading", { name: /which sim/i });
    await waitFor(() => expect(host.requests("tasks")).not.toEqual([]));
    await pickFirst(user);
    await user.click(screen.getByRole("button", { name: /^other/i }));
    const note = await screen.findByLabelText("Note");
    await user.click(note);
    await user.paste("torn");
    scan(CARD);
    expect(screen.getByLabelText("Note")).toHaveValue("torn");
    expect(await screen.findByLabelText("SIM number")).toHaveValue(CARD_SHOWN);
    expect(host.requests("preview_task")).toEqual([]);
  });

  it("goes back from Check with the other card, because what was looked at was about the first one", async () => {
    await toCheck();
    scan("89450201846212345684");
    expect(await screen.findByRole("heading", { name: /which sim/i })).toBeInTheDocument();
    expect(screen.getByLabelText("SIM number")).toHaveValue("8945 0201 8462 1234 5684");
  });

  it("says when something else was scanned, and when no way asks for a card", async () => {
    const { host } = begin([MAILED]);
    await screen.findByRole("heading", { name: /which sim/i });
    await waitFor(() => expect(host.requests("tasks")).not.toEqual([]));
    scan("4006381333931ABCDE");
    expect(await screen.findByText("Something was scanned that is no SIM number.")).toBeInTheDocument();
    scan(CARD);
    expect(await screen.findByText(/None of the ways/)).toBeInTheDocument();
    expect(screen.getByText("Scanned: SIM number ending in 5676.")).toBeInTheDocument();
  });

  it("starts the sheet from the page of the line with the card, and never through the address", async () => {
    const { user, location, container } = begin([SWAP], {}, {}, LINE);
    await screen.findByRole("button", { name: /replace sim/i });
    scan(CARD);
    expect(await screen.findByText(CARD_SHOWN)).toBeInTheDocument();
    expect(whereIs(location)).toBe(LINE);
    await expectAccessible(container);
    await user.click(screen.getByRole("button", { name: "Start Replace SIM with this card" }));
    expect(await screen.findByLabelText("SIM number")).toHaveValue(CARD_SHOWN);
    expect(location.history.join(" ")).not.toContain(CARD);
    await user.keyboard("{Escape}");
    await user.click(await screen.findByRole("button", { name: /replace sim/i }));
    await screen.findByRole("heading", { name: /which sim/i });
    expect(screen.queryByLabelText("SIM number")).toBeNull();
  });
});

describe("what comes back", () => {
  async function sendIt(
    task: TaskView,
    over: Handlers = {},
    fill?: (user: ReturnType<typeof open>["user"]) => Promise<void>,
  ) {
    const opened = begin([task], { submit_change: () => changed(task), ...over });
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

  it("is shown as a QR code when it is one", async () => {
    const { host, container } = await sendIt(CODED, {
      task_result: () => aTaskAnswer({ id: PREVIEW_ID, has_code: true }),
    });
    expect(await screen.findByRole("img", { name: "eSIM activation QR code" })).toBeInTheDocument();
    expect(host.requests("show_held_code")).toEqual([{ id: PREVIEW_ID, screen: "agent" }]);
    await expectAccessible(container);
  });

  it("waits for the e-mail where the provider mails the code, takes the code in, shows it and forgets it", async () => {
    const { host, user, container, unmount } = await sendIt(
      MAILED,
      { take_in_code: () => ({ id: "held-1", sm_dp_address: "rsp.example.net", warnings: [], seen_on: [] }) },
      async (user) => user.type(await screen.findByLabelText("E-mail"), "nadia@example.test"),
    );
    const box = await screen.findByLabelText(/the code, or the text of the e-mail/i);
    expect(screen.getByText(/sends the code by e-mail/)).toBeInTheDocument();
    await expectAccessible(container);
    await user.click(box);
    await user.paste("Dear customer,\nyour code: LPA:1$rsp.example.net$K2-1A2B3C\nRegards");
    await user.click(screen.getByRole("button", { name: /take in/i }));
    expect(await screen.findByText("rsp.example.net")).toBeInTheDocument();
    expect(host.requests("take_in_code")).toEqual([
      { line: KEY, text: "Dear customer,\nyour code: LPA:1$rsp.example.net$K2-1A2B3C\nRegards" },
    ]);
    expect(container.innerHTML).not.toContain("K2-1A2B3C");
    await user.click(screen.getByRole("button", { name: "Show QR" }));
    await screen.findByRole("img", { name: "eSIM activation QR code" });
    // All the room is for the picture now.
    expect(screen.queryByText("ONSIM has done it.")).toBeNull();
    expect(host.requests("show_held_code")).toEqual([{ id: "held-1", screen: "agent" }]);
    expect(host.requests("drop_result")).toEqual([]);
    unmount();
    expect(host.requests("drop_result")).toEqual([{ id: "held-1" }]);
  });

  it("is followed while the provider works on it, with its secrets one at a time", async () => {
    const { host, user } = await sendIt(CODED, {
      submit_change: () => changed(CODED, { state: "accepted" }),
      task_result: () => aTaskAnswer({ id: PREVIEW_ID, facts: [{ name: "Order", value: "77" }], secrets: ["PUK"] }),
      reveal_secret: () => ({ value: "12345678", seconds: 30 }),
    });
    expect(await screen.findByText(/has taken it and is working on it/)).toBeInTheDocument();
    expect(await screen.findByText("77")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Show PUK" }));
    expect(await screen.findByText("12345678")).toBeInTheDocument();
    await tell(host, { type: "action", action: changed(CODED, { changed_at: Date.now() + 5, read_back: true }) });
    expect(await screen.findByText("ONSIM has done it.")).toBeInTheDocument();
    // It was proved by reading back, and yet there was an answer when it was sent.
    expect(screen.queryByText(/did not answer/)).toBeNull();
    expect(screen.queryByText("12345678")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Enter a code that came by e-mail" }));
    expect(await screen.findByRole("heading", { name: "Enter the code of the eSIM" })).toBeInTheDocument();
  });

  it("lets a person decide what nothing could prove", async () => {
    const unknown = changed(CODED, { state: "unknown", look_at: "Whether the e-mail has come." });
    const { user, host } = await sendIt(CODED, {
      submit_change: () => unknown,
      decide_action: () => ({ ...unknown, state: "done" }),
    });
    expect(await screen.findByText("Whether the e-mail has come.")).toBeInTheDocument();
    await user.type(screen.getByLabelText("What you looked at, and what it said"), "it came");
    await user.click(screen.getByRole("button", { name: "It happened" }));
    await tell(host, { type: "action", action: { ...unknown, state: "done", changed_at: Date.now() + 5 } });
    expect(await screen.findByText("ONSIM has done it.")).toBeInTheDocument();
  });

  it("gives a text to tell the customer, in their language too, without anything secret", async () => {
    const danish = aLine({ country: "DK", sim: { kind: "esim", iccid: null, iccid_grouped: null, esim: null } });
    const opened = begin([CODED], { submit_change: () => changed(CODED) }, { line: danish });
    await screen.findByRole("heading", { name: /which sim/i });
    await waitFor(() => expect(opened.host.requests("tasks")).not.toEqual([]));
    await pickFirst(opened.user);
    await opened.user.click(await screen.findByRole("button", { name: /^lost/i }));
    const send = await screen.findByRole("button", { name: /send to/i });
    await painted();
    await opened.user.click(send);
    const card = await screen.findByRole("region", { name: "Tell the customer" });
    expect(card).toHaveTextContent(/Dit nummer, der ender på 123, fik et nyt SIM/);
    await opened.user.click(within(card).getByRole("radio", { name: "English" }));
    expect(card).toHaveTextContent(/Your number ending in 123 got a new SIM on/);
    expect(card).not.toHaveTextContent("900123");
    await opened.user.click(within(card).getByRole("button", { name: "Copy the text" }));
    expect(await within(card).findByText("Copied.")).toBeInTheDocument();
    expect(await navigator.clipboard.readText()).toContain("If you did not ask for this, call us at once.");
  });
});
