// A code on screen: who may see it, how it is drawn, and that nothing of it stays when it goes.
import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { HideReason } from "@/ipc";
import { aProblem, type FakeHost, type Handlers, later } from "@/ipc/fake";
import {
  aCode,
  aDesk,
  aPage,
  aProof,
  expectAccessible,
  LINE,
  open,
  SECRET,
  tell,
  watchBlobUrls,
  whereIs,
} from "./LineViewBench";

let blobs: { open: Set<string> };
beforeEach(() => {
  blobs = watchBlobUrls();
});
afterEach(() => {
  vi.useRealTimers();
  setRatio(1);
});

function setRatio(ratio: number): void {
  Object.defineProperty(window, "devicePixelRatio", { value: ratio, configurable: true });
}

async function shown(over: Handlers = {}) {
  const host = aDesk(over, aPage({ verification: aProof() }));
  const opened = open(`${LINE}/code`);
  const picture = await screen.findByRole("img", { name: "eSIM activation QR code" });
  return { host, picture, ...opened };
}

/** Everything a person, a script or a saved page could find. */
function everything(): string {
  return document.documentElement.outerHTML + document.title + JSON.stringify({ ...localStorage, ...sessionStorage });
}

function expectNothingLeft(): void {
  expect(everything()).not.toContain(SECRET);
  expect(everything()).not.toContain("smdp.example.com");
  expect(everything()).not.toContain("blob:");
  expect(screen.queryByRole("img", { name: /qr code/i })).toBeNull();
  expect(blobs.open.size).toBe(0);
}

describe("who may see it", () => {
  it("verifies the customer first", async () => {
    const host = aDesk();
    const { user } = open(`${LINE}/code`);
    await screen.findByRole("heading", { name: /prove who they are/i });
    expect(host.requests("show_code")).toEqual([]);
    await user.keyboard("2");
    expect(await screen.findByRole("img", { name: /qr code/i })).toBeInTheDocument();
    expect(host.requests("verify_customer")).toMatchObject([{ method: "account_pin" }]);
  });

  it("says why a proof could not be noted, and shows nothing", async () => {
    const host = aDesk({
      verify_customer: () => {
        throw aProblem({ code: "ledger_unusable" });
      },
    });
    const { user } = open(`${LINE}/code`);
    await screen.findByRole("heading", { name: /prove who they are/i });
    await user.keyboard("1");
    expect(await screen.findByText("ledger_unusable")).toBeInTheDocument();
    expect(host.requests("show_code")).toEqual([]);
  });

  it("asks again when the desk says that the proof has run out", async () => {
    aDesk(
      {
        show_code: () => {
          throw aProblem({ code: "verification_needed" });
        },
      },
      aPage({ verification: aProof() }),
    );
    open(`${LINE}/code`);
    expect(await screen.findByRole("heading", { name: /prove who they are/i })).toBeInTheDocument();
  });
});

describe("the picture", () => {
  it("has whole device pixels a module and is as large as they say", async () => {
    setRatio(1.5);
    const { host, picture } = await shown();
    expect(host.requests("code_picture")).toEqual([{ showing: "showing-1", module_px: 12 }]);
    expect(picture).toHaveStyle({ width: "360px", height: "360px" });
    expect(picture).toHaveAttribute("src", expect.stringMatching(/^blob:/));
  });

  it("is drawn anew when the pixels change, and the old one is revoked", async () => {
    const { host } = await shown();
    setRatio(2);
    await act(async () => {
      window.dispatchEvent(new Event("resize"));
    });
    await waitFor(() => expect(host.requests("code_picture").at(-1)).toEqual({ showing: "showing-1", module_px: 16 }));
    await waitFor(() => expect(blobs.open.size).toBe(1));
    expect(screen.getByRole("img", { name: /qr code/i })).toHaveAttribute("src", [...blobs.open][0]);
  });

  it.each(["qr_unreadable", "internal"] as const)(
    "never stands beside an error: %s takes the code down",
    async (code) => {
      const host = aDesk(
        {
          code_picture: () => {
            throw aProblem({ code });
          },
        },
        aPage({ verification: aProof() }),
      );
      open(`${LINE}/code`);
      expect(await screen.findByText(code)).toBeInTheDocument();
      expectNothingLeft();
      expect(host.requests("hide_code")).toEqual([{ showing: "showing-1" }]);
    },
  );

  it.each(["code_used", "no_code", "code_malformed", "provider_down"] as const)(
    "is not there when the desk says %s",
    async (code) => {
      const host = aDesk(
        {
          show_code: () => {
            throw aProblem({ code });
          },
        },
        aPage({ verification: aProof() }),
      );
      const { container } = open(`${LINE}/code`);
      expect(await screen.findByText(code)).toBeInTheDocument();
      expectNothingLeft();
      expect(host.requests("code_picture")).toEqual([]);
      await expectAccessible(container);
    },
  );

  it("can be made bigger from the help, which asks one thing after the other", async () => {
    const { host, user, container } = await shown();
    const open = screen.getByRole("button", { name: /it did not scan/i });
    await user.click(open);
    expect(screen.getByText("Is the phone unlocked?")).toHaveFocus();
    await user.keyboard("1");
    expect(await screen.findByText("Is the phone online?")).toHaveFocus();
    await user.keyboard("2");
    expect(await screen.findByText(/connect it to wi-fi/i)).toBeInTheDocument();
    await user.keyboard("{Backspace}");
    await user.click(await screen.findByRole("button", { name: "Yes" }));
    expect(await screen.findByText(/sharp and without glare/i)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "No, or not sure" }));
    await expectAccessible(container);
    await user.click(screen.getByRole("button", { name: "Bigger picture" }));
    await waitFor(() => expect(host.requests("code_picture").at(-1)).toEqual({ showing: "showing-1", module_px: 13 }));
    expect(screen.queryByRole("button", { name: "Bigger picture" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "It still does not scan" }));
    await user.click(screen.getByRole("button", { name: "iPhone" }));
    expect(screen.getByText(/enter details manually/i)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "The phone does not take it" }));
    await user.click(screen.getByRole("button", { name: /not valid/i }));
    await user.click(screen.getByRole("button", { name: /new code/i }));
    expect(await screen.findByRole("heading", { name: /which sim/i })).toBeInTheDocument();
  });

  it("gives the focus back when the help is closed", async () => {
    const { user } = await shown();
    await user.click(screen.getByRole("button", { name: /it did not scan/i }));
    await user.click(screen.getByRole("button", { name: "Close" }));
    expect(screen.getByRole("button", { name: /it did not scan/i })).toHaveFocus();
  });

  it("has the size that is chosen, in whole device pixels", async () => {
    const { host, user } = await shown();
    expect(screen.getByText(/matches/)).toHaveTextContent("9.5 cm");
    await user.click(screen.getByRole("radio", { name: "8 cm" }));
    await waitFor(() => expect(host.requests("code_picture").at(-1)).toEqual({ showing: "showing-1", module_px: 7 }));
    await waitFor(() => expect(screen.getByText(/matches/)).toHaveTextContent("8.3 cm"));
  });
});

describe("on paper", () => {
  const slip = () => document.querySelector("[data-slip]");

  it("has the picture, its parts, three steps and three digits, and is gone when it is printed", async () => {
    const print = vi.fn();
    vi.stubGlobal("print", print);
    const { host, user, picture, container } = await shown();
    expect(slip()).toBeNull();
    await user.click(screen.getByRole("button", { name: "Print slip" }));
    await waitFor(() => expect(print).toHaveBeenCalledTimes(1));
    expect(host.requests("print_code")).toEqual([{ showing: "showing-1" }]);
    const paper = slip();
    expect(paper).toHaveTextContent("For the number that ends in 123");
    expect(paper).toHaveTextContent(SECRET);
    expect(paper).toHaveTextContent("smdp.example.com");
    expect(paper?.querySelectorAll("ol li")).toHaveLength(3);
    const drawn = paper?.querySelector("img")?.getAttribute("src") ?? "";
    expect(blobs.open).toContain(drawn);
    expect(drawn).not.toBe(picture.getAttribute("src"));
    for (const personal of ["Nadia", "900123", "ONSIM", "8944"]) expect(paper?.textContent).not.toContain(personal);
    expect(document.documentElement.dataset.printing).toBe("slip");
    await act(async () => {
      window.dispatchEvent(new Event("afterprint"));
    });
    expect(slip()).toBeNull();
    expect(document.documentElement.dataset.printing).toBeUndefined();
    await expectAccessible(container);
  });

  it("goes with the code, and with the next press where nothing tells that it is printed", async () => {
    vi.stubGlobal("print", vi.fn());
    const { host, user } = await shown();
    await user.click(screen.getByRole("button", { name: "Print slip" }));
    await waitFor(() => expect(slip()).not.toBeNull());
    await waitFor(() => expect(window.print).toHaveBeenCalled());
    await user.click(screen.getByRole("heading", { name: "Type it in instead" }));
    expect(slip()).toBeNull();
    await user.click(screen.getByRole("button", { name: "Print slip" }));
    await waitFor(() => expect(slip()).not.toBeNull());
    await tell(host, { type: "code_hidden", showing: "showing-1", why: "time_up" });
    expect(slip()).toBeNull();
    expectNothingLeft();
  });
});

describe("as a file", () => {
  it("is not offered where the policy does not allow it", async () => {
    await shown();
    expect(screen.queryByRole("button", { name: /save as png/i })).toBeNull();
  });

  it("is saved by the desk where it does, and a refusal is said", async () => {
    let refused = false;
    const { host, user, container } = await shown({
      show_code: () => aCode({ may_be_saved: true }),
      save_code: () => {
        if (refused) throw aProblem({ code: "file_not_written" });
        return { path: "/home/sam/Downloads/esim-code.png" };
      },
    });
    await user.click(screen.getByRole("button", { name: "Save as PNG" }));
    expect(await screen.findByText(/Saved as \/home\/sam\/Downloads\/esim-code.png/)).toBeInTheDocument();
    expect(host.requests("save_code")).toEqual([{ showing: "showing-1" }]);
    await expectAccessible(container);
    refused = true;
    await user.click(screen.getByRole("button", { name: "Save as PNG" }));
    expect(await screen.findByText("The file could not be written.")).toBeInTheDocument();
  });
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

describe("on the phone", () => {
  it("follows the phone with the provider's own word", async () => {
    const { host } = await shown();
    const card = screen.getByRole("region", { name: "On the phone" });
    expect(card).toHaveTextContent("ONSIM says: ready to install");
    expect(within(card).getByRole("status")).toHaveTextContent("Waiting for the phone to scan");
    await tell(host, {
      type: "code_state",
      showing: "showing-1",
      state: { stage: "installed", raw: "INSTALLED", enabled: true, enabled_raw: "Y" },
      problem: null,
      checked_at: Date.now(),
    });
    expect(card).toHaveTextContent("ONSIM says: INSTALLED, enabled Y");
    expect(within(card).getByRole("status")).toHaveTextContent("Enabled on the phone");
  });

  it("keeps what was known when the state cannot be read, and says so", async () => {
    const { host } = await shown();
    await tell(host, {
      type: "code_state",
      showing: "showing-1",
      state: null,
      problem: aProblem({ code: "rate_limited" }),
      checked_at: Date.now(),
    });
    const card = screen.getByRole("region", { name: "On the phone" });
    expect(card).toHaveTextContent("ready to install");
    expect(within(card).getByText("rate_limited")).toBeInTheDocument();
  });
});

describe("typing it in", () => {
  it("shows the parts for iPhone and Android and spells the code", async () => {
    const { user, container } = await shown();
    const card = screen.getByRole("region", { name: "Type it in instead" });
    expect(card).toHaveTextContent("smdp.example.com");
    expect(card).toHaveTextContent("not needed");
    expect(card).toHaveTextContent(`LPA:1$smdp.example.com$${SECRET}`);
    await user.click(screen.getByRole("button", { name: "Read aloud" }));
    expect(screen.getByRole("list", { name: /letter by letter/i })).toHaveTextContent("0 zeroA alfa");
    await expectAccessible(container);
  });

  it("says what is odd: confirmation codes and warnings", async () => {
    await shown({
      show_code: () =>
        aCode({ confirmation_required: true, stray_confirmation_code: "4711", warnings: ["The address has a port."] }),
    });
    expect(screen.getByText(/the phone will ask; the provider sends it apart/)).toBeInTheDocument();
    expect(screen.getByText("4711")).toBeInTheDocument();
    expect(screen.getByText("The address has a port.")).toBeInTheDocument();
  });

  it("copies through the desk and says when the clipboard is clear again", async () => {
    const { host, user } = await shown({ copy_code: () => ({ clears_at: Date.now() + 30_000 }) });
    await user.click(screen.getByRole("button", { name: "Copy activation code" }));
    expect(await screen.findByText("Copied. The clipboard is cleared in 30 s.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Copy iPhone one-tap link" }));
    expect(host.requests("copy_code")).toEqual([
      { showing: "showing-1", part: "activation_code" },
      { showing: "showing-1", part: "iphone_link" },
    ]);
    await tell(host, { type: "clipboard_cleared" });
    expect(screen.getByText("The clipboard no longer holds the code.")).toBeInTheDocument();
  });

  it("does not let the web view copy, because nobody would clear after it", async () => {
    await shown();
    const field = screen.getByText(SECRET);
    const copying = new Event("copy", { bubbles: true, cancelable: true });
    await act(async () => field.dispatchEvent(copying));
    expect(copying.defaultPrevented).toBe(true);
    expect(screen.getByText(/not copied. use a copy button/i)).toBeInTheDocument();
  });

  it("says when the clipboard cannot be used", async () => {
    const { user } = await shown({
      copy_code: () => {
        throw aProblem({ code: "clipboard_unusable" });
      },
    });
    await user.click(screen.getByRole("button", { name: "Copy whole line" }));
    expect(await screen.findByText("clipboard_unusable")).toBeInTheDocument();
    expect(screen.getByRole("img", { name: /qr code/i })).toBeInTheDocument();
  });
});
