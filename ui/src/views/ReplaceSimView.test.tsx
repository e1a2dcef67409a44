// Replacing a SIM as an agent does it: by keyboard, from the page of the line to the QR code.
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { aProblem } from "@/ipc/fake";
import { aCode, aDesk, expectAccessible, LINE, open, PREVIEW_ID, painted, whereIs } from "./LineViewBench";
import { beginEsim, esimToCheck, esimToSend, sentTimes, verifiedPage } from "./ReplaceSimBench";

describe("by keyboard", () => {
  it("takes at most 8 keystrokes from the page of a line to the QR code, and sends once", async () => {
    const host = aDesk();
    const { user } = open(LINE);
    let keystrokes = 0;
    const press = async (key: string) => {
      keystrokes += 1;
      await user.keyboard(key);
    };
    await screen.findByRole("button", { name: /replace sim/i });

    await press("r");
    await screen.findByRole("heading", { name: /prove who they are/i });
    await press("1");
    await screen.findByRole("heading", { name: /which sim/i });
    await press("1");
    await press("4");
    const send = await screen.findByRole("button", { name: /send to onsim/i });
    await painted();
    expect(send).toHaveFocus();
    await press("{Enter}");
    expect(await screen.findByRole("img", { name: "eSIM activation QR code" })).toBeInTheDocument();

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
    const host = aDesk({}, verifiedPage());
    open(`${LINE}/replace`);
    expect(await screen.findByRole("heading", { name: /which sim/i })).toBeInTheDocument();
    expect(screen.getByText(/verified by photo id · 5 min left/i)).toBeInTheDocument();
    expect(host.requests("verify_customer")).toEqual([]);
  });

  it("keeps what was chosen when one goes a step back with Esc, and leaves from the first step", async () => {
    const { user, location } = await esimToCheck();
    await user.keyboard("{Escape}");
    await screen.findByRole("heading", { name: /which sim/i });
    expect(screen.getByRole("radio", { name: /esim, new code/i })).toBeChecked();
    expect(screen.getByRole("button", { name: /new phone/i })).toHaveAttribute("aria-pressed", "true");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(whereIs(location)).toBe(LINE));
  });

  it("asks for a note when the reason is other, and sends it", async () => {
    const { host, user } = await beginEsim();
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
    const { user, container } = await beginEsim();
    await expectAccessible(container);
    const card = await screen.findByRole("radio", { name: /sim card/i });
    expect(card).toBeDisabled();
    expect(card).toHaveAccessibleName(/no call that puts another card on a line/);
    await user.keyboard("2");
    expect(card).not.toBeChecked();
    expect(screen.getByRole("button", { name: /^lost/i })).toBeDisabled();
  });
});

describe("Install after a replacement", () => {
  it("verifies again where that is needed and shows the code instead of sending anew", async () => {
    let needed = true;
    const { host, user } = await esimToSend({
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
