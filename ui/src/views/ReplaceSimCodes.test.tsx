// A one-time code of the provider in the sheet "Replace SIM": a refused one is typed anew where it was typed.
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { OneTimeCodeView, TaskView } from "@/ipc";
import { aProblem, type Handlers } from "@/ipc/fake";
import { aField, aTask } from "@/ipc/samples";
import { aProof, expectAccessible, fillIn, painted, tell } from "./LineViewBench";
import { begin, CARD, CARD_SHOWN, changed, pickFirst, previewOf } from "./ReplaceSimBench";

const WITH_CODE = aTask({
  id: "swap_with_code",
  title: "Swap the SIM with the customer's code",
  group: "sim",
  risk: "sim",
  proofs: ["photo_id", "provider_code"],
  fields: [
    aField({ name: "otp", label: "Code the customer was sent", kind: { type: "one_time_code", min: 4, max: 8 } }),
    aField({ name: "iccid", label: "SIM number", kind: { type: "iccid", rule: { min: 18, max: 20, trims: false } } }),
  ],
});

const CODE = "482113";
const codeField = () => screen.findByLabelText<HTMLInputElement>("Code the customer was sent");

/** Sends a swap whose code the provider refuses, and has the desk say so. */
async function refused(field: string | null, over: Handlers = {}) {
  let wrong = 0;
  const codes = (): OneTimeCodeView => ({ sent_at: Date.now(), wrong, most: 3, limit_is_providers: false });
  const problem = aProblem({ code: field === null ? "refused" : "fields_refused", field, provider: "reach" });
  const action = changed(WITH_CODE, { state: "refused", problem });
  const opened = begin([WITH_CODE], {
    tasks: () => ({ tasks: [WITH_CODE], verification: aProof(), one_time_code: codes() }),
    preview_task: () => previewOf(WITH_CODE),
    submit_change: () => {
      wrong = 1;
      return action;
    },
    ...over,
  });
  const { user, host } = opened;
  await screen.findByRole("heading", { name: /which sim/i });
  await pickFirst(user);
  await fillIn(user, await codeField(), CODE);
  await fillIn(user, screen.getByLabelText("SIM number"), CARD);
  await user.click(screen.getByRole("button", { name: /^damaged/i }));
  const send = await screen.findByRole("button", { name: /send to/i });
  await painted();
  await user.click(send);
  await tell(host, { type: "action", action });
  return opened;
}

it("is not lost with Esc while it is only typed", async () => {
  const { user } = begin([WITH_CODE]);
  await screen.findByRole("heading", { name: /which sim/i });
  await pickFirst(user);
  await fillIn(user, await codeField(), CODE);
  await user.keyboard("{Escape}");
  await user.click(await screen.findByRole("button", { name: "Stay" }));
  expect(await codeField()).toHaveValue(CODE);
});

it("is the only proof: a way that asks for none is greyed with the reason", async () => {
  const risk = { group: "sim", risk: "sim" } as const;
  const coded = { ...WITH_CODE, proofs: ["provider_code"] } satisfies TaskView;
  begin([aTask({ id: "swap", title: "Swap without a code", ...risk }), coded]);
  await screen.findByRole("heading", { name: /which sim/i });
  const without = screen.getByRole("radio", { name: /swap without a code/i });
  await waitFor(() => expect(without).toBeDisabled());
  expect(without).toHaveAccessibleName(/policy of this desk takes only a code that ONSIM checks/);
  expect(screen.getByRole("radio", { name: /customer's code/i })).toBeEnabled();
});

it("asks for nothing of other ways where the policy wants no proof at all", async () => {
  const { host } = begin([aTask({ id: "swap", title: "Swap without a code", group: "sim", risk: "sim" })]);
  await screen.findByRole("heading", { name: /which sim/i });
  await waitFor(() => expect(host.requests("tasks")).not.toEqual([]));
  expect(screen.getByRole("radio", { name: /swap without a code/i })).toBeEnabled();
});

describe("a refused one-time code", () => {
  it("is typed anew in its field, with everything else kept and the tries that are left said", async () => {
    const { user, host, container } = await refused("otp");
    expect(await screen.findByText("ONSIM refused the one-time code. Nothing changed.")).toBeInTheDocument();
    expect(await screen.findByText(/1 wrong code so far, 2 of 3 tries left/)).toBeInTheDocument();
    expect(container).not.toHaveTextContent(/\botp\b/i);
    expect(screen.queryByRole("button", { name: "Back to Check" })).toBeNull();
    await expectAccessible(container);

    await user.click(screen.getByRole("button", { name: "Back to the one-time code" }));
    const field = await codeField();
    await waitFor(() => expect(field).toHaveFocus());
    expect(field).toHaveValue("");
    expect(field).toHaveAccessibleDescription(/ONSIM refused the code/);
    expect(screen.getByText(/1 wrong code so far, 2 of 3 tries left/)).toBeInTheDocument();
    expect(screen.getByLabelText("SIM number")).toHaveValue(CARD_SHOWN);
    expect(screen.getByRole("button", { name: /^damaged/i })).toHaveAttribute("aria-pressed", "true");

    await user.keyboard("5501{Enter}");
    await screen.findByRole("button", { name: /send to/i });
    expect(host.requests("preview_task").map((one) => one.filled_in[0]?.value)).toEqual([CODE, "5501"]);
  });

  it("may be what was refused where the provider names nothing: looking again is offered too", async () => {
    const { user } = await refused(null);
    expect(await screen.findByText("ONSIM refused. Nothing changed.")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Back to Check" })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Back to the one-time code" }));
    expect(await codeField()).toHaveAccessibleDescription(/The code may be wrong/);
  });

  it("is not what was refused where another field is named", async () => {
    await refused("iccid");
    expect(await screen.findByRole("button", { name: "Back to Check" })).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Back to the one-time code" })).toBeNull();
  });
});
