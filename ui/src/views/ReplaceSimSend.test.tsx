// The step Send of replacing a SIM, whatever the provider answers.
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { aProblem, later } from "@/ipc/fake";
import { aChange, expectAccessible, LINE, PREVIEW_ID, painted, tell, whereIs } from "./LineViewBench";
import { esimToSend, sentTimes } from "./ReplaceSimBench";

describe("Send", () => {
  it("cannot be left with Esc while it is being sent", async () => {
    const slow = later<ReturnType<typeof aChange>>();
    const { user, location } = await esimToSend({ submit_change: () => slow.promise });
    await screen.findByText("Sending to ONSIM…");
    await user.keyboard("{Escape}");
    expect(screen.getByText("Sending to ONSIM…")).toBeInTheDocument();
    expect(whereIs(location)).toBe(`${LINE}/replace`);
    slow.answer(aChange("done"));
    expect(await screen.findByRole("img", { name: /qr code/i })).toBeInTheDocument();
  });

  it("says a refusal in our words and the provider's, and goes back to Check with a new preview", async () => {
    const refused = aChange("refused", { problem: aProblem({ code: "refused", provider_words: "error" }) });
    const { host, user, container } = await esimToSend({ submit_change: () => refused });
    expect(await screen.findByText("ONSIM refused. Nothing changed.")).toBeInTheDocument();
    expect(screen.getByText("error")).toBeInTheDocument();
    await expectAccessible(container);
    await user.click(screen.getByRole("button", { name: "Back to Check" }));
    await screen.findByRole("button", { name: /send to onsim/i });
    expect(host.requests("preview_change")).toHaveLength(2);
  });

  it("says that nothing was sent and that trying again is safe, with a new preview", async () => {
    const { host, user } = await esimToSend({
      submit_change: () => aChange("not_sent", { problem: aProblem({ code: "unreachable" }) }),
    });
    expect(await screen.findByText(/nothing was sent.*safe to try again/i)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByRole("button", { name: /send to onsim/i });
    expect(host.requests("preview_change")).toHaveLength(2);
  });

  it("follows an unknown outcome until reading back proves it", async () => {
    const { host, user, container } = await esimToSend({
      submit_change: () => aChange("unknown"),
      check_action: () => aChange("unknown", { read_backs: 2 }),
    });
    expect(
      await screen.findByText(
        "ONSIM did not answer. The change may or may not have happened. The desk is reading back what happened.",
      ),
    ).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /try again|back to check/i })).toBeNull();
    await expectAccessible(container);
    await tell(host, { type: "action", action: aChange("unknown", { read_backs: 1 }) });
    expect(screen.getByText(/read back 1 time so far/i)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Check now" }));
    expect(await screen.findByText(/read back 2 times so far/i)).toBeInTheDocument();
    await tell(host, { type: "action", action: aChange("done", { read_back: true, read_backs: 3 }) });
    expect(await screen.findByText(/reading back proved that the new code is in force/i)).toBeInTheDocument();
    expect(await screen.findByRole("img", { name: /qr code/i })).toBeInTheDocument();
    expect(sentTimes(host)).toBe(1);
  });

  it("says when reading back proves that it did not happen", async () => {
    const { host } = await esimToSend({ submit_change: () => aChange("unknown") });
    await screen.findByText(/did not answer/i);
    await tell(host, { type: "action", action: aChange("not_done", { read_back: true }) });
    expect(await screen.findByText("It did not happen. Nothing changed. You can send again.")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Back to Check" })).toBeInTheDocument();
  });

  it("waits for what the provider has taken", async () => {
    const { host } = await esimToSend({ submit_change: () => aChange("accepted") });
    expect(await screen.findByText(/has taken it and is working on it/i)).toBeInTheDocument();
    await tell(host, { type: "action", action: aChange("failed", { problem: aProblem({ code: "refused" }) }) });
    expect(await screen.findByText(/then it did not work/i)).toBeInTheDocument();
  });

  it("takes no notice of other actions", async () => {
    const { host } = await esimToSend({ submit_change: () => aChange("unknown") });
    await screen.findByText(/did not answer/i);
    await tell(host, { type: "action", action: aChange("done", { id: "another" }) });
    expect(screen.getByText(/did not answer/i)).toBeInTheDocument();
  });

  it("goes back to Verify when the five minutes are over, and then on to Check", async () => {
    const { host, user } = await esimToSend({
      submit_change: () => {
        throw aProblem({ code: "verification_needed" });
      },
    });
    await screen.findByRole("heading", { name: /prove who they are/i });
    expect(screen.getByText("verification_needed")).toBeInTheDocument();
    await user.keyboard("2");
    expect(await screen.findByRole("button", { name: /send to onsim/i })).toBeInTheDocument();
    await painted();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(sentTimes(host)).toBe(2));
  });

  it.each(["preview_outdated", "change_in_flight"] as const)("looks again after %s", async (code) => {
    const { host } = await esimToSend({
      submit_change: () => {
        throw aProblem({ code });
      },
    });
    await waitFor(() => expect(host.requests("preview_change")).toHaveLength(2));
    await screen.findByRole("button", { name: /send to onsim/i });
    expect(screen.getByText(code)).toBeInTheDocument();
    expect(sentTimes(host)).toBe(1);
  });

  it("asks the ledger when the call itself broke off", async () => {
    const { host } = await esimToSend({
      submit_change: () => {
        throw aProblem({ code: "internal" });
      },
      action: () => aChange("unknown"),
    });
    expect(await screen.findByText(/may or may not have happened/i)).toBeInTheDocument();
    expect(host.requests("action")).toEqual([{ id: PREVIEW_ID }]);
  });

  it("says what is wrong when the ledger holds nothing of it", async () => {
    await esimToSend({
      submit_change: () => {
        throw aProblem({ code: "ledger_unusable" });
      },
      action: () => {
        throw aProblem({ code: "no_such_record" });
      },
    });
    expect(await screen.findByText("ledger_unusable")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Back to Check" })).toBeInTheDocument();
  });

  it("says that a change was sent whose outcome could not be written down, and leads nowhere near sending it again", async () => {
    const { host } = await esimToSend({
      submit_change: () => {
        throw aProblem({ code: "outcome_not_written", message: "make room on the disk" });
      },
      action: () => aChange("sent"),
    });
    expect(await screen.findByText(/^The change was sent, but what became of it/)).toBeInTheDocument();
    expect(screen.getByText("Make room on the disk.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Back to Check" })).toBeNull();
    expect(screen.getByRole("button", { name: "Open Actions" })).toBeInTheDocument();
    expect(sentTimes(host)).toBe(1);
  });
});
