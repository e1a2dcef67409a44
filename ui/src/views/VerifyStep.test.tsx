// The card "Code sent by the provider" of the step Verify: where it is offered, the wait, and what is said when no code was sent.
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { VerifyStep } from "@/domain/actions";
import type { SentCode, VerificationMethod } from "@/ipc";
import { aProblem, fakeHost, later } from "@/ipc/fake";
import { anAction, aTaskKind } from "@/ipc/samples";
import { expectAccessible } from "./LineViewBench";

const ABOUT = { type: "line", line: { connection: "practice-reach", id: "C-1" } } as const;
const TRIES = "After 3 wrong codes another one has to be sent.";
const PROOF = { method: "provider_code", at: 1, until: 300_001 } as const;

function sent(over: Partial<SentCode["action"]> = {}, verification: SentCode["verification"] = PROOF): SentCode {
  const action = anAction({ kind: aTaskKind("Send a code"), provider: "reach", provider_name: "Reach", ...over });
  return { action, verification, one_time_code: null };
}

function verify(answer: () => SentCode | Promise<SentCode>, proofs?: VerificationMethod[]) {
  const host = fakeHost({ send_one_time_code: answer });
  const onVerified = vi.fn();
  const { container } = render(
    <VerifyStep
      about={ABOUT}
      {...(proofs === undefined ? {} : { proofs })}
      codes={TRIES}
      current={null}
      problem={null}
      onVerified={onVerified}
    />,
  );
  return { host, onVerified, container, user: userEvent.setup() };
}

const BOTH: VerificationMethod[] = ["photo_id", "provider_code"];
const card = () => screen.getByRole("button", { name: /code sent by the provider/i });

describe("a code sent by the provider", () => {
  it("is offered only where it counts, and its tries are said only there", () => {
    verify(() => sent());
    expect(screen.getAllByRole("button")).toHaveLength(4);
    expect(screen.queryByRole("button", { name: /code sent by the provider/i })).toBeNull();
    expect(screen.queryByText(TRIES)).toBeNull();
  });

  it("is sent once with its key, is waited for with the cards at rest, and is the proof then", async () => {
    const slow = later<SentCode>();
    const { host, user, onVerified, container } = verify(() => slow.promise, BOTH);
    expect(screen.getByText(TRIES)).toBeInTheDocument();
    await user.keyboard("2");
    expect(screen.getByRole("status")).toHaveTextContent("A code is being sent to the customer…");
    for (const one of screen.getAllByRole("button")) expect(one).toBeDisabled();
    await expectAccessible(container);
    await user.keyboard("21");
    expect(host.calls).toEqual([{ name: "send_one_time_code", request: { about: ABOUT } }]);
    expect(onVerified).not.toHaveBeenCalled();
    slow.answer(sent({ state: "accepted" }));
    await vi.waitFor(() => expect(onVerified).toHaveBeenCalledExactlyOnceWith(PROOF));
    expect(card()).toBeEnabled();
  });

  it.each([
    [
      "refused",
      aProblem({ code: "refused", provider: "reach", provider_words: "Too many wrong codes." }),
      /Reach refused/,
    ],
    ["not_sent", aProblem({ code: "unreachable", provider: "reach" }), /Reach/],
    ["unknown", null, /^Reach did not answer/],
  ] as const)("that was %s is no proof, even where another one is in force", async (state, problem, words) => {
    const photo = { ...PROOF, method: "photo_id" } as const;
    const { user, onVerified, container } = verify(() => sent({ state, problem }, photo), BOTH);
    await user.click(card());
    expect(await screen.findByText(words, { selector: "p" })).toBeInTheDocument();
    expect(container).not.toHaveTextContent(/undefined/);
    expect(onVerified).not.toHaveBeenCalled();
    expect(card()).toBeEnabled();
    if (state === "unknown") await expectAccessible(container);
  });

  it("says why the desk did not even try", async () => {
    const { user, onVerified } = verify(() => {
      throw aProblem({ code: "change_in_flight" });
    }, BOTH);
    await user.click(card());
    expect(await screen.findByText("Another change is still running on this line.")).toBeInTheDocument();
    expect(onVerified).not.toHaveBeenCalled();
  });
});
