import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { PinAnswer, SettingsView } from "@/ipc";
import { aProblem } from "@/ipc/fake";
import { aLock, theSettings } from "@/ipc/samples";
import { isNowhere } from "./ConnectionBench";
import { axeFaults, startDesk } from "./testDesk";

const PIN = "kiosk-2580";

function settingsDesk(over: Partial<SettingsView> = {}, rest: Parameters<typeof startDesk>[0] = {}) {
  let settings = theSettings(over);
  const right = (lock = settings.lock): PinAnswer => {
    settings = { ...settings, lock };
    return { tried: "right", lock };
  };
  return startDesk(
    {
      settings: () => settings,
      change_settings: (change) => {
        settings = {
          ...settings,
          lock_after_s: change.lock_after_s ?? settings.lock_after_s,
          notify: change.notify ?? settings.notify,
        };
        return settings;
      },
      set_pin: () => right(aLock({ pin: "keyring" })),
      remove_pin: () => right(aLock()),
      ...rest,
    },
    "/settings",
  );
}

test("the time before the desk locks itself is chosen, and only that is sent", async () => {
  const { user, host } = settingsDesk();
  expect(await screen.findByRole("radio", { name: /After 10 minutes/ })).toBeChecked();
  await user.click(screen.getByRole("radio", { name: /Never/ }));
  expect(host.requests("change_settings")).toEqual([{ lock_after_s: 0, notify: null }]);
  await waitFor(() => expect(screen.getByRole("radio", { name: /Never/ })).toBeChecked());
  expect(await axeFaults()).toEqual([]);
});

test("a time written into the file by hand is shown as it is", async () => {
  settingsDesk({ lock_after_s: 45 });
  expect(await screen.findByRole("radio", { name: /After 45 seconds/ })).toBeChecked();
});

test("what the system does not tell is said plainly", async () => {
  settingsDesk({ locks_with_computer: false });
  expect(await screen.findByText(/does not tell SIMdesk when its screen is locked/)).toBeInTheDocument();
});

test("notifications are switched, and a refusal puts the switch back", async () => {
  let fails = false;
  const { user, host } = settingsDesk(
    {},
    {
      change_settings: (change) => {
        if (fails) throw aProblem({ code: "settings_unusable", provider: null });
        return theSettings({ notify: change.notify ?? true });
      },
    },
  );
  const it = await screen.findByRole("switch");
  expect(it).toBeChecked();
  await user.click(it);
  expect(host.requests("change_settings")).toEqual([{ lock_after_s: null, notify: false }]);
  await waitFor(() => expect(it).not.toBeChecked());
  fails = true;
  await user.click(it);
  expect(await screen.findByText("The settings of this desk cannot be written.")).toBeInTheDocument();
  expect(it).not.toBeChecked();
});

test("a PIN is set when it was typed twice alike, and is nowhere afterwards", async () => {
  const { user, host } = settingsDesk();
  await user.click(await screen.findByRole("button", { name: "Set a PIN…" }));
  expect(screen.getByLabelText("New PIN")).toHaveFocus();
  await user.keyboard(PIN);
  await user.type(screen.getByLabelText("New PIN again"), "kiosk-2581{Enter}");
  expect(await screen.findByText("This is not the same as above. Type it again.")).toBeInTheDocument();
  expect(host.requests("set_pin")).toHaveLength(0);
  expect(screen.getByLabelText("New PIN again")).toHaveFocus();
  await user.keyboard(`${PIN}{Enter}`);
  expect(await screen.findByText(/A PIN is set/)).toBeInTheDocument();
  expect(host.requests("set_pin")).toEqual([{ current: null, new: PIN }]);
  expect(isNowhere(PIN)).toBe(true);
});

test("a PIN that is refused says what a PIN is", async () => {
  const { user } = settingsDesk(
    {},
    {
      set_pin: () => {
        throw aProblem({ code: "invalid_input", provider: null, field: "pin" });
      },
    },
  );
  await user.click(await screen.findByRole("button", { name: "Set a PIN…" }));
  await user.type(screen.getByLabelText("New PIN"), "1234");
  await user.type(screen.getByLabelText("New PIN again"), "1234{Enter}");
  expect(await screen.findByText(/The PIN cannot be used as it is\. 4 to 64/)).toBeInTheDocument();
});

test("removing takes the PIN in force, and a wrong one says how many tries are left", async () => {
  const lock = aLock({ pin: "keyring" });
  let tries = 5;
  const { user, host } = settingsDesk(
    { lock },
    {
      remove_pin: ({ current }) => {
        if (current === PIN) return { tried: "right", lock: aLock() };
        tries -= 1;
        return { tried: "wrong", lock: { ...lock, tries_left: tries } };
      },
    },
  );
  await user.click(await screen.findByRole("button", { name: "Remove the PIN…" }));
  await user.type(screen.getByLabelText("PIN in force"), "1111{Enter}");
  expect(await screen.findByText("That is not the PIN. 4 tries left.")).toBeInTheDocument();
  await user.keyboard(`${PIN}{Enter}`);
  expect(await screen.findByText(/There is no PIN/)).toBeInTheDocument();
  expect(host.requests("remove_pin")).toEqual([{ current: "1111" }, { current: PIN }]);
});

test("a PIN that ends with the program says so", async () => {
  settingsDesk({ lock: aLock({ pin: "session" }) });
  expect(await screen.findByText("The PIN counts until SIMdesk ends")).toBeInTheDocument();
});

test("the theme is chosen here too", async () => {
  const { user } = settingsDesk();
  await user.click(await screen.findByRole("radio", { name: "Dark" }));
  expect(document.documentElement.dataset.theme).toBe("dark");
  await user.click(screen.getByRole("radio", { name: "As the system" }));
});
