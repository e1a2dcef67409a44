// The pages of one connection: testing it, editing it, and giving it other credentials.
import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { ConnectionView } from "@/ipc";
import { aProblem, type Handlers } from "@/ipc/fake";
import { aRealConnection, aStart, aTest } from "@/ipc/samples";
import { ANSWERS, field, isNowhere, SECRET } from "./ConnectionBench";
import { axeFaults, startDesk, type TestDesk } from "./testDesk";

/** A desk with one real account, on one of its pages. */
function having(page: string, handlers: Handlers = {}, over: Partial<ConnectionView> = {}): TestDesk {
  const connections = [aRealConnection(over)];
  return startDesk(
    {
      ...ANSWERS,
      start: () => aStart({ practice: false, connections }),
      connections: () => ({ connections }),
      ...handlers,
    },
    `/connection/onsim-shop/${page}`,
  );
}

test("a connection is tested once when the page of its test appears, and again with F5", async () => {
  const { user, host, at } = having("test");
  expect(await screen.findByText("It works: ONSIM answered in 240 ms.")).toBeInTheDocument();
  expect(host.requests("test_connection")).toEqual([{ connection: "onsim-shop" }]);
  expect(within(screen.getByRole("main")).getByText("Production")).toBeInTheDocument();
  await user.keyboard("{F5}");
  await waitFor(() => expect(host.requests("test_connection")).toHaveLength(2));
  await user.click(screen.getByRole("button", { name: "Done" }));
  expect(at()).toBe("/connections");
});

test("a test that fails says what may be the cause and how to mend it", async () => {
  const { user, at } = having("test", {
    test_connection: () =>
      aTest({
        ok: false,
        problem: aProblem({ code: "credentials_refused" }),
        causes: ["The key was mistyped.", "It belongs to another environment."],
      }),
  });
  const notice = await screen.findByRole("alert");
  expect(notice).toHaveTextContent("ONSIM refused the credentials of this connection.");
  expect(notice).toHaveTextContent("The key was mistyped.");
  expect(notice).toHaveTextContent("The connection is kept as it is");
  await user.click(screen.getByRole("button", { name: "Rotate credentials…" }));
  expect(at()).toBe("/connection/onsim-shop/credentials");
});

test("a test that cannot be run at all says so", async () => {
  having("test", {
    test_connection: () => {
      throw aProblem({ code: "no_such_connection", provider: null });
    },
  });
  expect(await screen.findByText("This desk has no such connection.")).toBeInTheDocument();
});

test("an edit begins with what is there, sends what it became, and tests it", async () => {
  const { user, host, at } = having("edit", {
    edit_connection: (request) => aRealConnection({ ...request, id: "onsim-shop" }),
  });
  expect(await field("Label")).toHaveValue("ONSIM shop");
  expect(screen.queryByLabelText("API key")).toBeNull();
  await user.type(await field("Label"), " 2");
  await user.click(screen.getByRole("radio", { name: /^Staging/ }));
  await user.type(await field("Proxy (optional)"), "http://proxy.example:8080");
  await user.click(screen.getByRole("button", { name: "Save and test" }));
  expect(host.requests("edit_connection")).toEqual([
    {
      connection: "onsim-shop",
      label: "ONSIM shop 2",
      environment: "staging",
      base_url: "https://api.onsim.example",
      proxy: "http://proxy.example:8080",
      findings: [],
    },
  ]);
  await waitFor(() => expect(at()).toBe("/connection/onsim-shop/test"));
});

test("an edit that is refused stays with what was typed", async () => {
  const { user } = having("edit", {
    edit_connection: () => {
      throw aProblem({
        code: "invalid_input",
        provider: null,
        field: "base_url",
        message: "the address must begin with https://",
      });
    },
  });
  await user.clear(await field("Address"));
  await user.type(await field("Address"), "http://onsim.example");
  await user.click(screen.getByRole("button", { name: "Save and test" }));
  expect(await screen.findByText("The address must begin with https://.")).toBeInTheDocument();
  expect(await field("Address")).toHaveValue("http://onsim.example");
  expect(await field("Address")).toHaveFocus();
});

test("other credentials are sent, tested, and leave nothing behind", async () => {
  const { user, host, at } = having("credentials", { rotate_credentials: () => aRealConnection() });
  expect(await field("API key")).toHaveValue("");
  expect(screen.getByText(/The credentials in force are not shown/)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Save and test" }));
  expect(await field("API key")).toHaveFocus();
  expect(host.requests("rotate_credentials")).toEqual([]);
  await user.keyboard(`${SECRET}{Enter}`);
  expect(host.requests("rotate_credentials")).toEqual([
    { connection: "onsim-shop", mode: "api_key", credentials: [{ id: "api_key", value: SECRET }], keep: "keyring" },
  ]);
  await waitFor(() => expect(at()).toBe("/connection/onsim-shop/test"));
  expect(isNowhere(SECRET)).toBe(true);
});

test("credentials that are missing are entered the same way", async () => {
  having("credentials", {}, { credentials: "missing" });
  expect(await screen.findByRole("heading", { name: "Enter credentials of ONSIM shop" })).toBeInTheDocument();
  expect(screen.queryByText(/The credentials in force/)).toBeNull();
});

test("credentials that were kept for a session are kept so again unless a person says otherwise", async () => {
  having("credentials", {}, { credentials: "session" });
  expect(await screen.findByRole("radio", { name: /^Only for this session/ })).toBeChecked();
});

test("a connection that is gone says so", async () => {
  const { user, at } = startDesk(ANSWERS, "/connection/practice-onsim/edit");
  expect(await screen.findByText("This desk has no such connection")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Back to Connections" }));
  expect(at()).toBe("/connections");
});

test.each(["test", "edit", "credentials"])("the page %s has no fault that axe finds", async (page) => {
  having(page);
  await screen.findByRole("heading", { level: 1 });
  expect(await axeFaults()).toEqual([]);
});

test("what a provider does not document can be set in an edit, and what is set is seen from the start", async () => {
  const { user, host } = having(
    "edit",
    { edit_connection: () => aRealConnection() },
    {
      provider: "reach",
      provider_name: "Reach",
      findings: [{ id: "suspended_codes", value: "3" }],
    },
  );
  expect(await field("Status codes of a suspended line")).toHaveValue("3");
  expect(screen.getByLabelText("Word for a SIM card in an order")).toHaveValue("physical");
  await user.type(await field("Status codes of a suspended line"), ", 4");
  await user.selectOptions(screen.getByLabelText("Word for a SIM card in an order"), "psim");
  await user.click(screen.getByRole("button", { name: "Save and test" }));
  expect(host.requests("edit_connection")[0]?.findings).toEqual([
    { id: "suspended_codes", value: "3, 4" },
    { id: "card_in_orders", value: "psim" },
  ]);
});

test("a finding that is refused is told at its field", async () => {
  const { user } = having(
    "edit",
    {
      edit_connection: () => {
        throw aProblem({
          code: "invalid_input",
          provider: null,
          field: "suspended_codes",
          message: "the code 2 cannot mean two things",
        });
      },
    },
    { provider: "reach", provider_name: "Reach", findings: [{ id: "suspended_codes", value: "2" }] },
  );
  await field("Status codes of a suspended line");
  await user.click(screen.getByRole("button", { name: "Save and test" }));
  expect(await screen.findByText("The code 2 cannot mean two things.")).toBeInTheDocument();
  expect(await field("Status codes of a suspended line")).toHaveValue("2");
});

test("a provider of which everything is documented has no such settings", async () => {
  having("edit");
  await field("Label");
  expect(screen.queryByText(/does not document/)).toBeNull();
});
