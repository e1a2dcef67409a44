// One search, every provider: each answers for itself beside this desk's index, and the chosen row stays chosen.
import { act, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { ProviderAsked } from "@/ipc";
import { aProblem } from "@/ipc/fake";
import { aLine, aNumber } from "@/ipc/samples";
import { found, startDesk } from "./testDesk";

const nadia = aLine();
const other = aLine({
  key: { connection: "practice-telecomx", id: "1" },
  number: aNumber("+45 20 12 90 01"),
  customer: { id: null, name: "Kaffe Ltd", email: null, group: null },
});

const provider = (label: string, not_asked: string | null = null): ProviderAsked => ({
  connection: label.toLowerCase(),
  label,
  provider_name: label,
  not_asked,
});

const PROVIDERS = [
  provider("Fast"),
  provider("Slow"),
  provider("Failing"),
  provider("Atomic", "Atomic can be asked for one whole mobile number only."),
];

function start(lines = () => [nadia]) {
  return startDesk({
    search: () => found(lines()),
    ask_providers: () => ({ providers: PROVIDERS }),
    stop_asking: () => ({}),
  });
}

test("each provider is named with how it stands", async () => {
  const { user, host } = start();
  await user.type(await screen.findByRole("combobox"), "900123");
  expect(await screen.findByText("Slow: still asking…")).toBeInTheDocument();
  expect(screen.getByText("Not asked: Atomic")).toBeInTheDocument();
  expect(screen.getByText(/Atomic not asked: Atomic can be asked/)).toBeInTheDocument();
  const search = host.requests("ask_providers").at(-1)?.search ?? 0;
  expect(host.requests("ask_providers").at(-1)?.text).toBe("900123");
  act(() => {
    host.emit({ type: "asked", search, connection: "fast", found: 1, customers: [], unreadable: 0, problem: null });
    host.emit({
      type: "asked",
      search,
      connection: "failing",
      found: null,
      customers: [],
      unreadable: 0,
      problem: aProblem({ code: "provider_down", provider: "reach" }),
    });
    host.emit({
      type: "asked",
      search: search - 1,
      connection: "slow",
      found: 9,
      customers: [],
      unreadable: 0,
      problem: null,
    });
  });
  expect(screen.getByText("Fast answered: 1 line")).toBeInTheDocument();
  expect(screen.getByText(/Failing did not answer: Reach/)).toBeInTheDocument();
  expect(screen.getByText("Slow: still asking…")).toBeInTheDocument();
});

test("what a provider found joins the list without moving the chosen row", async () => {
  let lines = [nadia];
  const { user, host } = start(() => lines);
  const box = await screen.findByRole("combobox");
  await user.type(box, "900123");
  await screen.findByText("Fast: still asking…");
  const search = host.requests("ask_providers").at(-1)?.search ?? 0;
  lines = [other, nadia];
  act(() =>
    host.emit({ type: "asked", search, connection: "fast", found: 1, customers: [], unreadable: 0, problem: null }),
  );
  await screen.findByText("Kaffe Ltd");
  const chosen = document.getElementById(box.getAttribute("aria-activedescendant") ?? "");
  expect(chosen).toHaveTextContent("Nadia Osei");
});

test("Esc stops asking first and keeps what was typed", async () => {
  const { user, host } = start();
  const box = await screen.findByRole("combobox");
  await user.type(box, "900123");
  await screen.findByText("Slow: still asking…");
  await user.keyboard("{Escape}");
  expect(await screen.findByText("Slow: stopped")).toBeInTheDocument();
  expect(host.requests("stop_asking")).toHaveLength(1);
  expect(box).toHaveValue("900123");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(box).toHaveValue(""));
});

test("two letters are asked of nobody", async () => {
  const { user, host } = start();
  await user.type(await screen.findByRole("combobox"), "os");
  await screen.findByText("1 line");
  expect(host.requests("ask_providers")).toEqual([]);
});

test("customers a provider finds are listed under it and open their page", async () => {
  const { user, host, at } = start();
  await user.type(await screen.findByRole("combobox"), "northwind");
  await screen.findByText("Fast: still asking…");
  const search = host.requests("ask_providers").at(-1)?.search ?? 0;
  const customers = [{ id: "5", name: "Northwind Ltd", detail: "Melbourne" }];
  act(() =>
    host.emit({ type: "asked", search, connection: "fast", found: 0, customers, unreadable: 0, problem: null }),
  );
  expect(await screen.findByText("Fast answered: 1 customer")).toBeInTheDocument();
  const section = screen.getByRole("region", { name: "Customers found" });
  expect(section).toHaveTextContent("Fast: 1 customer");
  expect(section).toHaveTextContent("CustomerNorthwind LtdMelbourne");
  await user.click(screen.getByRole("button", { name: "Northwind Ltd" }));
  expect(at()).toBe("/customer/fast/5");
});

test("what could not be read, and a part that failed, are said beside what was found", async () => {
  const { user, host } = start();
  await user.type(await screen.findByRole("combobox"), "90012345");
  await screen.findByText("Fast: still asking…");
  const search = host.requests("ask_providers").at(-1)?.search ?? 0;
  act(() => {
    host.emit({ type: "asked", search, connection: "fast", found: 2, customers: [], unreadable: 1, problem: null });
    const problem = aProblem({ code: "provider_down", provider: "telecomx" });
    host.emit({ type: "asked", search, connection: "slow", found: 1, customers: [], unreadable: 0, problem });
  });
  expect(await screen.findByText(/Fast answered: 2 lines/)).toHaveTextContent("1 answer could not be read");
  expect(screen.getByText(/Slow answered: 1 line/)).toHaveTextContent("not everything: TelecomX answered that it is");
});
