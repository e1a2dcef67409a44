// A code on screen: who may see it, how it is drawn, and how far the phone is.
import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { aProblem } from "@/ipc/fake";
import { blobs, expectNothingLeft, shown } from "./CodeBench";
import { aDesk, aPage, aProof, expectAccessible, LINE, open, tell } from "./LineViewBench";

function setRatio(ratio: number): void {
  Object.defineProperty(window, "devicePixelRatio", { value: ratio, configurable: true });
}

afterEach(() => {
  setRatio(1);
});

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

  // Its own limit: the help is one long path, and each of its answers is a press that draws the page anew.
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
  }, 10_000);

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
