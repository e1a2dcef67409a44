// What comes back when another SIM was put on a line by a task of the provider.
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { aLine, aTaskAnswer } from "@/ipc/samples";
import { aTaken, expectAccessible, fillIn, PREVIEW_ID, tell } from "./LineViewBench";
import { CODED, changed, KEY, MAILED, sendIt } from "./ReplaceSimBench";

describe("what comes back", () => {
  it("is shown as a QR code when it is one", async () => {
    const { host, container } = await sendIt(CODED, {
      task_result: () => aTaskAnswer({ id: PREVIEW_ID, has_code: true }),
    });
    expect(await screen.findByRole("img", { name: "eSIM activation QR code" })).toBeInTheDocument();
    expect(host.requests("show_held_code")).toEqual([{ id: PREVIEW_ID, screen: "agent" }]);
    await expectAccessible(container);
  });

  it("waits for the e-mail where the provider mails the code, takes the code in, shows it and forgets it", async () => {
    const { host, user, container, unmount } = await sendIt(MAILED, { take_in_code: () => aTaken() }, async (user) =>
      fillIn(user, await screen.findByLabelText("E-mail"), "nadia@example.test"),
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
    await fillIn(user, screen.getByLabelText("What you looked at, and what it said"), "it came");
    await user.click(screen.getByRole("button", { name: "It happened" }));
    await tell(host, { type: "action", action: { ...unknown, state: "done", changed_at: Date.now() + 5 } });
    expect(await screen.findByText("ONSIM has done it.")).toBeInTheDocument();
  });

  it("gives a text to tell the customer, in their language too, without anything secret", async () => {
    const danish = aLine({ country: "DK", sim: { kind: "esim", iccid: null, iccid_grouped: null, esim: null } });
    const { user } = await sendIt(CODED, {}, undefined, { line: danish });
    const card = await screen.findByRole("region", { name: "Tell the customer" });
    expect(card).toHaveTextContent(/Dit nummer, der ender på 123, fik et nyt SIM/);
    await user.click(within(card).getByRole("radio", { name: "English" }));
    expect(card).toHaveTextContent(/Your number ending in 123 got a new SIM on/);
    expect(card).not.toHaveTextContent("900123");
    await user.click(within(card).getByRole("button", { name: "Copy the text" }));
    expect(await within(card).findByText("Copied.")).toBeInTheDocument();
    expect(await navigator.clipboard.readText()).toContain("If you did not ask for this, call us at once.");
  });
});
