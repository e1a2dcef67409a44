import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { aProblem } from "@/ipc/fake";
import { anAction, aTaskKind } from "@/ipc/samples";
import { aPage } from "./LineViewBench";
import { ledger, startDesk } from "./testDesk";

const unknown = anAction({
  id: "u",
  kind: aTaskKind("Change the plan"),
  state: "unknown",
  read_backs: 4,
});
const done = anAction({
  id: "d",
  read_back: true,
  read_backs: 1,
  before: {
    type: "esim",
    fingerprint: "aa11bb22cc33dd44aa11bb22cc33dd44",
    sm_dp_address: "smdp.example.com",
    state: "INSTALLED",
  },
  after: {
    type: "esim",
    fingerprint: "3f2a81c0d9e4b7a6c5d4e3f201928374",
    sm_dp_address: "smdp.example.com",
    state: "RELEASED",
  },
  verification: { method: "account_pin", at: 0, until: 300_000 },
});
const refused = anAction({
  id: "r",
  agent: "mira",
  kind: aTaskKind("End the line"),
  state: "refused",
  reason: "lost",
  problem: aProblem({ code: "refused", provider_words: "service is not active" }),
});

const rows = async () =>
  within(await screen.findByRole("grid", { name: "Actions" }))
    .getAllByRole("row")
    .slice(1);

test("each action says what it was, what came of it, what is known, why and by whom", async () => {
  startDesk({ actions: () => ledger([unknown, done, refused], { all: 1204, unknown: 1, refused: 18 }) }, "/actions");
  const [first, second, third] = await rows();
  expect(first).toHaveTextContent(/Change the plan.*Unknown.*no answer from ONSIM; read back 4 times/);
  expect(second).toHaveTextContent(/New eSIM code.*Done.*read back: RELEASED, code 3f2a81c0.*new phone.*you/);
  expect(third).toHaveTextContent(/End the line.*Refused.*service is not active.*lost.*mira/);
  expect(screen.getByRole("radio", { name: "All 1,204" })).toBeChecked();
  expect(screen.getByRole("radio", { name: "Unknown 1" })).toBeInTheDocument();
});

test("a filter asks for its part", async () => {
  const { user, host } = startDesk({ actions: () => ledger([]) }, "/actions");
  await user.click(await screen.findByRole("radio", { name: /Refused/ }));
  expect(await screen.findByText("Nothing was refused")).toBeInTheDocument();
  expect(host.requests("actions").at(-1)).toMatchObject({ filter: "refused", after: null });
});

test("choosing an action shows all that is known of it", async () => {
  const { user } = startDesk({ actions: () => ledger([unknown, done]) }, "/actions");
  await user.click((await rows())[1] as HTMLElement);
  const details = screen.getByRole("region", { name: /New eSIM code/ });
  expect(details).toHaveTextContent("INSTALLED, code aa11bb22 at smdp.example.com");
  expect(details).toHaveTextContent("RELEASED, code 3f2a81c0 at smdp.example.com");
  expect(details).toHaveTextContent("by account PIN");
  expect(within(details).queryByRole("button", { name: /Check now/ })).toBeNull();
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("region", { name: /New eSIM code/ })).toBeNull();
});

test("an unknown outcome is checked, and the row says at once what came of it", async () => {
  let now = unknown;
  const { user, host } = startDesk(
    {
      actions: () => ledger([now, done]),
      check_action: () => {
        now = { ...unknown, state: "not_done", read_back: true, read_backs: 5 };
        return now;
      },
    },
    "/actions",
  );
  await user.click((await rows())[0] as HTMLElement);
  const details = screen.getByRole("region", { name: /Change the plan/ });
  expect(details).toHaveTextContent("The change may or may not have happened.");
  await user.click(within(details).getByRole("button", { name: /Check now/ }));
  expect(host.requests("check_action")).toEqual([{ id: "u" }]);
  await waitFor(async () => expect((await rows())[0]).toHaveTextContent("read back: it did not happen"));
});

test("a check that fails says why and leaves the outcome unknown", async () => {
  const { user } = startDesk(
    {
      actions: () => ledger([unknown]),
      check_action: () => {
        throw aProblem({ code: "unreachable", retry_safe: true });
      },
    },
    "/actions",
  );
  await user.click((await rows())[0] as HTMLElement);
  await user.click(screen.getByRole("button", { name: /Check now/ }));
  expect(await screen.findByText("ONSIM cannot be reached from here.")).toBeInTheDocument();
  expect((await rows())[0]).toHaveTextContent("Unknown");
});

test("the arrow keys choose and Enter opens the line", async () => {
  const { user, at } = startDesk({ actions: () => ledger([unknown, done]) }, "/actions");
  await rows();
  await user.keyboard("{ArrowDown}{ArrowDown}");
  expect((await rows())[1]).toHaveAttribute("aria-selected", "true");
  await user.keyboard("{Enter}");
  expect(at()).toBe("/line/practice-onsim/447700900123");
});

test("more are read after the last one", async () => {
  const { user, host } = startDesk(
    { actions: ({ after }) => (after === null ? { ...ledger([unknown, done]), more: true } : ledger([refused])) },
    "/actions",
  );
  await user.click(await screen.findByRole("button", { name: "Show more" }));
  await waitFor(async () => expect(await rows()).toHaveLength(3));
  expect(host.requests("actions").at(-1)).toMatchObject({ after: "d" });
  expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
});

test("an action that changes elsewhere changes here", async () => {
  let now = anAction({ id: "w", state: "accepted" });
  const { host } = startDesk({ actions: () => ledger([now]) }, "/actions");
  expect((await rows())[0]).toHaveTextContent("Waiting");
  now = { ...now, state: "done" };
  act(() => host.emit({ type: "action", action: now }));
  await waitFor(async () => expect((await rows())[0]).toHaveTextContent("Done"));
});

test("a whole chain is said with its length", async () => {
  startDesk({ verify_ledger: () => ({ entries: 1204, first_bad: null, what: null }) }, "/actions");
  expect(await screen.findByText(/Chain verified, 1,204 of 1,204/)).toBeInTheDocument();
});

test("a broken chain is said where it breaks", async () => {
  startDesk(
    { verify_ledger: () => ({ entries: 1204, first_bad: 17, what: "Its hash does not match its content." }) },
    "/actions",
  );
  expect(await screen.findByRole("alert")).toHaveTextContent("Entry 17 of this record is not as it was written.");
  expect(screen.queryByText(/Chain verified/)).toBeNull();
});

test("a line opened from here goes back here with Escape", async () => {
  const { user, at } = startDesk({ actions: () => ledger([done]), line_page: () => aPage() }, "/actions");
  await rows();
  await user.keyboard("{ArrowDown}{Enter}");
  expect(await screen.findByRole("heading", { name: "+44 7700 900123" })).toBeInTheDocument();
  expect(at()).toMatch(/^\/line\//);
  // Through the code of the line and back is still the same way home.
  await user.keyboard("q");
  await waitFor(() => expect(at()).toMatch(/\/code$/));
  await user.keyboard("{Escape}");
  await waitFor(() => expect(at()).not.toMatch(/\/code$/));
  await user.keyboard("{Escape}");
  expect(at()).toBe("/actions");
});

test("all actions are written to a file, and it is said where", async () => {
  const { user, host } = startDesk(
    { actions: () => ledger([done]), export_actions: () => ({ path: "/home/sam/Downloads/actions.csv", rows: 2 }) },
    "/actions",
  );
  await user.click(await screen.findByRole("button", { name: "Export CSV" }));
  expect(await screen.findByText("2 actions written to /home/sam/Downloads/actions.csv")).toBeInTheDocument();
  expect(host.requests("export_actions")).toHaveLength(1);
});

test("what was forgotten says so with the day, in the table and in the details", async () => {
  const given = (label: string) => ({ name: label.toLowerCase(), label, value: null, shown: null });
  const old = anAction({
    id: "o",
    kind: {
      type: "task",
      task: "swap_sim",
      title: "Swap the SIM",
      about: { type: "line", line: { connection: "practice-onsim", id: "" } },
      risk: "sim",
      given: [given("ICCID"), given("Password")],
    },
    line: null,
    number: null,
    state: "not_done",
    decided: { agent: "mira", note: "" },
    forgotten: {
      at: Date.UTC(2026, 0, 2, 12),
      fields: ["/decided/note", "/kind/given/0/value", "/line/id", "/note", "/number"],
    },
  });
  const { user } = startDesk({ actions: () => ledger([old]) }, "/actions");
  const [row] = await rows();
  expect(row).toHaveTextContent(/Swap the SIM.*forgotten on .*2026.*mira found out: forgotten on .*2026/);
  if (row !== undefined) await user.click(row);
  const fact = async (name: string) => (await screen.findByText(name)).nextElementSibling;
  for (const name of ["Line", "ICCID", "Personal details"]) {
    expect(
      await within(document.body)
        .findAllByText(name)
        .then((all) => all.at(-1)?.nextElementSibling),
    ).toHaveTextContent(/^forgotten on .*2026$/);
  }
  expect(await fact("Password")).toHaveTextContent("typed, not kept");
  expect(screen.getByText(/new phone: forgotten on .*2026/)).toBeInTheDocument();
});
