// A code that goes: nothing of it stays on the page.
import { act, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { HideReason } from "@/ipc";
import { type FakeHost, later } from "@/ipc/fake";
import { everything, expectNothingLeft, shown } from "./CodeBench";
import { aCode, aDesk, aPage, aProof, expectAccessible, LINE, open, SECRET, tell, whereIs } from "./LineViewBench";

afterEach(() => {
  vi.useRealTimers();
});

describe("going away", () => {
  const words: Record<HideReason, RegExp> = {
    used: /This code has been used: a phone has installed it. It cannot be shown again./,
    replaced: /another code for this line now/,
    time_up: /time is up/,
    asked: /the code is hidden/i,
  };

  it.each(Object.keys(words) as HideReason[])("leaves nothing and says why: %s", async (why) => {
    const { host, container } = await shown();
    expect(everything()).toContain(SECRET);
    await tell(host, { type: "code_hidden", showing: "showing-1", why });
    expectNothingLeft();
    expect(screen.getByText(words[why])).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /show/i }) === null).toBe(why === "used");
    await expectAccessible(container);
  });

  it("hides at once when asked, and can be shown again", async () => {
    const { host, user } = await shown();
    await user.click(screen.getByRole("button", { name: "Hide now" }));
    expectNothingLeft();
    expect(host.requests("hide_code")).toEqual([{ showing: "showing-1" }]);
    host.handlers.show_code = () => aCode({ showing: "showing-2" });
    await user.click(screen.getByRole("button", { name: "Show again" }));
    expect(await screen.findByRole("img", { name: /qr code/i })).toBeInTheDocument();
    await tell(host, { type: "code_hidden", showing: "showing-1", why: "asked" });
    expect(screen.getByRole("img", { name: /qr code/i })).toBeInTheDocument();
  });

  it("hides when the page is left", async () => {
    const { host, user, location, client } = await shown();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(whereIs(location)).toBe(LINE));
    expectNothingLeft();
    expect(host.requests("hide_code")).toEqual([{ showing: "showing-1" }]);
    expect(
      JSON.stringify(
        client
          .getQueryCache()
          .getAll()
          .map((query) => query.state.data),
      ),
    ).not.toContain(SECRET);
    expect(location.history.join(" ")).not.toContain(SECRET);
  });

  it("hides a code that arrives after the page was left", async () => {
    const slow = later<ReturnType<typeof aCode>>();
    const host = aDesk({ show_code: () => slow.promise }, aPage({ verification: aProof() }));
    const { unmount } = open(`${LINE}/code`);
    await screen.findByText("Reading the code");
    unmount();
    await act(async () => slow.answer(aCode()));
    expect(host.requests("hide_code")).toEqual([{ showing: "showing-1" }]);
  });

  it("does not show a code that was hidden before it arrived", async () => {
    const slow = later<ReturnType<typeof aCode>>();
    const host = aDesk({ show_code: () => slow.promise }, aPage({ verification: aProof() }));
    open(`${LINE}/code`);
    await screen.findByText("Reading the code");
    await tell(host, { type: "code_hidden", showing: "showing-1", why: "used" });
    await act(async () => slow.answer(aCode()));
    expect(screen.getByText(words.used)).toBeInTheDocument();
    expectNothingLeft();
  });

  it("does not wait for the desk when the time is up, and can be kept longer before", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const host: FakeHost = aDesk(
      { extend_showing: () => ({ hides_at: Date.now() + 240_000 }) },
      aPage({ verification: aProof() }),
    );
    open(`${LINE}/code`);
    await screen.findByRole("img", { name: /qr code/i });
    expect(screen.getByRole("timer")).toHaveTextContent(/^(2:00|1:59)$/);
    await act(async () => vi.advanceTimersByTime(90_000));
    await act(async () => screen.getByRole("button", { name: /extend/i }).click());
    await waitFor(() => expect(host.requests("extend_showing")).toHaveLength(1));
    await act(async () => vi.advanceTimersByTime(100_000));
    expect(screen.getByRole("img", { name: /qr code/i })).toBeInTheDocument();
    await act(async () => vi.advanceTimersByTime(150_000));
    expectNothingLeft();
    expect(screen.getByText(words.time_up)).toBeInTheDocument();
  });
});
