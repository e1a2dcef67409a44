import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { PinAnswer, SettingsView } from "@/ipc";
import { aProblem } from "@/ipc/fake";
import { aLock, SAMPLE_NOW, theSettings } from "@/ipc/samples";
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
          retention: { ...settings.retention, after: change.forget_after ?? settings.retention.after },
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

const lockNever = () =>
  within(screen.getByRole("radiogroup", { name: /Lock when nobody/ })).getByRole("radio", { name: "Never" });

test("the time before the desk locks itself is chosen, and only that is sent", async () => {
  const { user, host } = settingsDesk();
  expect(await screen.findByRole("radio", { name: /After 10 minutes/ })).toBeChecked();
  await user.click(lockNever());
  expect(host.requests("change_settings")).toEqual([{ lock_after_s: 0, notify: null, forget_after: null }]);
  await waitFor(() => expect(lockNever()).toBeChecked());
});

test("the page has no fault that axe finds", async () => {
  settingsDesk();
  await screen.findByRole("radio", { name: /After 10 minutes/ });
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
  expect(host.requests("change_settings")).toEqual([{ lock_after_s: null, notify: false, forget_after: null }]);
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

test("how long personal details are kept is chosen", async () => {
  const { user, host } = settingsDesk();
  expect(await screen.findByRole("radio", { name: "5 years" })).toBeChecked();
  await user.click(screen.getByRole("radio", { name: "1 year" }));
  expect(host.requests("change_settings")).toEqual([{ lock_after_s: null, notify: null, forget_after: "one_year" }]);
  await waitFor(() => expect(screen.getByRole("radio", { name: "1 year" })).toBeChecked());
});

test("what the policy says cannot be chosen, nor undercut", async () => {
  const { user } = settingsDesk(
    { retention: { after: "two_years", fixed: true } },
    { forget_preview: () => ({ before: SAMPLE_NOW, count: { actions: 0, customers: 0 } }) },
  );
  expect(await screen.findByText("Forgotten after: 2 years")).toBeInTheDocument();
  expect(screen.queryByRole("radio", { name: "1 year" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Forget now…" }));
  const older = screen.getByRole("combobox", { name: "Older than" });
  expect([...older.querySelectorAll("option")].map((option) => option.textContent)).toEqual(["5 years", "2 years"]);
  expect(await screen.findByText(/Nothing is that old/)).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Forget personal details" })).toBeDisabled();
});

test("forgetting now takes the number of actions, typed, and counts again when it has changed", async () => {
  let actions = 12;
  const { user, host } = settingsDesk(
    {},
    {
      forget_preview: () => ({ before: SAMPLE_NOW, count: { actions, customers: 1 } }),
      forget_now: (request) => {
        if (request.actions !== actions) throw aProblem({ code: "preview_outdated", provider: null });
        return { actions, customers: 1 };
      },
    },
  );
  await user.click(await screen.findByRole("button", { name: "Forget now…" }));
  expect(await screen.findByText(/12 actions from before .* and 1 customer would lose/)).toBeInTheDocument();
  const confirm = screen.getByRole("button", { name: "Forget personal details" });
  const field = screen.getByRole("textbox", { name: "Type the number of actions to confirm" });
  await user.type(field, "11");
  expect(confirm).toBeDisabled();
  await user.clear(field);
  await user.type(field, "12");
  expect(await axeFaults()).toEqual([]);
  actions = 13;
  await user.click(confirm);
  expect(await screen.findByText(/13 actions from before/)).toBeInTheDocument();
  expect(field).toHaveValue("");
  await user.type(field, "13{Enter}");
  expect(await screen.findByText("Personal details of 13 actions forgotten")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Forget now…" })).toBeInTheDocument();
  expect(host.requests("forget_now")).toEqual([
    { after: "five_years", actions: 12 },
    { after: "five_years", actions: 13 },
  ]);
});
