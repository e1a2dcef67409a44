import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { SearchAnswer } from "@/ipc";
import { aProblem, later } from "@/ipc/fake";
import { aConnection, aLine, aLineFact, aNumber, anAction, aStart, aTaskKind } from "@/ipc/samples";
import { found, NO_ONE, startDesk } from "./testDesk";

const nadia = aLine();
const harlow = aLine({
  key: { connection: "practice-onsim", id: "447700900188" },
  number: aNumber("+44 7700 900188"),
  customer: { id: null, name: "Harlow Dental Ltd", email: null, group: null },
});
const kaffe = aLine({
  key: { connection: "practice-onsim", id: "447700900771" },
  number: aNumber("+44 7700 900771"),
  customer: { id: null, name: "Kaffe Ltd", email: null, group: null },
  state: { stage: "suspended", raw: "SUSPENDED" },
});
const NADIA_PATH = "/line/practice-onsim/447700900123";
const HARLOW_PATH = "/line/practice-onsim/447700900188";

const theBox = () => screen.findByRole("combobox");
const chosen = () => {
  const id = screen.getByRole("combobox").getAttribute("aria-activedescendant");
  return id === null ? null : document.getElementById(id);
};

test("the box has the focus from the start", async () => {
  startDesk();
  await waitFor(async () => expect(await theBox()).toHaveFocus());
});

test("lines come as one types, the match is marked through spaces, and the count is said", async () => {
  const { user, host } = startDesk({ search: () => found([nadia, harlow]) });
  await user.type(await theBox(), "7700900");
  const table = await screen.findByRole("grid", { name: "Lines found" });
  expect(within(table).getAllByRole("row")).toHaveLength(3);
  expect(within(table).getAllByText("7700 900", { selector: "mark" })).toHaveLength(2);
  expect(screen.getByText("2 lines")).toBeInTheDocument();
  expect(host.requests("search").at(-1)?.query).toBe("7700900");
  expect(await theBox()).toHaveFocus();
});

test("an answer that comes late does not replace a newer one", async () => {
  const answers = new Map<string, ReturnType<typeof later<SearchAnswer>>>();
  const { user } = startDesk({
    search: ({ query }) => {
      const answer = later<SearchAnswer>();
      answers.set(query, answer);
      return answer.promise;
    },
  });
  await user.type(await theBox(), "ka");
  await act(async () => answers.get("ka")?.answer(found([kaffe])));
  expect(await screen.findByText("ffe Ltd")).toBeInTheDocument();
  await act(async () => answers.get("k")?.answer(found([harlow])));
  expect(screen.queryByText("Harlow Dental Ltd")).toBeNull();
  expect(screen.getByText("ffe Ltd")).toBeInTheDocument();
});

test("the arrow keys, Home and End choose while the caret stays in the box, and Enter opens", async () => {
  const { user, at } = startDesk({ search: () => found([nadia, harlow, kaffe]) });
  await user.type(await theBox(), "ltd");
  await screen.findByRole("grid", { name: "Lines found" });
  expect(chosen()).toHaveTextContent("Nadia Osei");
  await user.keyboard("{ArrowDown}");
  expect(chosen()).toHaveTextContent("Harlow");
  expect(chosen()).toHaveAttribute("aria-selected", "true");
  await user.keyboard("{End}");
  expect(chosen()).toHaveTextContent("Kaffe");
  await user.keyboard("{ArrowDown}{Home}");
  expect(chosen()).toHaveTextContent("Nadia Osei");
  await user.keyboard("{PageDown}{PageUp}{ArrowDown}");
  expect(await theBox()).toHaveFocus();
  expect(await theBox()).toHaveValue("ltd");
  await user.keyboard("{Enter}");
  expect(at()).toBe(HARLOW_PATH);
});

test("an exact number and Enter opens its line even before the list is drawn", async () => {
  const answer = later<SearchAnswer>();
  const { user, at } = startDesk({
    search: ({ query }) => (query === "07700900188" ? answer.promise : found([nadia, harlow])),
  });
  await user.type(await theBox(), "07700900188{Enter}");
  expect(at()).toBe("/");
  answer.answer(found([nadia, harlow], { exact: harlow.key }));
  await waitFor(() => expect(at()).toBe(HARLOW_PATH));
});

test("Enter before the list is drawn opens nothing that is in doubt", async () => {
  const answer = later<SearchAnswer>();
  const { user, at } = startDesk({ search: ({ query }) => (query === "har" ? answer.promise : found([])) });
  await user.type(await theBox(), "har{Enter}");
  await act(async () => answer.answer(found([harlow, kaffe])));
  expect(await screen.findByText("low Dental Ltd")).toBeInTheDocument();
  expect(at()).toBe("/");
  await user.keyboard("{Enter}");
  expect(at()).toBe(HARLOW_PATH);
});

test("typing on after Enter takes the jump back", async () => {
  const answer = later<SearchAnswer>();
  const { user, at } = startDesk({ search: ({ query }) => (query === "12" ? answer.promise : found([nadia, harlow])) });
  await user.type(await theBox(), "12{Enter}3");
  await act(async () => answer.answer(found([nadia], { exact: nadia.key })));
  expect(at()).toBe("/");
});

test("a chosen line is opened rather than the exact one", async () => {
  const { user, at } = startDesk({ search: () => found([nadia, harlow], { exact: nadia.key }) });
  await user.type(await theBox(), "44");
  await screen.findByRole("grid", { name: "Lines found" });
  await user.keyboard("{ArrowDown}{Enter}");
  expect(at()).toBe(HARLOW_PATH);
});

test("R and Q work on the chosen line once the list has the focus, and are text in the box", async () => {
  const { user, at } = startDesk({ search: () => found([nadia, harlow]) });
  await user.type(await theBox(), "r");
  const table = await screen.findByRole("grid", { name: "Lines found" });
  expect(at()).toBe("/");
  act(() => table.focus());
  await user.keyboard("{ArrowDown}r");
  expect(at()).toBe(`${HARLOW_PATH}/replace`);
});

test("Escape clears the box and shows the first page again", async () => {
  const { user } = startDesk({ search: () => found([nadia]) });
  await user.type(await theBox(), "nad");
  await screen.findByRole("grid", { name: "Lines found" });
  await user.keyboard("{Escape}");
  expect(await theBox()).toHaveValue("");
  expect(await theBox()).toHaveFocus();
  expect(screen.getByText("Nothing needs anyone now")).toBeInTheDocument();
});

test("typing on another page goes to the results, and Escape twice goes back", async () => {
  const { user, at } = startDesk({ search: () => found([nadia]) }, "/connections");
  await screen.findByRole("heading", { name: "Connections" });
  await user.keyboard("/");
  expect(await theBox()).toHaveFocus();
  await user.keyboard("nad");
  await screen.findByRole("grid", { name: "Lines found" });
  expect(at()).toBe("/");
  await user.keyboard("{Escape}{Escape}");
  expect(at()).toBe("/connections");
});

test("no line: what was searched, and what can be done", async () => {
  const { user, host } = startDesk({ search: () => found([]) });
  await user.type(await theBox(), "zzz");
  expect(await screen.findByText(/Searched 1,200 lines/)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: /Refresh the lists/ }));
  expect(host.requests("refresh_lines")).toEqual([{ connection: null }]);
});

test("a search that fails says so and can be tried again", async () => {
  let fails = true;
  const { user } = startDesk({
    search: () => {
      if (fails) throw aProblem({ code: "internal", provider: null, retry_safe: true });
      return found([nadia]);
    },
  });
  await user.type(await theBox(), "n");
  expect(await screen.findByRole("alert")).toHaveTextContent("SIMdesk made a mistake of its own.");
  fails = false;
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("grid", { name: "Lines found" })).toBeInTheDocument();
});

test("the first reading of a list is said, and new lines are found when they come", async () => {
  const listing = aConnection({ listing: true, listed_at: null, lines: 4200 });
  let lines = [] as ReturnType<typeof aLine>[];
  const { user, host } = startDesk({
    start: () => aStart({ connections: [listing] }),
    connections: () => ({ connections: [listing] }),
    search: () => found(lines, { known: lines.length }),
  });
  expect(await screen.findByText(/Reading the list from ONSIM… 4,200 lines so far/)).toBeInTheDocument();
  await user.type(await theBox(), "nad");
  expect(await screen.findByText(/the line may come/)).toBeInTheDocument();
  lines = [nadia];
  act(() => host.emit({ type: "lines", connection: "practice-onsim", known: 1 }));
  expect(await screen.findByRole("grid", { name: "Lines found" })).toBeInTheDocument();
});

test("a connection that is down is said by name, with the age of what is shown", async () => {
  const down = aConnection({ health: "down", listed_at: Date.now() - 12 * 60_000 });
  startDesk({ start: () => aStart({ connections: [down] }), connections: () => ({ connections: [down] }) });
  const notice = await screen.findByRole("alert");
  expect(notice).toHaveTextContent("ONSIM does not answer.");
  expect(notice).toHaveTextContent("read 12 min ago");
});

test("while a provider is in an outage, it is said that changes are not sent", async () => {
  const down = aConnection({ health: "down", next_probe_at: Date.now() + 60_000 });
  startDesk({ start: () => aStart({ connections: [down] }), connections: () => ({ connections: [down] }) });
  const notice = await screen.findByRole("alert");
  expect(notice).toHaveTextContent("ONSIM failed several times in a row.");
  expect(notice).toHaveTextContent("until it does, no change is sent");
});

test("the first page has what needs someone, and Check now says what came of it", async () => {
  const unknown = anAction({ kind: aTaskKind("Change the plan"), state: "unknown" });
  const { user, host, at } = startDesk({
    home: () => ({ unknown: [unknown], not_installed: [anAction({ id: "b" })], recent: [] }),
    check_action: () => ({ ...unknown, state: "done", read_back: true, after: aLineFact({ plan: "UNLIMITED" }) }),
  });
  const check = await screen.findByRole("button", { name: "Check now what became of: Change the plan" });
  expect(screen.getByText(/ONSIM did not answer/)).toBeInTheDocument();
  await user.click(check);
  expect(host.requests("check_action")).toEqual([{ id: unknown.id }]);
  expect(await screen.findByText("Change the plan: done, read back: ACTIVE, plan UNLIMITED")).toBeInTheDocument();
  await user.click(screen.getByRole("link", { name: "Show QR of +44 7700 900123" }));
  expect(at()).toBe(`${NADIA_PATH}/code`);
});

test("recent lines are reached from the empty box with the arrow keys", async () => {
  const { user, at } = startDesk({ home: () => ({ ...NO_ONE, recent: [nadia, harlow] }) });
  await screen.findByRole("grid", { name: "Recent lines" });
  expect(chosen()).toBeNull();
  await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
  expect(at()).toBe(HARLOW_PATH);
});

test("the practice shop says so, and offers the way to a real account", async () => {
  const { user, at } = startDesk({ connection_kinds: () => ({ kinds: [] }) });
  expect(await screen.findByText("This is the practice shop. Nothing real happens.")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Connect a real account" }));
  expect(at()).toBe("/connections/new");
});

test("with real accounts each line found says whether it is production", async () => {
  const lines = [
    aLine({ environment: "production" }),
    aLine({ key: { connection: "t", id: "2" }, environment: "staging" }),
  ];
  const { user } = startDesk({ start: () => aStart({ practice: false }), search: () => found(lines) });
  await user.type(await screen.findByRole("combobox"), "nad");
  const table = await screen.findByRole("grid", { name: "Lines found" });
  expect(within(table).getByText("Production").closest("tr")).toHaveTextContent("ONSIM · UK");
  expect(within(table).getByText("Staging")).toBeInTheDocument();
  expect(screen.queryByText(/practice shop/i)).toBeNull();
});

test("an event that comes before the first answer makes it asked for again", async () => {
  const first = later<SearchAnswer>();
  let asked = 0;
  const { user, host } = startDesk({
    ask_providers: () => ({ providers: [] }),
    search: () => {
      asked += 1;
      return asked === 1 ? first.promise : found([nadia]);
    },
  });
  await user.type(await theBox(), "N");
  act(() => host.emit({ type: "lines", connection: "practice-onsim", known: 1 }));
  await act(async () => first.answer(found([])));
  expect(await screen.findByRole("grid", { name: "Lines found" })).toBeInTheDocument();
});
