import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { LockState, PinAnswer } from "@/ipc";
import { aProblem, later } from "@/ipc/fake";
import { aLine, aLock, theSettings } from "@/ipc/samples";
import { axeFaults, found, startDesk } from "./testDesk";

const PIN = "kiosk-2580";

/** A desk whose lock answers as the shell's does. */
function lockable(start: Partial<LockState>, rest: Parameters<typeof startDesk>[0] = {}, path = "/") {
  let lock = aLock(start);
  const desk = startDesk(
    {
      lock_state: () => lock,
      lock: () => {
        lock = { ...lock, locked: true };
        desk.host.emit({ type: "lock", lock });
        return {};
      },
      unlock: ({ pin }): PinAnswer => {
        if (lock.pin !== "none" && pin !== PIN) {
          lock = { ...lock, tries_left: lock.tries_left - 1 };
          return { tried: pin === null ? "needed" : "wrong", lock };
        }
        lock = { ...lock, locked: false, tries_left: 5 };
        return { tried: "right", lock };
      },
      settings: () => theSettings({ lock }),
      search: () => found([aLine()]),
      ...rest,
    },
    path,
  );
  return { ...desk, isLocked: () => lock.locked };
}

const theLock = () => screen.findByRole("heading", { name: "Locked" });

test("Ctrl L takes everything away, also while typing, and a press brings the search back", async () => {
  const desk = lockable({}, {}, "/");
  await desk.user.type(await screen.findByRole("combobox"), "osei");
  await waitFor(() => expect(document.body).toHaveTextContent("Nadia Osei"));
  await desk.user.keyboard("{Control>}l{/Control}");
  await theLock();
  expect(document.documentElement.outerHTML).not.toMatch(/Osei|900123|practice/i);
  expect(document.querySelectorAll("input")).toHaveLength(0);
  expect(screen.getByText(/No PIN is set/)).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Unlock" })).toHaveFocus();
  expect(await axeFaults()).toEqual([]);
  await desk.user.keyboard("{Enter}");
  expect(await screen.findByRole("combobox")).toHaveValue("");
});

test("it locks over an open dialog too", async () => {
  const desk = lockable({});
  await screen.findByRole("combobox");
  (document.activeElement as HTMLElement).blur();
  await desk.user.keyboard("?");
  expect(await screen.findByRole("dialog")).toBeInTheDocument();
  await desk.user.keyboard("{Control>}l{/Control}");
  await theLock();
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("what was known is asked for anew, and the address names no line any more", async () => {
  const desk = lockable({}, { line_page: () => later<never>().promise }, "/line/practice-onsim/447700900123");
  await screen.findByRole("navigation", { name: "Pages" });
  const before = desk.host.requests("start").length;
  act(() => desk.host.emit({ type: "lock", lock: aLock({ locked: true }) }));
  await theLock();
  await waitFor(() => expect(desk.at()).toBe("/"));
  act(() => desk.host.emit({ type: "lock", lock: aLock() }));
  await screen.findByRole("combobox");
  expect(desk.host.requests("start").length).toBe(before + 1);
});

test("a start with a PIN asks for nothing but the PIN, and says how many tries are left", async () => {
  const desk = lockable({ locked: true, pin: "keyring" });
  const field = await screen.findByLabelText<HTMLInputElement>("PIN");
  expect(field).toHaveFocus();
  expect(field).toHaveAttribute("type", "password");
  expect(desk.host.requests("start")).toHaveLength(0);
  await desk.user.keyboard("{Enter}");
  expect(await screen.findByText("Type the PIN.")).toBeInTheDocument();
  await desk.user.keyboard("1111{Enter}");
  expect(await screen.findByText("That is not the PIN. 3 tries left.")).toBeInTheDocument();
  expect(field).toHaveValue("");
  expect(field).toHaveFocus();
  expect(await axeFaults()).toEqual([]);
  await desk.user.keyboard(`${PIN}{Enter}`);
  expect(await screen.findByRole("combobox")).toBeInTheDocument();
  expect(document.documentElement.outerHTML).not.toContain(PIN);
});

test("after too many wrong tries nothing is sent until the wait is over", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  try {
    const wait_until = Date.now() + 30_000;
    const desk = lockable(
      { locked: true, pin: "keyring" },
      { unlock: () => ({ tried: "wrong", lock: aLock({ locked: true, pin: "keyring", tries_left: 1, wait_until }) }) },
    );
    await screen.findByLabelText("PIN");
    await desk.user.keyboard("1111{Enter}");
    expect(await screen.findByText("Too many wrong tries")).toBeInTheDocument();
    expect(screen.getByRole("timer")).toHaveTextContent(/^0:(30|29)$/);
    expect(screen.getByRole("button", { name: "Unlock" })).toBeDisabled();
    await desk.user.keyboard("2222{Enter}");
    expect(desk.host.requests("unlock")).toHaveLength(1);
    act(() => vi.advanceTimersByTime(31_000));
    await waitFor(() => expect(screen.queryByText("Too many wrong tries")).toBeNull());
    await desk.user.keyboard("{Enter}");
    await waitFor(() => expect(desk.host.requests("unlock")).toHaveLength(2));
  } finally {
    vi.useRealTimers();
  }
});

test("a keyring that cannot be used is said so, and it stays locked", async () => {
  const desk = lockable(
    { locked: true, pin: "keyring" },
    {
      unlock: () => {
        throw aProblem({ code: "keyring_unusable", provider: null });
      },
    },
  );
  await screen.findByLabelText("PIN");
  await desk.user.keyboard("1111{Enter}");
  expect(await screen.findByText("This computer's keyring cannot be used.")).toBeInTheDocument();
  expect(desk.isLocked()).toBe(true);
});

test("signs of a person are told seldom, and the last one in time", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  try {
    const desk = lockable({});
    await screen.findByRole("combobox");
    await desk.user.keyboard("abcdef");
    expect(desk.host.requests("still_here")).toHaveLength(1);
    act(() => vi.advanceTimersByTime(11_000));
    expect(desk.host.requests("still_here")).toHaveLength(2);
    act(() => vi.advanceTimersByTime(60_000));
    expect(desk.host.requests("still_here")).toHaveLength(2);
  } finally {
    vi.useRealTimers();
  }
});

test("Lock and Settings are in the list of keys and among the commands", async () => {
  const desk = lockable({});
  await desk.user.type(await screen.findByRole("combobox"), ">lock");
  expect(await screen.findByRole("option", { name: /^Lock/ })).toHaveTextContent("Ctrl L");
  await desk.user.clear(screen.getByRole("combobox"));
  await desk.user.keyboard("{Control>},{/Control}");
  await waitFor(() => expect(desk.at()).toBe("/settings"));
  expect(screen.getByRole("link", { name: "Settings" })).toHaveAttribute("aria-current", "page");
  await desk.user.keyboard("?");
  const keys = within(await screen.findByRole("dialog"));
  expect(keys.getByText("Lock")).toBeInTheDocument();
  expect(keys.getByText("Settings")).toBeInTheDocument();
});
