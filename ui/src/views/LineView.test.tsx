// The page of a line: what is known at once, then what the provider says; and only what works looks as if it did.
import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { LinePage } from "@/ipc";
import { aProblem, later } from "@/ipc/fake";
import { aLine, anAction, aTaskKind } from "@/ipc/samples";
import { aDesk, aPage, aProof, expectAccessible, LINE, open, whereIs } from "./LineViewBench";

describe("reading", () => {
  it("shows what is known at once and then what the provider says", async () => {
    const fresh = later<LinePage>();
    const known = aPage();
    const host = aDesk({ line_page: ({ refresh }) => (refresh ? fresh.promise : known) });
    const { container } = open(LINE);
    expect(await screen.findByRole("heading", { name: "+44 7700 900123" })).toBeInTheDocument();
    expect(screen.getByText("Nadia Osei · group CUSTOMER_A · ONSIM · UK")).toBeInTheDocument();
    expect(screen.getByText("Reading from ONSIM…")).toBeInTheDocument();
    const line = aLine({ state: { stage: "suspended", raw: "BARRED" }, read_at: Date.now() });
    await act(async () => fresh.answer(aPage({ line })));
    expect(await screen.findByText("Suspended")).toBeInTheDocument();
    expect(screen.getByText("BARRED")).toBeInTheDocument();
    expect(screen.queryByText("Reading from ONSIM…")).toBeNull();
    expect(
      host
        .requests("line_page")
        .map((request) => request.refresh)
        .sort(),
    ).toEqual([false, true]);
    await expectAccessible(container);
  });

  it("keeps what is known when it cannot be refreshed, with its age and the reason", async () => {
    const known = aPage({ not_refreshed: aProblem({ code: "provider_down", provider_words: "502" }) });
    const host = aDesk({}, known);
    const { user } = open(LINE);
    const notice = await screen.findByText(/what is shown is what this desk read/i);
    expect(notice).toBeInTheDocument();
    expect(screen.getByText("502")).toBeInTheDocument();
    expect(screen.getByRole("heading", { name: "+44 7700 900123" })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(host.requests("line_page").filter((request) => request.refresh)).toHaveLength(2));
  });

  it("shows the shape of the page while nothing is known, and why when it cannot be read", async () => {
    const answer = later<LinePage>();
    aDesk({
      line_page: ({ refresh }) => {
        if (refresh) return answer.promise;
        throw aProblem({ code: "no_such_record" });
      },
    });
    const { user, location } = open(LINE);
    expect(screen.getByText("Reading the line")).toBeInTheDocument();
    await act(async () => answer.fail(aProblem({ code: "not_found" })));
    expect(await screen.findByText("not_found")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Back to Search" }));
    expect(whereIs(location)).toBe("/");
  });

  it("reads again with F5", async () => {
    const host = aDesk();
    const { user } = open(LINE);
    await screen.findByText(/as of/);
    await user.keyboard("{F5}");
    await waitFor(() => expect(host.requests("line_page").filter((request) => request.refresh)).toHaveLength(2));
  });
});

describe("what it shows", () => {
  it("says the SIM, the plan and its use, and hides the SIP address until it is asked for", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, now: new Date(2026, 0, 9, 12) });
    try {
      const line = aLine({ sip_address: "sip:4477@example.test", read_at: Date.now() });
      aDesk({}, aPage({ line }));
      open(LINE);
      await screen.findByRole("heading", { name: "+44 7700 900123" });
      const sim = screen.getByRole("region", { name: "SIM" });
      expect(sim).toHaveTextContent("eSIM");
      expect(sim).toHaveTextContent("Ready to install");
      expect(sim).toHaveTextContent("ONSIM says: RELEASED");
      expect(sim).toHaveTextContent("8944 0000 0000 0123 456");
      expect(sim).not.toHaveTextContent("sip:4477@example.test");
      await act(async () => within(sim).getByRole("button", { name: "Reveal SIP address" }).click());
      expect(sim).toHaveTextContent("sip:4477@example.test");
      const plan = screen.getByRole("region", { name: "Plan and data" });
      expect(plan).toHaveTextContent("2.4 of 10 GB · 22 days left");
      expect(plan).toHaveTextContent("Hotspot off");
    } finally {
      vi.useRealTimers();
    }
  });

  it("shows ports and unmapped fields with the provider's own words", async () => {
    aDesk(
      {},
      aPage({
        line: aLine({ unmapped: [{ name: "i_customer", value: "99" }] }),
        ports: [
          {
            id: "7",
            state: "unknown",
            raw_state: "PENDING-X",
            direction: "in",
            ordered: { raw: "02/01/2026", iso: "2026-01-02" },
            due: null,
            read_at: Date.now(),
          },
        ],
      }),
    );
    open(LINE);
    const ports = await screen.findByRole("region", { name: "Ports" });
    expect(ports).toHaveTextContent("Port in");
    expect(ports).toHaveTextContent("PENDING-X");
    expect(screen.getByText("More from ONSIM")).toBeInTheDocument();
    expect(screen.getByText("i_customer")).toBeInTheDocument();
  });

  it("shows the proof of identity and the time it has left", async () => {
    aDesk({}, aPage({ verification: { ...aProof("account_pin"), until: Date.now() + 200_000 } }));
    open(LINE);
    expect(await screen.findByText("Verified by PIN · 4 min left")).toBeInTheDocument();
  });

  it("shows what was done, and checks an unknown outcome", async () => {
    const unknown = anAction({ id: "u", state: "unknown", kind: aTaskKind("Change the plan") });
    const done = anAction({ id: "d", read_back: true });
    const seen = anAction({
      id: "s",
      state: "noted",
      reason: null,
      seconds: 38,
      kind: { type: "code_shown", screen: "agent", fingerprint: "ab", sm_dp_address: "smdp.example.com" },
    });
    let state: "unknown" | "done" = "unknown";
    const host = aDesk({
      line_page: () => aPage({ activity: [{ ...unknown, state }, done, seen] }),
      check_action: () => {
        state = "done";
        const action = { ...unknown, state };
        host.emit({ type: "action", action });
        return action;
      },
    });
    const { user } = open(LINE);
    await screen.findByRole("heading", { name: "+44 7700 900123" });
    const card = screen.getByRole("region", { name: "Activity" });
    expect(card).toHaveTextContent("Change the plan");
    expect(card).toHaveTextContent("no answer from ONSIM");
    expect(card).toHaveTextContent("reason: new phone");
    expect(card).toHaveTextContent("read back");
    expect(card).toHaveTextContent("0:38 on your screen");
    await user.click(within(card).getByRole("button", { name: /^check now/i }));
    await waitFor(() => expect(within(card).queryByText("Unknown")).toBeNull());
    expect(host.requests("check_action")).toEqual([{ id: "u" }]);
  });
});

describe("what can be done", () => {
  it("greys what the provider does not offer, with the reason, and promises nothing it does not have", async () => {
    aDesk();
    const { user } = open(LINE);
    const suspend = await screen.findByRole("button", { name: "Suspend" });
    expect(suspend).toHaveAttribute("aria-disabled", "true");
    expect(suspend).toHaveAccessibleDescription("ONSIM publishes no such call.");
    expect(screen.getByText("ONSIM publishes no such call.")).toBeVisible();
    suspend.focus();
    expect(suspend).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(screen.getByText("ONSIM publishes nothing else that can be done with a line.")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /change plan/i })).toBeNull();
    expect(screen.queryByText("Not about one line.")).toBeNull();
  });

  it("opens the code with Q and the replacement with R", async () => {
    aDesk();
    const first = open(LINE);
    await screen.findByRole("button", { name: "Show QR" });
    await first.user.keyboard("q");
    await waitFor(() => expect(whereIs(first.location)).toBe(`${LINE}/code`));
    first.unmount();
    aDesk();
    const second = open(LINE);
    await screen.findByRole("button", { name: "Replace SIM" });
    await second.user.keyboard("r");
    await waitFor(() => expect(whereIs(second.location)).toBe(`${LINE}/replace`));
  });

  it("does not offer a code that has been used, nor a replacement there is none of", async () => {
    const line = aLine();
    line.sim.esim = { stage: "installed", raw: "installed", enabled: true, enabled_raw: "Y" };
    aDesk(
      {},
      aPage({
        line,
        sim_choices: [
          {
            way: { type: "new_esim_code" },
            title: "eSIM, new code",
            hint: "",
            available: false,
            reason: "ONSIM gives a new code only before installation.",
            sim: null,
          },
        ],
      }),
    );
    const { user, location } = open(LINE);
    expect(await screen.findByRole("button", { name: "Show QR" })).toHaveAccessibleDescription(/cannot be shown again/);
    expect(screen.getByRole("button", { name: "New code" })).toHaveAccessibleDescription(/only before installation/);
    const sim = screen.getByRole("region", { name: "SIM" });
    const replace = within(sim).getByRole("button", { name: "Replace SIM" });
    expect(replace).toHaveAccessibleDescription(/only before installation/);
    // Its key goes to it, so that the reason is read out.
    await user.keyboard("r");
    await waitFor(() => expect(replace).toHaveFocus());
    await user.keyboard("q");
    expect(whereIs(location)).toBe(LINE);
  });
});

it("says in its header whether the line is real", async () => {
  aDesk({}, aPage({ line: aLine({ environment: "production" }) }));
  open(LINE);
  expect(await screen.findByText("Production")).toBeInTheDocument();
});
