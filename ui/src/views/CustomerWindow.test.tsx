// The customer's window: it follows the desk, does the little a customer can do, and shows nothing it does not know to be right.
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CustomerScreen } from "@/ipc";
import { aProblem, type FakeHost, fakeHost, type Handlers, later } from "@/ipc/fake";
import { aCustomerScreen, SAMPLE_NOW } from "@/ipc/samples";
import { CustomerWindow } from "./CustomerWindow";
import { expectAccessible, watchBlobUrls } from "./LineViewBench";

const CODE = aCustomerScreen({
  version: 5,
  shows: { type: "code", picture: 5, modules: 45, progress: "waiting" },
  last_digits: "123",
});

let blobs: { open: Set<string> };
beforeEach(() => {
  blobs = watchBlobUrls();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A window on a desk whose screen the test changes. */
function aWindow(first: CustomerScreen, over: Handlers = {}) {
  let now = first;
  let wake: (() => void) | null = null;
  const host: FakeHost = fakeHost({
    customer_screen: async ({ seen }) => {
      if (seen === now.version) {
        const news = later<void>();
        wake = () => news.answer();
        await news.promise;
      }
      return { screen: now, open: true };
    },
    customer_picture: () => new ArrayBuffer(8),
    choose_for_customer: () => ({}),
    confirm_as_customer: () => ({}),
    ...over,
  });
  const view = render(<CustomerWindow />);
  const change = (next: Partial<CustomerScreen>) => {
    now = { ...now, ...next, version: now.version + 1 };
    wake?.();
  };
  return { host, change, user: userEvent.setup(), ...view };
}

const picture = () => screen.queryByRole("img", { name: /qr/i });

describe("the code", () => {
  it("is a picture with the last digits, the steps and the progress, and nothing else of the customer", async () => {
    const { host, container } = aWindow(CODE);
    expect(await screen.findByRole("img", { name: "QR code of your eSIM" })).toBeInTheDocument();
    expect(host.requests("customer_picture")).toEqual([{ picture: 5, module_px: 20 }]);
    expect(screen.getByText("123")).toBeInTheDocument();
    expect(screen.getAllByRole("listitem")).toHaveLength(3);
    expect(screen.getByRole("status")).toHaveTextContent("Waiting for your phone…");
    expect(container.textContent).not.toMatch(/LPA|900/);
    await expectAccessible(container);
  });

  it("goes at once when the desk says so, and its picture with it", async () => {
    const { change, container } = aWindow(CODE);
    await screen.findByRole("img");
    change({ shows: { type: "blank" }, last_digits: null });
    await waitFor(() => expect(picture()).toBeNull());
    await waitFor(() => expect(blobs.open.size).toBe(0));
    expect(container).toHaveTextContent("Nothing is shown at the moment");
    expect(container.textContent).not.toContain("123");
    await expectAccessible(container);
  });

  it("tells how far the phone is, and when it is done", async () => {
    const { change, container } = aWindow(CODE);
    await screen.findByRole("img");
    change({ shows: { type: "code", picture: 5, modules: 45, progress: "loading" } });
    await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent("Your phone is adding the eSIM…"));
    change({ shows: { type: "done", switched_on: false } });
    expect(await screen.findByRole("heading", { name: "Done" })).toBeInTheDocument();
    expect(screen.getByRole("status")).toHaveTextContent("Switch it on in the phone's settings.");
    expect(picture()).toBeNull();
    await waitFor(() => expect(blobs.open.size).toBe(0));
    await expectAccessible(container);
  });

  it("says nothing about a progress that the provider does not tell", async () => {
    aWindow({ ...CODE, shows: { type: "code", picture: 5, modules: 45, progress: null } });
    expect(await screen.findByRole("status")).toHaveTextContent("Say so when your phone has added it");
  });

  it("is not shown when it could not be drawn", async () => {
    aWindow(CODE, {
      customer_picture: () => {
        throw aProblem({ code: "qr_unreadable" });
      },
    });
    expect(await screen.findByRole("alert")).toHaveTextContent("The code could not be drawn.");
    expect(picture()).toBeNull();
  });
});

describe("the customer", () => {
  it("chooses the language and the phone by mouse, touch or keyboard", async () => {
    const { host, user, change } = aWindow(CODE);
    await user.click(await screen.findByRole("button", { name: "Dansk" }));
    expect(host.requests("choose_for_customer")).toEqual([{ language: "da", phone: null }]);
    change({ language: "da" });
    expect(await screen.findByRole("heading", { name: "Tilføj dit nye eSIM" })).toBeInTheDocument();
    expect(document.documentElement.lang).toBe("da");
    expect(screen.getByRole("button", { name: "Dansk" })).toHaveAttribute("aria-pressed", "true");
    screen.getByRole("button", { name: "Samsung" }).focus();
    await user.keyboard("{Enter}");
    expect(host.requests("choose_for_customer").at(-1)).toEqual({ language: null, phone: "samsung" });
    change({ phone: "samsung" });
    expect(await screen.findByText(/Forbindelser/)).toBeInTheDocument();
  });

  it("presses that it is right, once", async () => {
    const question = { type: "question", question: 7, gets: "esim", confirmed_at: null } as const;
    const { host, user, change, container } = aWindow(aCustomerScreen({ shows: question, last_digits: "123" }));
    expect(await screen.findByText("Your number ending 123 gets a new eSIM.")).toBeInTheDocument();
    await expectAccessible(container);
    await user.click(screen.getByRole("button", { name: "Yes, that is right" }));
    expect(host.requests("confirm_as_customer")).toEqual([{ question: 7 }]);
    change({ shows: { ...question, confirmed_at: SAMPLE_NOW } });
    await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent("Thank you."));
    expect(screen.queryByRole("button", { name: "Yes, that is right" })).toBeNull();
  });
});

describe("what is not known", () => {
  it("is not shown: a desk that does not answer blanks the screen, and is asked again", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let broken = false;
    let wake = later<void>();
    fakeHost({
      customer_screen: async ({ seen }) => {
        if (seen === 5) await wake.promise;
        if (broken) throw aProblem({ code: "internal" });
        return { screen: CODE, open: true };
      },
      customer_picture: () => new ArrayBuffer(8),
    });
    render(<CustomerWindow />);
    await screen.findByRole("img");
    broken = true;
    wake.answer();
    await waitFor(() => expect(picture()).toBeNull());
    await waitFor(() => expect(blobs.open.size).toBe(0));
    broken = false;
    wake = later<void>();
    await vi.advanceTimersByTimeAsync(1000);
    expect(await screen.findByRole("img")).toBeInTheDocument();
  });

  it("leaves no question open when the window goes", async () => {
    const { host, unmount, change } = aWindow(CODE);
    await screen.findByRole("img");
    unmount();
    const asked = host.requests("customer_screen").length;
    change({ shows: { type: "blank" } });
    await Promise.resolve();
    expect(host.requests("customer_screen")).toHaveLength(asked);
    await waitFor(() => expect(blobs.open.size).toBe(0));
  });
});
