import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { ConnectionView } from "@/ipc";
import { aProblem, type Handlers, later } from "@/ipc/fake";
import { aConnection, aRealConnection, aStart, aTest, theKinds } from "@/ipc/samples";
import { axeFaults, startDesk } from "./testDesk";

const KINDS: Handlers = {
  connection_kinds: () => ({ kinds: theKinds() }),
  keyring_state: () => ({ usable: true, why: null }),
};

/** A desk with real accounts, on the page of connections. */
function realDesk(handlers: Handlers = {}, connections: ConnectionView[] = [aRealConnection()]) {
  return startDesk(
    {
      start: () => aStart({ practice: false, connections }),
      connections: () => ({ connections }),
      ...KINDS,
      ...handlers,
    },
    "/connections",
  );
}

test("says that this is the practice shop, and only when it is", async () => {
  startDesk({}, "/connections");
  expect(await screen.findByText("This is the practice shop. Nothing real happens.")).toBeInTheDocument();
});

test("offers the way to a real account while there is none", async () => {
  const { user, at } = startDesk(KINDS, "/connections");
  await user.click(await screen.findByRole("button", { name: "Connect a real account" }));
  expect(at()).toBe("/connections/new");
});

test("in the practice shop there is nothing to set up on a connection and nothing to export", async () => {
  startDesk({}, "/connections");
  await screen.findByRole("region", { name: /ONSIM practice/ });
  for (const name of [/^Edit/, /^Remove/, /^Disable/, /^Export/]) {
    expect(screen.queryByRole("button", { name })).toBeNull();
  }
});

test("says nothing of a practice shop on a desk with real customers", async () => {
  realDesk();
  await screen.findByRole("heading", { name: "Connections" });
  expect(screen.queryByText(/practice shop/i)).toBeNull();
  expect(screen.getByText("1 connection · 1 in production")).toBeInTheDocument();
});

test("a connection says how it is, where it is, what it knows, what it can and why it cannot", async () => {
  const connection = aConnection({
    health: "credentials_refused",
    problem: aProblem({ code: "credentials_refused", provider_words: "invalid key" }),
    listed_at: Date.now() - 120_000,
  });
  startDesk(
    { start: () => aStart({ connections: [connection] }), connections: () => ({ connections: [connection] }) },
    "/connections",
  );
  const card = await screen.findByRole("region", { name: /ONSIM practice/ });
  expect(card).toHaveTextContent("Credentials refused");
  expect(card).toHaveTextContent("invalid key");
  expect(card).toHaveTextContent("http://127.0.0.1:40123");
  expect(card).toHaveTextContent("1,200 lines, list read 2 min ago");
  expect(within(card).getByText(/Get a new eSIM code/)).toHaveTextContent("cannot be undone");
  expect(within(card).getByText("ONSIM publishes no such call.")).toBeInTheDocument();
});

test("a list is read again, and says so while it is read", async () => {
  const { user, host } = startDesk({}, "/connections");
  await user.click(await screen.findByRole("button", { name: "Refresh list of ONSIM practice" }));
  expect(host.requests("refresh_lines")).toEqual([{ connection: "practice-onsim" }]);
  act(() => host.emit({ type: "connection", connection: aConnection({ listing: true }) }));
  expect(await screen.findByText("Reading the list…")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Refresh list of ONSIM practice" })).toBeDisabled();
});

test("a list that cannot be read says why", async () => {
  const { user } = startDesk(
    {
      refresh_lines: () => {
        throw aProblem({ code: "rate_limited", retry_after_s: 30 });
      },
    },
    "/connections",
  );
  await user.click(await screen.findByRole("button", { name: "Refresh list of ONSIM practice" }));
  expect(await screen.findByText("ONSIM takes no more requests for the moment.")).toBeInTheDocument();
});

test("a card says where the credentials are and whether it is production", async () => {
  realDesk({}, [aRealConnection({ credentials: "session", proxy: "http://proxy.example:8080" })]);
  const card = await screen.findByRole("region", { name: /ONSIM shop/ });
  expect(within(card).getByText("Production")).toBeInTheDocument();
  expect(card).toHaveTextContent("Real customers and real lines.");
  expect(card).toHaveTextContent("Kept for this session only.");
  expect(card).toHaveTextContent("http://proxy.example:8080");
});

test("a test tells that it works, or what may be the cause, each time it is asked for", async () => {
  const { user, host } = realDesk({ test_connection: () => aTest() });
  await user.click(await screen.findByRole("button", { name: "Test ONSIM shop" }));
  expect(await screen.findByText("It works: ONSIM answered in 240 ms.")).toBeInTheDocument();
  host.handlers.test_connection = () =>
    aTest({
      ok: false,
      problem: aProblem({ code: "not_allowed", provider_words: "Forbidden" }),
      causes: ["The address of this computer is not registered.", "The account lacks the right."],
    });
  await user.click(screen.getByRole("button", { name: "Test ONSIM shop" }));
  const notice = await screen.findByRole("alert");
  expect(notice).toHaveTextContent("ONSIM does not allow this account to do that.");
  expect(
    within(notice)
      .getAllByRole("listitem")
      .map((item) => item.textContent),
  ).toEqual(["The address of this computer is not registered.", "The account lacks the right."]);
  expect(notice).toHaveTextContent("Forbidden");
  expect(host.requests("test_connection")).toEqual([{ connection: "onsim-shop" }, { connection: "onsim-shop" }]);
});

test("a connection is disabled and enabled, and says so", async () => {
  const { user, host } = realDesk({ set_connection_enabled: ({ enabled }) => aRealConnection({ enabled }) });
  await user.click(await screen.findByRole("button", { name: "Disable ONSIM shop" }));
  expect(await screen.findByRole("button", { name: "Enable ONSIM shop" })).toBeInTheDocument();
  expect(screen.getByRole("region", { name: /ONSIM shop/ })).toHaveTextContent("Switched off on this desk");
  expect(screen.getByRole("button", { name: "Refresh list of ONSIM shop" })).toBeDisabled();
  expect(screen.getByRole("button", { name: /^ONSIM disabled · Production/ })).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Enable ONSIM shop" }));
  expect(await screen.findByRole("button", { name: "Disable ONSIM shop" })).toBeInTheDocument();
  expect(host.requests("set_connection_enabled").map((one) => one.enabled)).toEqual([false, true]);
});

test("a connection that cannot be disabled says why", async () => {
  const message = "connections.json, line 4: a comma is missing";
  const { user } = realDesk({
    set_connection_enabled: () => {
      throw aProblem({ code: "connections_file_unusable", provider: null, message });
    },
  });
  await user.click(await screen.findByRole("button", { name: "Disable ONSIM shop" }));
  const notice = await screen.findByRole("alert");
  expect(notice).toHaveTextContent("The file with the connections cannot be read.");
  // Which file, which line: that is needed to mend it, so it is not only in the folded details.
  expect(within(notice).getByText(`${message}.`).closest("details")).toBeNull();
});

test("production is removed only after its label is typed, and the last one brings the practice shop back", async () => {
  const connections = [aRealConnection()];
  let practice = false;
  const { user, host, reload } = realDesk({
    start: () => aStart({ practice, connections }),
    remove_connection: () => {
      practice = true;
      return {};
    },
  });
  await user.click(await screen.findByRole("button", { name: "Remove ONSIM shop" }));
  const dialog = screen.getByRole("dialog", { name: "Remove ONSIM shop?" });
  expect(dialog).toHaveTextContent("It is the last one: the practice shop comes back.");
  expect(within(dialog).getByRole("button", { name: "Remove" })).toBeDisabled();
  await user.type(within(dialog).getByRole("textbox"), "ONSIM sho{Enter}");
  expect(host.requests("remove_connection")).toEqual([]);
  await user.keyboard("p");
  await user.click(within(dialog).getByRole("button", { name: "Remove" }));
  expect(host.requests("remove_connection")).toEqual([{ connection: "onsim-shop" }]);
  await waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
});

test("staging is removed without typing; the others stay and the window goes on", async () => {
  const staging = aRealConnection({ id: "atomic-test", label: "Atomic test", environment: "staging" });
  let connections = [aRealConnection(), staging];
  const { user, reload } = realDesk({
    start: () => aStart({ practice: false, connections }),
    connections: () => ({ connections }),
    remove_connection: () => {
      connections = [aRealConnection()];
      return {};
    },
  });
  await user.click(await screen.findByRole("button", { name: "Remove Atomic test" }));
  await user.click(screen.getByRole("button", { name: "Remove" }));
  await waitFor(() => expect(screen.queryByRole("region", { name: /Atomic test/ })).toBeNull());
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(screen.getByRole("region", { name: /ONSIM shop/ })).toBeInTheDocument();
  expect(reload).not.toHaveBeenCalled();
});

test("a removal that fails says why and can be tried again", async () => {
  const { user } = realDesk(
    {
      remove_connection: () => {
        throw aProblem({ code: "keyring_unusable", provider: null });
      },
    },
    [aRealConnection({ environment: "staging" })],
  );
  await user.click(await screen.findByRole("button", { name: "Remove ONSIM shop" }));
  await user.click(screen.getByRole("button", { name: "Remove" }));
  const dialog = screen.getByRole("dialog");
  expect(await within(dialog).findByText("This computer's keyring cannot be used.")).toBeInTheDocument();
  expect(within(dialog).getByRole("button", { name: "Remove" })).toBeEnabled();
});

test("an export is shown and copied; without a clipboard it is selected instead", async () => {
  const { user } = realDesk({ export_connections: () => ({ text: '{"version":1}' }) });
  await user.click(await screen.findByRole("button", { name: "Export…" }));
  const text = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Connections as text" });
  expect(text).toHaveValue('{"version":1}');
  await user.click(screen.getByRole("button", { name: "Copy" }));
  expect(await screen.findByText("Copied.")).toBeInTheDocument();
  expect(await navigator.clipboard.readText()).toBe('{"version":1}');
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("denied"));
  await user.click(screen.getByRole("button", { name: "Copy" }));
  expect(await screen.findByText(/The text is selected/)).toBeInTheDocument();
  expect(text).toHaveFocus();
  expect([text.selectionStart, text.selectionEnd]).toEqual([0, 13]);
});

test("an export that fails says why and can be tried again", async () => {
  const { user, host } = realDesk({
    export_connections: () => {
      throw aProblem({ code: "connections_file_unusable", provider: null });
    },
  });
  await user.click(await screen.findByRole("button", { name: "Export…" }));
  expect(await screen.findByText("The file with the connections cannot be read.")).toBeInTheDocument();
  host.handlers.export_connections = () => ({ text: "{}" });
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("textbox", { name: "Connections as text" })).toHaveValue("{}");
});

test("an import tells what was added and what was refused and why, then the desk is taken up anew", async () => {
  let practice = true;
  const message = "the address must begin with https://";
  const { user, host, reload } = startDesk(
    {
      start: () => aStart({ practice }),
      import_connections: () => {
        practice = false;
        const problem = aProblem({ code: "invalid_input", provider: null, field: "base_url", message });
        return { added: [aRealConnection({ credentials: "missing" })], refused: [{ label: "Reach US", problem }] };
      },
    },
    "/connections",
  );
  await user.click(await screen.findByRole("button", { name: "Import…" }));
  const dialog = screen.getByRole("dialog", { name: "Import connections" });
  await user.click(within(dialog).getByRole("button", { name: "Import" }));
  expect(dialog).toHaveTextContent("Paste the text an export gave.");
  expect(host.requests("import_connections")).toEqual([]);
  await user.click(within(dialog).getByRole("textbox"));
  await user.paste('{"version":1}');
  await user.click(within(dialog).getByRole("button", { name: "Import" }));
  expect(await within(dialog).findByText("1 connection was added.")).toBeInTheDocument();
  const refused = within(dialog).getByRole("listitem");
  expect(refused).toHaveTextContent("Reach US");
  expect(refused).toHaveTextContent("The address cannot be used as it is.");
  expect(refused).toHaveTextContent("The address must begin with https://.");
  expect(reload).not.toHaveBeenCalled();
  await user.click(within(dialog).getByRole("button", { name: "Done" }));
  await waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
});

test("a text that is no export keeps what was pasted", async () => {
  const message = "this is no list of connections: EOF";
  const { user } = realDesk({
    import_connections: () => {
      throw aProblem({ code: "invalid_input", provider: null, field: "text", message });
    },
  });
  await user.click(await screen.findByRole("button", { name: "Import…" }));
  const dialog = screen.getByRole("dialog");
  await user.click(within(dialog).getByRole("textbox"));
  await user.paste("nonsense");
  await user.click(within(dialog).getByRole("button", { name: "Import" }));
  expect(await within(dialog).findByText("The text cannot be used as it is.")).toBeInTheDocument();
  expect(dialog).toHaveTextContent("This is no list of connections: EOF.");
  expect(within(dialog).getByRole("textbox")).toHaveValue("nonsense");
});

test("missing credentials are said on the card and on the search page, with the way to enter them", async () => {
  const { user, at } = realDesk({}, [aRealConnection({ credentials: "missing", lines: 0, listed_at: null })]);
  const card = await screen.findByRole("region", { name: /ONSIM shop/ });
  expect(card).toHaveTextContent("No credentials");
  expect(within(card).getByRole("button", { name: "Test ONSIM shop" })).toBeDisabled();
  await user.keyboard("gs");
  expect(await screen.findByText("The credentials of ONSIM shop are not on this computer.")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Enter credentials" }));
  expect(at()).toBe("/connection/onsim-shop/credentials");
});

test("two connections of one provider go by their labels in the top bar", async () => {
  realDesk({}, [aRealConnection(), aRealConnection({ id: "onsim-test", label: "ONSIM test", environment: "staging" })]);
  expect(await screen.findByRole("button", { name: /^ONSIM shop · Production, connection/ })).toBeInTheDocument();
  expect(screen.getByRole("button", { name: /^ONSIM test · Staging, connection/ })).toBeInTheDocument();
});

test("the cards and their tests have no fault that axe finds", async () => {
  const answer = later<ReturnType<typeof aTest>>();
  const { user } = realDesk({ test_connection: () => answer.promise }, [
    aRealConnection(),
    aRealConnection({ id: "x", label: "Other", credentials: "missing", environment: "staging" }),
  ]);
  await user.click(await screen.findByRole("button", { name: "Test ONSIM shop" }));
  expect(await axeFaults("main")).toEqual([]);
  await act(async () =>
    answer.answer(aTest({ ok: false, causes: ["One."], problem: aProblem({ code: "timed_out" }) })),
  );
  expect(await axeFaults("main")).toEqual([]);
});

test.each(["Export…", "Import…", "Remove ONSIM shop"])("the dialog of %s has no fault that axe finds", async (name) => {
  const { user } = realDesk({ export_connections: () => ({ text: "{}" }) });
  await user.click(await screen.findByRole("button", { name }));
  await screen.findByRole("dialog");
  expect(await axeFaults("[role=dialog]")).toEqual([]);
});
