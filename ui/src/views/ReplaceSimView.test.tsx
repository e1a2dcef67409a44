// Replacing a SIM as an agent does it: by keyboard, once, whatever is pressed and whatever the provider answers.
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { aProblem, type FakeHost, type Handlers, later } from "@/ipc/fake";
import { aLine } from "@/ipc/samples";
import {
  aChange,
  aCode,
  aDesk,
  aPage,
  aPreview,
  aProof,
  expectAccessible,
  LINE,
  open,
  PREVIEW_ID,
  painted,
  tell,
  watchBlobUrls,
  whereIs,
} from "./LineViewBench";

beforeEach(() => {
  watchBlobUrls();
});

const verified = () => aPage({ verification: aProof() });

/** From the page "replace" of a verified customer to Check, painted. */
async function toCheck(over: Handlers = {}) {
  const host = aDesk(over, verified());
  const opened = open(`${LINE}/replace`);
  await screen.findByRole("heading", { name: /which sim/i });
  await opened.user.keyboard("1");
  await opened.user.keyboard("4");
  await screen.findByRole("button", { name: /send to onsim/i });
  await painted();
  return { host, ...opened };
}

async function toSend(over: Handlers) {
  const opened = await toCheck(over);
  await opened.user.keyboard("{Enter}");
  return opened;
}

function sentTimes(host: FakeHost): number {
  return host.requests("submit_change").length;
}

describe("by keyboard", () => {
  it("takes at most 8 keystrokes from the page of a line to the QR code, and sends once", async () => {
    const host = aDesk();
    const { user, container } = open(LINE);
    let keystrokes = 0;
    const press = async (key: string) => {
      keystrokes += 1;
      await user.keyboard(key);
    };
    await screen.findByRole("button", { name: /replace sim/i });

    await press("r");
    await screen.findByRole("heading", { name: /prove who they are/i });
    await expectAccessible(container);
    await press("1");
    await screen.findByRole("heading", { name: /which sim/i });
    await expectAccessible(container);
    await press("1");
    await press("4");
    const send = await screen.findByRole("button", { name: /send to onsim/i });
    await painted();
    expect(send).toHaveFocus();
    await expectAccessible(container);
    await press("{Enter}");
    expect(await screen.findByRole("img", { name: "eSIM activation QR code" })).toBeInTheDocument();
    await expectAccessible(container);

    expect(keystrokes).toBe(5);
    expect(keystrokes).toBeLessThanOrEqual(8);
    expect(host.requests("verify_customer")).toEqual([
      { about: { type: "line", line: { connection: "practice-onsim", id: "447700900123" } }, method: "photo_id" },
    ]);
    expect(host.requests("submit_change")).toEqual([
      { preview: PREVIEW_ID, reason: "new_phone", note: null, digits: null, old_sim: null },
    ]);
  });

  it("skips Verify while the customer is verified", async () => {
    const host = aDesk({}, verified());
    open(`${LINE}/replace`);
    expect(await screen.findByRole("heading", { name: /which sim/i })).toBeInTheDocument();
    expect(screen.getByText(/verified by photo id · 5 min left/i)).toBeInTheDocument();
    expect(host.requests("verify_customer")).toEqual([]);
  });

  it("keeps what was chosen when one goes a step back with Esc, and leaves from the first step", async () => {
    const { user, location } = await toCheck();
    await user.keyboard("{Escape}");
    await screen.findByRole("heading", { name: /which sim/i });
    expect(screen.getByRole("radio", { name: /esim, new code/i })).toBeChecked();
    expect(screen.getByRole("button", { name: /new phone/i })).toHaveAttribute("aria-pressed", "true");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(whereIs(location)).toBe(LINE));
  });

  it("asks for a note when the reason is other, and sends it", async () => {
    const host = aDesk({}, verified());
    const { user } = open(`${LINE}/replace`);
    await screen.findByRole("heading", { name: /which sim/i });
    await user.keyboard("1");
    await user.keyboard("6");
    const note = await screen.findByRole("textbox", { name: /note/i });
    await waitFor(() => expect(note).toHaveFocus());
    expect(screen.getByRole("button", { name: /continue/i })).toBeDisabled();
    await user.keyboard("1 asked by post ");
    expect(note).toHaveValue("1 asked by post ");
    await user.keyboard("{Enter}");
    await screen.findByRole("button", { name: /send to onsim/i });
    await painted();
    expect(sentTimes(host)).toBe(0);
    await user.keyboard("{Enter}");
    await screen.findByRole("img", { name: /qr code/i });
    expect(host.requests("submit_change")).toEqual([
      { preview: PREVIEW_ID, reason: "other", note: "1 asked by post", digits: null, old_sim: null },
    ]);
  });
});

describe("New SIM", () => {
  it("greys what cannot be chosen and says why", async () => {
    aDesk({}, verified());
    const { user } = open(`${LINE}/replace`);
    const card = await screen.findByRole("radio", { name: /sim card/i });
    expect(card).toBeDisabled();
    expect(card).toHaveAccessibleName(/no call that puts another card on a line/);
    await user.keyboard("2");
    expect(card).not.toBeChecked();
    expect(screen.getByRole("button", { name: /^lost/i })).toBeDisabled();
  });
});

describe("Check", () => {
  it("says what will change, what it costs, and that it cannot be undone", async () => {
    await toCheck();
    const change = screen.getByRole("region", { name: "What will change" });
    expect(change).toHaveTextContent("8944 0000 0000 0123 456");
    expect(change).toHaveTextContent("eSIM, new code");
    expect(change).toHaveTextContent("UNLIMITED, stays");
    expect(change).toHaveTextContent("none published");
    expect(change).toHaveTextContent("New phone");
    expect(change).toHaveTextContent("The old code, at once");
    expect(change).toHaveTextContent("not possible: the old code cannot come back");
    const before = screen.getByRole("region", { name: "Before you send" });
    expect(before).toHaveTextContent(/Good: Verified by photo ID/);
    expect(before).toHaveTextContent(/Warning: SIM was changed 12 days ago, from this desk. Ask why./);
  });

  it("does not send with an Enter that was held down since before", async () => {
    const host = aDesk({}, verified());
    const { user } = open(`${LINE}/replace`);
    await screen.findByRole("heading", { name: /which sim/i });
    await user.keyboard("1");
    await user.keyboard("6");
    await user.keyboard("lost by post");
    await user.keyboard("{Enter>}");
    const send = await screen.findByRole("button", { name: /send to onsim/i });
    await painted();
    fireEvent.keyDown(send, { key: "Enter", repeat: true });
    fireEvent.click(send, { detail: 0 });
    fireEvent.keyUp(send, { key: "Enter" });
    expect(sentTimes(host)).toBe(0);
    await user.keyboard("{/Enter}");
    await painted();
    await user.keyboard("{Enter}");
    await screen.findByRole("img", { name: /qr code/i });
    expect(sentTimes(host)).toBe(1);
  });

  it("does not send with the second half of a double click", async () => {
    const { host } = await toCheck();
    const send = screen.getByRole("button", { name: /send to onsim/i });
    fireEvent.mouseDown(send, { detail: 2 });
    fireEvent.mouseUp(send, { detail: 2 });
    fireEvent.click(send, { detail: 2 });
    expect(sentTimes(host)).toBe(0);
  });

  it("sends once for two Enters and for a double click", async () => {
    const slow = later<ReturnType<typeof aChange>>();
    const { host, user, unmount } = await toCheck({ submit_change: () => slow.promise });
    await user.keyboard("{Enter}{Enter}");
    await screen.findByText("Sending to ONSIM…");
    expect(sentTimes(host)).toBe(1);
    unmount();

    const again = await toCheck({ submit_change: () => slow.promise });
    await again.user.dblClick(screen.getByRole("button", { name: /send to onsim/i }));
    await screen.findByText("Sending to ONSIM…");
    expect(sentTimes(again.host)).toBe(1);
  });

  it("sends once for two presses before the page is drawn again", async () => {
    const { host } = await toCheck();
    const send = screen.getByRole("button", { name: /send to onsim/i });
    await act(async () => {
      send.click();
      send.click();
    });
    expect(sentTimes(host)).toBe(1);
  });

  it("cannot be sent while something stops it, and leads to what runs", async () => {
    const running = aChange("unknown", { id: "other", read_backs: 1, agent: "kim" });
    const stopped = aPreview({ checks: [{ type: "other_change", action: "other" }, { type: "not_verified" }] }, false);
    const host = aDesk(
      { preview_change: () => stopped, action: () => running, check_action: () => ({ ...running, state: "done" }) },
      verified(),
    );
    const { location, user } = open(`${LINE}/replace`);
    await screen.findByRole("heading", { name: /which sim/i });
    await user.keyboard("1");
    await user.keyboard("1");
    expect(await screen.findByRole("button", { name: /cannot be sent/i })).toBeDisabled();
    expect(await screen.findByText(/begun by kim/i)).toHaveTextContent("outcome unknown");
    await user.click(screen.getByRole("button", { name: "Check now" }));
    await screen.findByRole("button", { name: "Look again" });
    expect(host.requests("check_action")).toEqual([{ id: "other" }]);
    await user.click(screen.getByRole("button", { name: "Open Actions" }));
    expect(whereIs(location)).toBe("/actions");
  });

  it("says why it could not look, and looks again", async () => {
    let down = true;
    const host = aDesk(
      {
        preview_change: () => {
          if (down) throw aProblem({ code: "provider_down", provider_words: "503 maintenance" });
          return aPreview();
        },
      },
      verified(),
    );
    const { user } = open(`${LINE}/replace`);
    await screen.findByRole("heading", { name: /which sim/i });
    await user.keyboard("1");
    await user.keyboard("2");
    expect(await screen.findByText("503 maintenance")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /send/i })).toBeNull();
    down = false;
    await user.click(screen.getByRole("button", { name: "Look again" }));
    expect(await screen.findByRole("button", { name: /send to onsim/i })).toBeInTheDocument();
    expect(host.requests("preview_change")).toHaveLength(2);
  });
});

describe("Send", () => {
  it("cannot be left with Esc while it is being sent", async () => {
    const slow = later<ReturnType<typeof aChange>>();
    const { user, location } = await toSend({ submit_change: () => slow.promise });
    await screen.findByText("Sending to ONSIM…");
    await user.keyboard("{Escape}");
    expect(screen.getByText("Sending to ONSIM…")).toBeInTheDocument();
    expect(whereIs(location)).toBe(`${LINE}/replace`);
    slow.answer(aChange("done"));
    expect(await screen.findByRole("img", { name: /qr code/i })).toBeInTheDocument();
  });

  it("says a refusal in our words and the provider's, and goes back to Check with a new preview", async () => {
    const refused = aChange("refused", { problem: aProblem({ code: "refused", provider_words: "error" }) });
    const { host, user, container } = await toSend({ submit_change: () => refused });
    expect(await screen.findByText("ONSIM refused. Nothing changed.")).toBeInTheDocument();
    expect(screen.getByText("error")).toBeInTheDocument();
    await expectAccessible(container);
    await user.click(screen.getByRole("button", { name: "Back to Check" }));
    await screen.findByRole("button", { name: /send to onsim/i });
    expect(host.requests("preview_change")).toHaveLength(2);
  });

  it("says that nothing was sent and that trying again is safe, with a new preview", async () => {
    const { host, user } = await toSend({
      submit_change: () => aChange("not_sent", { problem: aProblem({ code: "unreachable" }) }),
    });
    expect(await screen.findByText(/nothing was sent.*safe to try again/i)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByRole("button", { name: /send to onsim/i });
    expect(host.requests("preview_change")).toHaveLength(2);
  });

  it("follows an unknown outcome until reading back proves it", async () => {
    const { host, user, container } = await toSend({
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
    const { host } = await toSend({ submit_change: () => aChange("unknown") });
    await screen.findByText(/did not answer/i);
    await tell(host, { type: "action", action: aChange("not_done", { read_back: true }) });
    expect(await screen.findByText("It did not happen. Nothing changed. You can send again.")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Back to Check" })).toBeInTheDocument();
  });

  it("says that a change was sent whose outcome could not be written down, and leads nowhere near sending it again", async () => {
    const { host } = await toSend({
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

  it("waits for what the provider has taken", async () => {
    const { host } = await toSend({ submit_change: () => aChange("accepted") });
    expect(await screen.findByText(/has taken it and is working on it/i)).toBeInTheDocument();
    await tell(host, { type: "action", action: aChange("failed", { problem: aProblem({ code: "refused" }) }) });
    expect(await screen.findByText(/then it did not work/i)).toBeInTheDocument();
  });

  it("takes no notice of other actions", async () => {
    const { host } = await toSend({ submit_change: () => aChange("unknown") });
    await screen.findByText(/did not answer/i);
    await tell(host, { type: "action", action: aChange("done", { id: "another" }) });
    expect(screen.getByText(/did not answer/i)).toBeInTheDocument();
  });

  it("goes back to Verify when the five minutes are over, and then on to Check", async () => {
    const { host, user } = await toSend({
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
    const { host } = await toSend({
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
    const { host } = await toSend({
      submit_change: () => {
        throw aProblem({ code: "internal" });
      },
      action: () => aChange("unknown"),
    });
    expect(await screen.findByText(/may or may not have happened/i)).toBeInTheDocument();
    expect(host.requests("action")).toEqual([{ id: PREVIEW_ID }]);
  });

  it("says what is wrong when the ledger holds nothing of it", async () => {
    await toSend({
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
});

describe("Install after a replacement", () => {
  it("verifies again where that is needed and shows the code instead of sending anew", async () => {
    let needed = true;
    const { host, user } = await toSend({
      show_code: () => {
        if (needed) throw aProblem({ code: "verification_needed" });
        return aCode();
      },
    });
    await screen.findByRole("heading", { name: /prove who they are/i });
    needed = false;
    await user.keyboard("1");
    expect(await screen.findByRole("img", { name: /qr code/i })).toBeInTheDocument();
    expect(sentTimes(host)).toBe(1);
    expect(within(screen.getByRole("region", { name: "On the phone" })).getByText(/code issued/i)).toBeInTheDocument();
  });
});

describe("before sending", () => {
  it.each([
    ["practice", "This is a practice line. Nothing real happens."],
    ["staging", "This is a line in staging, a test system of the provider."],
    ["production", "This is a real line in production."],
  ] as const)("says first whether a line is real: %s", async (environment, words) => {
    aDesk({}, { ...verified(), line: aLine({ environment }) });
    const { user } = open(`${LINE}/replace`);
    await screen.findByRole("heading", { name: /which sim/i });
    await user.keyboard("14");
    const card = await screen.findByRole("region", { name: "Before you send" });
    expect(within(card).getAllByRole("listitem")[0]).toHaveTextContent(words);
  });
});
