import { act, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, expect, test, vi } from "vitest";
import type { ConnectionView } from "@/ipc";
import { aProblem } from "@/ipc/fake";
import { aConnection, aLine, anAction, aStart } from "@/ipc/samples";
import { found, ledger, startDesk } from "./testDesk";

afterEach(() => {
  vi.useRealTimers();
});

const theBox = () => screen.findByRole("combobox");

test("a desk that does not start says why and can be started again", async () => {
  let fails = true;
  const { user } = startDesk({
    start: () => {
      if (fails) throw aProblem({ code: "file_too_new", provider: null });
      return aStart();
    },
  });
  expect(await screen.findByRole("heading", { name: "SIMdesk could not start" })).toBeInTheDocument();
  expect(screen.getByRole("alert")).toHaveTextContent("written by a newer SIMdesk");
  fails = false;
  await user.click(screen.getByRole("button", { name: "Start again" }));
  expect(await theBox()).toBeInTheDocument();
});

test("what happened before the start is said, and can be put away", async () => {
  const { user } = startDesk({
    start: () =>
      aStart({
        notices: [
          { type: "cache_rebuilt", set_aside: "cache.old.db" },
          { type: "ledger_started_anew", set_aside: "ledger.old.db" },
          { type: "reading_back", count: 1 },
          { type: "keyring_elsewhere", folder: "/run/user/1000/keyring" },
        ],
      }),
  });
  expect(await screen.findByText("1 change was under way when SIMdesk last ended.")).toBeInTheDocument();
  expect(screen.getByText(/ledger\.old\.db/)).toBeInTheDocument();
  expect(screen.getByText("The keyring of this computer belongs to another session.")).toBeInTheDocument();
  await user.click(screen.getAllByRole("button", { name: "Dismiss" })[0] as HTMLElement);
  expect(screen.queryByText(/cache\.old\.db/)).toBeNull();
  expect(screen.getByText(/ledger\.old\.db/)).toBeInTheDocument();
});

test("practice is said plainly, and so is who works", async () => {
  startDesk();
  expect(await screen.findByText(/all simulated/)).toBeInTheDocument();
  expect(screen.getByText("You: sam")).toBeInTheDocument();
});

test("the badge counts the unknown actions and follows the desk", async () => {
  let unknown = 2;
  const { host } = startDesk({ actions: () => ledger([], { unknown }) });
  expect(await screen.findByText("2 changes have an unknown outcome")).toBeInTheDocument();
  unknown = 0;
  act(() => host.emit({ type: "action", action: anAction() }));
  await waitFor(() => expect(screen.queryByText("2 changes have an unknown outcome")).toBeNull());
});

test("a tag says how its connection is, follows the desk, and explains itself", async () => {
  const { user, host } = startDesk();
  const tag = await screen.findByRole("button", { name: /^ONSIM, connection ONSIM practice: answers/ });
  expect(tag).toHaveTextContent("ONSIM");
  act(() => host.emit({ type: "connection", connection: aConnection({ health: "slow" }) }));
  await user.click(await screen.findByRole("button", { name: /^ONSIM slow/ }));
  const box = screen.getByRole("dialog", { name: "ONSIM practice" });
  expect(box).toHaveTextContent("ONSIM answers, but slowly.");
  await user.click(within(box).getByRole("button", { name: "Refresh list of ONSIM practice" }));
  expect(host.requests("refresh_lines")).toEqual([{ connection: "practice-onsim" }]);
});

test("a provider in an outage says when it is asked again, and then that it is", async () => {
  vi.useFakeTimers({ now: 1_000_000_000, shouldAdvanceTime: true });
  const { user, host } = startDesk();
  await screen.findByRole("button", { name: /^ONSIM, connection ONSIM practice: answers/ });
  const tell = (over: Partial<ConnectionView>) =>
    act(() => host.emit({ type: "connection", connection: aConnection(over) }));
  const next_probe_at = Date.now() + 12_000;
  tell({ health: "down", next_probe_at, problem: aProblem({ code: "provider_down" }) });
  await user.click(await screen.findByRole("button", { name: /^ONSIM down/ }));
  const box = screen.getByRole("dialog", { name: "ONSIM practice" });
  expect(box).toHaveTextContent("ONSIM failed several times in a row, so this desk has stopped asking it.");
  expect(box).toHaveTextContent("No change is sent until it answers.");
  expect(box).toHaveTextContent(/Asked again in 1[0-2] s\./);
  act(() => vi.setSystemTime(next_probe_at));
  act(() => vi.advanceTimersByTime(1_000));
  expect(box).toHaveTextContent("Being asked now.");
  tell({ health: "ok" });
  await waitFor(() => expect(box).toHaveTextContent("ONSIM answers as it should."));
  expect(box).not.toHaveTextContent(/sked (again|now)/);
});

test("g then a letter goes places, but not while typing", async () => {
  const { user, at } = startDesk();
  await user.type(await theBox(), "ga");
  expect(at()).toBe("/");
  await user.keyboard("{Escape}");
  act(() => document.getElementById("main")?.focus());
  await user.keyboard("ga");
  expect(at()).toBe("/actions");
  await user.keyboard("gc");
  expect(at()).toBe("/connections");
  await user.keyboard("gs");
  expect(at()).toBe("/");
  expect(await theBox()).toHaveFocus();
});

test("Ctrl K finds from anywhere", async () => {
  const { user } = startDesk({}, "/connections");
  await screen.findByRole("heading", { name: "Connections" });
  await user.keyboard("{Control>}k{/Control}");
  expect(await theBox()).toHaveFocus();
});

test("after > commands are offered, narrowed by words and run with Enter", async () => {
  const { user, at, host } = startDesk();
  await user.type(await theBox(), ">");
  const list = screen.getByRole("listbox", { name: "Commands" });
  expect(within(list).getByRole("option", { name: /Go to Connections/ })).toBeInTheDocument();
  await user.keyboard("go act");
  expect(within(list).getAllByRole("option")).toHaveLength(1);
  await user.keyboard("{Enter}");
  expect(at()).toBe("/actions");
  expect(await theBox()).toHaveValue("");
  expect(host.requests("search")).toEqual([]);
});

test("a theme can be chosen from the commands", async () => {
  const { user } = startDesk();
  await user.type(await theBox(), ">theme dark{Enter}");
  expect(document.documentElement).toHaveAttribute("data-theme", "dark");
  await user.type(await theBox(), ">theme light{Enter}");
  expect(document.documentElement).toHaveAttribute("data-theme", "light");
});

test("? lists the keys of this screen, and Escape closes the list", async () => {
  const { user } = startDesk({}, "/actions");
  await screen.findByRole("heading", { name: "Actions", level: 1 });
  act(() => document.getElementById("main")?.focus());
  await user.keyboard("?");
  const dialog = await screen.findByRole("dialog", { name: "Keys" });
  expect(within(dialog).getByText("On this screen")).toBeInTheDocument();
  expect(within(dialog).getByText("Go to Connections")).toBeInTheDocument();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("? in the empty box shows the keys too", async () => {
  const { user } = startDesk();
  await user.type(await theBox(), "?");
  expect(await screen.findByRole("dialog", { name: "Keys" })).toBeInTheDocument();
});

test("an address that is no page says so", async () => {
  const { user, at } = startDesk({}, "/ports");
  expect(await screen.findByText("There is no such page")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Go to Search" }));
  expect(at()).toBe("/");
});

test.each(["/", "/actions", "/connections"])("%s has no fault that axe finds", async (path) => {
  const { container, user } = startDesk(
    {
      search: () => found([aLine()]),
      home: () => ({
        unknown: [anAction({ state: "unknown" })],
        not_installed: [anAction({ id: "b" })],
        recent: [aLine()],
      }),
      actions: () => ledger([anAction({ state: "unknown" }), anAction({ id: "b" })], { unknown: 1 }),
    },
    path,
  );
  await screen.findByRole("heading", { level: 1 });
  const faults = async () =>
    // Colours are laid out by a real browser only.
    (await axe.run(container, { rules: { "color-contrast": { enabled: false } } })).violations.map((one) => one.id);
  expect(await faults()).toEqual([]);
  if (path === "/") {
    await user.type(await theBox(), "nad");
    await screen.findByRole("grid", { name: "Lines found" });
    expect(await faults()).toEqual([]);
  }
});
