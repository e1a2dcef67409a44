// The step Check of replacing a SIM: what is said before it is sent, and that it is sent once, whatever is pressed.
import { act, fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { aProblem, later } from "@/ipc/fake";
import { aLine } from "@/ipc/samples";
import { aChange, aDesk, aPreview, expectAccessible, LINE, open, painted, whereIs } from "./LineViewBench";
import { beginEsim, esimToCheck, sentTimes, verifiedPage } from "./ReplaceSimBench";

describe("before sending", () => {
  it.each([
    ["practice", "This is a practice line. Nothing real happens."],
    ["staging", "This is a line in staging, a test system of the provider."],
    ["production", "This is a real line in production."],
  ] as const)("says first whether a line is real: %s", async (environment, words) => {
    aDesk({}, { ...verifiedPage(), line: aLine({ environment }) });
    const { user } = open(`${LINE}/replace`);
    await screen.findByRole("heading", { name: /which sim/i });
    await user.keyboard("14");
    const card = await screen.findByRole("region", { name: "Before you send" });
    expect(within(card).getAllByRole("listitem")[0]).toHaveTextContent(words);
  });
});

describe("Check", () => {
  it("says what will change, what it costs, and that it cannot be undone", async () => {
    const { container } = await esimToCheck();
    await expectAccessible(container);
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
    const { host, user } = await beginEsim();
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
    const { host } = await esimToCheck();
    const send = screen.getByRole("button", { name: /send to onsim/i });
    fireEvent.mouseDown(send, { detail: 2 });
    fireEvent.mouseUp(send, { detail: 2 });
    fireEvent.click(send, { detail: 2 });
    expect(sentTimes(host)).toBe(0);
  });

  it("sends once for two Enters and for a double click", async () => {
    const slow = later<ReturnType<typeof aChange>>();
    const { host, user, unmount } = await esimToCheck({ submit_change: () => slow.promise });
    await user.keyboard("{Enter}{Enter}");
    await screen.findByText("Sending to ONSIM…");
    expect(sentTimes(host)).toBe(1);
    unmount();

    const again = await esimToCheck({ submit_change: () => slow.promise });
    await again.user.dblClick(screen.getByRole("button", { name: /send to onsim/i }));
    await screen.findByText("Sending to ONSIM…");
    expect(sentTimes(again.host)).toBe(1);
  });

  it("sends once for two presses before the page is drawn again", async () => {
    const { host } = await esimToCheck();
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
      verifiedPage(),
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
      verifiedPage(),
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
