// One task from the menu to its answer.
import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { ActionView, PreviewAnswer, TaskView } from "@/ipc";
import { aProblem, type Handlers } from "@/ipc/fake";
import { aConnection, aField, aLineFact, anAction, aTask, aTaskAnswer, aTaskKind } from "@/ipc/samples";
import { aPage, painted } from "./LineViewBench";
import { axeFaults, startDesk } from "./testDesk";

const LINE = "/line/practice-onsim/447700900123";
const PREVIEW = "019bc0de-0000-7000-8000-0000000000aa";

function aPreviewOf(task: TaskView, over: Partial<PreviewAnswer["preview"]> = {}): PreviewAnswer {
  return {
    preview: {
      id: PREVIEW,
      kind: aTaskKind(task.title),
      sim_now: "esim",
      before: aLineFact(),
      evidence: "documented",
      reversible: true,
      undo: "Resume the line.",
      confirm_digits: false,
      estimate: [],
      checks: [{ type: "no_other_change" }],
      ...over,
    },
    may_send: true,
  };
}

function ended(over: Partial<ActionView> = {}): ActionView {
  return anAction({ id: PREVIEW, kind: aTaskKind("Suspend the line"), ...over });
}

function begin(task: TaskView, handlers: Handlers = {}, path = `${LINE}/task/${task.id}`) {
  let verification: ReturnType<NonNullable<Handlers["verify_customer"]>> | null = null;
  return startDesk(
    {
      tasks: () => ({ tasks: [task], verification: verification as never, one_time_code: null }),
      line_page: () => aPage(),
      preview_task: () => aPreviewOf(task),
      submit_change: () => ended(),
      task_result: () => {
        throw aProblem({ code: "no_such_record" });
      },
      verify_customer: ({ method }) => {
        const proof = { method, at: Date.now(), until: Date.now() + 300_000 };
        verification = proof;
        return proof;
      },
      ...handlers,
    },
    path,
  );
}

describe("the menu", () => {
  it("lists what can be done by group, and greys what cannot be done now with the reason", async () => {
    const resume = aTask({ id: "resume", title: "Resume the line", ability: "resume", not_now: "The line is active." });
    const bills = aTask({ id: "list_bills", title: "List bills", group: "billing", effect: "read" });
    const { user, at } = startDesk(
      {
        tasks: () => ({ tasks: [aTask(), resume, bills], verification: null, one_time_code: null }),
        line_page: () => aPage(),
      },
      LINE,
    );
    const card = await screen.findByRole("region", { name: "What you can do here" });
    expect(await within(card).findByRole("heading", { name: "Bills and payments" })).toBeInTheDocument();
    const greyed = within(card).getByRole("button", { name: /Resume the line/ });
    expect(greyed).toHaveAttribute("aria-disabled", "true");
    expect(greyed).toHaveAccessibleDescription("The line is active.");
    await user.click(greyed);
    expect(at()).toBe(LINE);
    await user.click(within(card).getByRole("button", { name: /Suspend the line/ }));
    expect(at()).toBe(`${LINE}/task/suspend`);
  });
});

describe("a change", () => {
  it("is looked at, confirmed and sent once", async () => {
    const { user, host } = begin(aTask());
    await user.click(await screen.findByRole("button", { name: /^Check/ }));
    expect(await screen.findByText("Resume the line.")).toBeInTheDocument();
    expect(await axeFaults()).toEqual([]);
    await painted();
    await user.click(screen.getByRole("button", { name: /Send to ONSIM/ }));
    expect(await screen.findByText("Done.")).toBeInTheDocument();
    expect(host.requests("submit_change")).toEqual([
      { preview: PREVIEW, reason: "customer_asked", note: null, digits: null, old_sim: null },
    ]);
  });

  it("asks for what is missing, says a fault at its field, and loses nothing typed", async () => {
    const task = aTask({
      id: "change_number",
      title: "Change the number",
      fields: [
        aField({ name: "number", label: "New number", kind: { type: "number" } }),
        aField({ name: "why", label: "Remark", required: false }),
      ],
    });
    let refuse = true;
    const { user, host } = begin(task, {
      preview_task: () => {
        if (refuse) throw aProblem({ code: "invalid_input", field: "number", message: "A number has 10 digits." });
        return aPreviewOf(task);
      },
    });
    await user.click(await screen.findByRole("button", { name: /^Check/ }));
    expect(await screen.findByText("This has to be filled in.")).toBeInTheDocument();
    expect(host.requests("preview_task")).toEqual([]);
    await user.type(screen.getByLabelText("New number"), "12");
    await user.type(screen.getByLabelText("Remark (optional)"), "as agreed");
    await user.click(screen.getByRole("button", { name: /^Check/ }));
    expect(await screen.findByText("A number has 10 digits.")).toBeInTheDocument();
    expect(screen.getByLabelText("New number")).toHaveValue("12");
    expect(screen.getByLabelText("Remark (optional)")).toHaveValue("as agreed");
    await user.keyboard("{Escape}");
    await user.click(await screen.findByRole("button", { name: "Stay" }));
    refuse = false;
    await user.type(screen.getByLabelText("New number"), "34");
    await user.click(screen.getByRole("button", { name: /^Check/ }));
    expect(await screen.findByRole("heading", { name: "Check before you send" })).toBeInTheDocument();
    expect(host.requests("preview_task").at(-1)?.filled_in).toEqual([
      { name: "number", value: "1234", label: null },
      { name: "why", value: "as agreed", label: null },
    ]);
  });

  it("asks for a proof of identity the policy wants, and looks again with it", async () => {
    const task = aTask({ risk: "sim", proofs: ["photo_id", "call_back"] });
    const { user, host } = begin(task);
    await user.click(await screen.findByRole("button", { name: /^Check/ }));
    const proofs = await screen.findByRole("list", { name: "Proof of identity" });
    expect(within(proofs).getAllByRole("button")).toHaveLength(2);
    await user.click(within(proofs).getByRole("button", { name: /Call-back/ }));
    expect(await screen.findByRole("heading", { name: "Check before you send" })).toBeInTheDocument();
    expect(host.requests("verify_customer")).toMatchObject([{ method: "call_back", about: { type: "line" } }]);
    await waitFor(() => expect(host.requests("preview_task")).toHaveLength(2));
  });

  it("wants the last four digits typed for what cannot be undone", async () => {
    const task = aTask({
      id: "cease",
      title: "End the line",
      effect: "irreversible",
      risk: "cease",
      note_needed: true,
    });
    const { user, host } = begin(task, {
      preview_task: () => aPreviewOf(task, { confirm_digits: true, undo: null, reversible: false }),
    });
    await user.click(await screen.findByRole("button", { name: /^Check/ }));
    const send = await screen.findByRole("button", { name: /Send to ONSIM/ });
    expect(send).toBeDisabled();
    await user.type(screen.getByLabelText("Note"), "moved abroad");
    await user.type(screen.getByLabelText("Last four digits of the number"), "0123");
    await painted();
    await user.click(send);
    await waitFor(() =>
      expect(host.requests("submit_change")).toMatchObject([{ digits: "0123", note: "moved abroad" }]),
    );
  });

  it("sends a secret without keeping it on the page", async () => {
    const task = aTask({
      fields: [aField({ name: "pin", label: "Voicemail PIN", kind: { type: "secret", min: 4, max: 8, digits: true } })],
    });
    const { user, host, container } = begin(task);
    await user.type(await screen.findByLabelText("Voicemail PIN"), "4471");
    await user.click(screen.getByRole("button", { name: /^Check/ }));
    await screen.findByRole("heading", { name: "Check before you send" });
    expect(host.requests("preview_task")[0]?.filled_in).toEqual([{ name: "pin", value: "4471", label: null }]);
    expect(container.innerHTML).not.toContain("4471");
  });

  it("lets a person decide what nothing could prove", async () => {
    const unknown = ended({ state: "unknown", look_at: "Ask the customer whether the text came." });
    const { user, host } = begin(aTask(), {
      submit_change: () => unknown,
      decide_action: ({ note }) => ({ ...unknown, state: "done", decided: { agent: "sam", note } }),
    });
    await user.click(await screen.findByRole("button", { name: /^Check/ }));
    const send = await screen.findByRole("button", { name: /Send to ONSIM/ });
    await painted();
    await user.click(send);
    expect(await screen.findByText("Ask the customer whether the text came.")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "It happened" })).toBeDisabled();
    await user.type(screen.getByLabelText("What you looked at, and what it said"), "it came");
    await user.click(screen.getByRole("button", { name: "It happened" }));
    expect(host.requests("decide_action")).toEqual([{ id: PREVIEW, happened: true, note: "it came" }]);
    act(() =>
      host.emit({ type: "action", action: ended({ state: "done", decided: { agent: "sam", note: "it came" } }) }),
    );
    expect(await screen.findByText("sam found out: it came")).toBeInTheDocument();
  });
});

describe("an answer", () => {
  it("shows values and lists, and a secret only when asked, one at a time", async () => {
    const task = aTask({ id: "list_sims", title: "List SIMs", effect: "read", group: "stock" });
    const { user, host, container } = begin(task, {
      look_up: () =>
        aTaskAnswer({
          facts: [{ name: "In all", value: "2" }],
          tables: [{ title: "SIMs", columns: ["ICCID", "Network"], rows: [["8944…01", "TDC"]], more: true }],
          secrets: ["PIN", "PUK"],
        }),
      reveal_secret: ({ label }) => ({ value: label === "PIN" ? "1234" : "12345678", seconds: 30 }),
    });
    const read = await screen.findByRole("button", { name: /^Read it/ });
    // There is nothing to fill in, so Enter reads at once.
    expect(read).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("cell", { name: "TDC" })).toBeInTheDocument();
    expect(await axeFaults()).toEqual([]);
    expect(screen.getByRole("button", { name: "Show PIN" })).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(await screen.findByText("1234")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Show PUK" }));
    expect(await screen.findByText("12345678")).toBeInTheDocument();
    expect(screen.queryByText("1234")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Hide PUK" }));
    expect(container.innerHTML).not.toContain("12345678");
    expect(host.requests("reveal_secret").map((one) => one.label)).toEqual(["PIN", "PUK"]);
  });

  it("reads the choices of a field live, and lets one type when the list cannot be read", async () => {
    const task = aTask({
      id: "change_plan",
      title: "Change the plan",
      fields: [aField({ name: "plan", label: "New plan", kind: { type: "ask" } })],
    });
    let down = false;
    const { user, host } = begin(task, {
      task_choices: () => {
        if (down) throw aProblem({ code: "provider_down" });
        return { choices: [{ value: "P2", label: "Large", detail: "20 GB" }] };
      },
    });
    await screen.findByRole("option", { name: "Large · 20 GB" });
    await user.selectOptions(screen.getByLabelText("New plan"), "P2");
    await user.click(screen.getByRole("button", { name: /^Check/ }));
    await screen.findByRole("heading", { name: "Check before you send" });
    expect(host.requests("preview_task")[0]?.filled_in).toEqual([{ name: "plan", value: "P2", label: "Large" }]);
    down = true;
  });
});

describe("the account", () => {
  it("has a page of its own with what the provider can do", async () => {
    const stock = aTask({ id: "list_sims", title: "List SIMs", effect: "read", group: "stock" });
    const { user, at } = startDesk(
      {
        connections: () => ({ connections: [aConnection()] }),
        tasks: () => ({ tasks: [stock], verification: null, one_time_code: null }),
      },
      "/account/practice-onsim",
    );
    await user.click(await screen.findByRole("button", { name: /List SIMs/ }));
    expect(at()).toBe("/account/practice-onsim/task/list_sims");
  });

  it("opens a customer or a port order by its reference", async () => {
    const { user, at } = startDesk({}, "/account/practice-onsim");
    await user.type(await screen.findByLabelText("Reference"), "c-17");
    await user.click(screen.getByRole("button", { name: "Open" }));
    expect(at()).toBe("/customer/practice-onsim/c-17");
  });
});
