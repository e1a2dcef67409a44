// The customer's screen in the agent's hand: opened with D, blanked with B, seen small, and asked in the Check step.
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { CustomerScreenAnswer } from "@/ipc";
import { aProblem, type FakeHost, type Handlers } from "@/ipc/fake";
import { aCustomer, SAMPLE_NOW } from "@/ipc/samples";
import { aDesk, aPage, aProof, expectAccessible, LINE, open, tell, watchBlobUrls } from "./LineViewBench";

const SHOWING = aCustomer(
  { version: 3, shows: { type: "code", picture: 3, modules: 45, progress: "waiting" }, last_digits: "123" },
  true,
);

beforeEach(() => {
  watchBlobUrls();
});

async function shown(over: Handlers = {}) {
  const host = aDesk(
    { show_to_customer: () => ({}), customer_picture: () => new ArrayBuffer(8), ...over },
    aPage({ verification: aProof() }),
  );
  const opened = open(`${LINE}/code`);
  await screen.findByRole("img", { name: "eSIM activation QR code" });
  return { host, ...opened };
}

const now = (host: FakeHost, customer: CustomerScreenAnswer) => tell(host, { type: "customer_screen", customer });
const thumbnail = () => screen.queryByRole("img", { name: "What the customer sees" });

describe("a shown code", () => {
  it("goes on the customer's screen with D, and a thumbnail shows what they see", async () => {
    const { host, user, container } = await shown();
    expect(thumbnail()).toBeNull();
    await user.keyboard("d");
    expect(host.requests("show_to_customer")).toEqual([{ showing: "showing-1" }]);
    await now(host, SHOWING);
    expect(thumbnail()).toHaveTextContent("Add your new eSIM");
    expect(thumbnail()?.firstElementChild).toHaveAttribute("inert");
    expect(await screen.findByText("Showing the code")).toBeInTheDocument();
    await user.keyboard("d");
    expect(host.requests("show_to_customer")).toHaveLength(1);
    await expectAccessible(container);
  });

  it("is taken off it with B, which does nothing while it is blank", async () => {
    const { host, user } = await shown({ blank_customer_screen: () => ({}) });
    await user.keyboard("b");
    await now(host, SHOWING);
    expect(host.requests("blank_customer_screen")).toEqual([]);
    await user.keyboard("b");
    expect(host.requests("blank_customer_screen")).toEqual([{}]);
    await now(host, aCustomer({ version: 4 }, true));
    expect(screen.getByText("Blank")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Show on the customer screen" })).toBeInTheDocument();
  });

  it("speaks the customer's language, and the agent can choose it and the phone for them", async () => {
    const { host, user } = await shown({ choose_for_customer: () => ({}) });
    await now(host, SHOWING);
    await user.selectOptions(screen.getByRole("combobox", { name: "Language" }), "Español");
    await user.selectOptions(screen.getByRole("combobox", { name: "Phone" }), "Pixel");
    expect(host.requests("choose_for_customer")).toEqual([
      { language: "es", phone: null },
      { language: null, phone: "pixel" },
    ]);
    await now(host, { ...SHOWING, screen: { ...SHOWING.screen, language: "es" } });
    expect(thumbnail()).toHaveTextContent("Añada su nueva eSIM");
  });

  it("says why it could not be shown there", async () => {
    const { user } = await shown({
      show_to_customer: () => {
        throw aProblem({ code: "internal" });
      },
    });
    await user.keyboard("d");
    expect(await screen.findByText("internal")).toBeInTheDocument();
  });

  it("stays on the agent's page when the customer's window is closed", async () => {
    const { host, user } = await shown({ close_customer_screen: () => ({}) });
    await now(host, SHOWING);
    await user.click(screen.getByRole("button", { name: "Close the window" }));
    expect(host.requests("close_customer_screen")).toEqual([{}]);
    await now(host, aCustomer({ version: 4 }));
    expect(screen.getByText("Closed")).toBeInTheDocument();
    expect(thumbnail()).toBeNull();
    expect(screen.getByRole("img", { name: "eSIM activation QR code" })).toBeInTheDocument();
  });

  it("can be blanked on the customer's screen when it has been used, too", async () => {
    const { host, user } = await shown({ blank_customer_screen: () => ({}) });
    await tell(host, { type: "code_hidden", showing: "showing-1", why: "used" });
    await now(host, aCustomer({ version: 4, shows: { type: "done", switched_on: true } }, true));
    expect(thumbnail()).toHaveTextContent("switched on");
    await user.keyboard("d");
    expect(host.requests("show_to_customer")).toEqual([]);
    await user.keyboard("b");
    expect(host.requests("blank_customer_screen")).toEqual([{}]);
  });
});

describe("the Check step", () => {
  it("asks the customer, sees their press as a courtesy, and takes the question away when it is left", async () => {
    const host = aDesk(
      { ask_customer: () => ({}), blank_customer_screen: () => ({}) },
      aPage({ verification: aProof() }),
    );
    const { user, container } = open(`${LINE}/replace`);
    await screen.findByRole("heading", { name: /which sim/i });
    await user.keyboard("1");
    await user.keyboard("4");
    await screen.findByRole("button", { name: /^Send to/ });
    await user.keyboard("d");
    const line = { connection: "practice-onsim", id: "447700900123" };
    // Where a scanner is listened to, a letter waits for a moment.
    await waitFor(() => expect(host.requests("ask_customer")).toEqual([{ line, gets: "esim" }]));
    const question = { type: "question", question: 2, gets: "esim", confirmed_at: null } as const;
    await now(host, aCustomer({ version: 2, shows: question, last_digits: "123" }, true));
    const card = within(screen.getByRole("region", { name: "Customer screen" }));
    expect(card.getByText("The customer has not pressed yet.")).toBeInTheDocument();
    await now(host, aCustomer({ version: 3, shows: { ...question, confirmed_at: SAMPLE_NOW } }, true));
    expect(card.getByText(/The customer pressed “Yes, that is right”/)).toBeInTheDocument();
    expect(card.getByText(/not a proof of identity/)).toBeInTheDocument();
    await expectAccessible(container);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(host.requests("blank_customer_screen")).toEqual([{}]));
  });
});
