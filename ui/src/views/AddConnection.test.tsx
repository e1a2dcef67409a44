// Adding a connection. Where a credential goes and where it must not stay.
import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { ConnectionView } from "@/ipc";
import { aProblem, type Handlers, later } from "@/ipc/fake";
import { aRealConnection, aStart, theKinds } from "@/ipc/samples";
import { ANSWERS, field, isNowhere, SECRET } from "./ConnectionBench";
import { axeFaults, startDesk, type TestDesk } from "./testDesk";

/** A practice shop, about to get its first real account. */
function adding(handlers: Handlers = {}): TestDesk {
  return startDesk({ ...ANSWERS, add_connection: () => aRealConnection(), ...handlers }, "/connections/new");
}

const add = () => screen.getByRole("button", { name: "Add and test" });

async function fillOnsim({ user }: TestDesk): Promise<void> {
  await user.click(await screen.findByRole("radio", { name: /^ONSIM/ }));
  await user.click(screen.getByRole("radio", { name: /^Production/ }));
  await user.type(await field("API key"), SECRET);
}

test("only what this version can connect to is offered, with its published address filled in", async () => {
  const { user } = adding();
  const group = await screen.findByRole("radiogroup", { name: "Provider" });
  expect(
    within(group)
      .getAllByRole("radio")
      .map((radio) => radio.getAttribute("value")),
  ).toEqual(["onsim", "reach"]);
  expect(screen.queryByRole("button", { name: "Add and test" })).toBeNull();
  await user.click(screen.getByRole("radio", { name: /^ONSIM/ }));
  expect(await field("Address")).toHaveValue("https://api.onsim.example");
  expect(await field("Label")).toHaveValue("ONSIM");
  await user.click(screen.getByRole("radio", { name: /^Reach/ }));
  expect(await field("Address")).toHaveValue("");
  expect(screen.getByText(/Reach publishes no address/)).toBeInTheDocument();
  expect(await field("Label")).toHaveValue("Reach");
});

test("another provider takes nothing away that was typed, but the credentials begin empty", async () => {
  const { user } = adding();
  await user.click(await screen.findByRole("radio", { name: /^ONSIM/ }));
  await user.clear(await field("Label"));
  await user.type(await field("Label"), "Shop 4");
  await user.type(await field("API key"), SECRET);
  await user.click(screen.getByRole("radio", { name: /^Reach/ }));
  expect(await field("Label")).toHaveValue("Shop 4");
  expect(await field(/^API key/)).toHaveValue("");
  expect(isNowhere(SECRET)).toBe(true);
});

test("a connection is added by keyboard alone, from the page of connections", async () => {
  const { user, host, at } = startDesk({ ...ANSWERS, add_connection: () => aRealConnection() }, "/connections");
  await screen.findByRole("region", { name: /ONSIM practice/ });
  await user.keyboard("n");
  await waitFor(() => expect(screen.getByRole("radio", { name: /^ONSIM/ })).toHaveFocus());
  await user.keyboard("1");
  await user.tab();
  expect(await field("Label")).toHaveFocus();
  await user.keyboard("Shop 4");
  await user.tab();
  await user.keyboard("{ArrowDown}");
  expect(screen.getByRole("radio", { name: /^Production/ })).toBeChecked();
  await user.tab();
  expect(await field("Address")).toHaveFocus();
  await user.tab();
  await user.keyboard("http://proxy.example:8080");
  await user.tab();
  expect(await field("API key")).toHaveFocus();
  await user.keyboard(`${SECRET}{Enter}`);
  expect(host.requests("add_connection")).toEqual([
    {
      provider: "onsim",
      label: "Shop 4",
      environment: "production",
      base_url: "https://api.onsim.example",
      proxy: "http://proxy.example:8080",
      findings: [],
      mode: "api_key",
      credentials: [{ id: "api_key", value: SECRET }],
      keep: "keyring",
    },
  ]);
  await waitFor(() => expect(at()).toBe("/connection/onsim-shop/test"));
});

test("what is missing is said at each field before anything is sent, and the first one has the focus", async () => {
  const { user, host } = adding();
  await user.click(await screen.findByRole("radio", { name: /^Reach/ }));
  await user.clear(await field("Label"));
  await user.click(add());
  expect(await field("Label")).toHaveAccessibleDescription(/Give it a name that people know it by\./);
  expect(screen.getByText("Choose one of the two.")).toBeInTheDocument();
  expect(await field("Address")).toHaveAccessibleDescription(/Type the address the provider gave\./);
  expect(await field("Client secret")).toHaveAccessibleDescription("Type it as the provider gave it.");
  expect(await field("API key (optional)")).toBeValid();
  expect(await field("Label")).toHaveFocus();
  expect(host.requests("add_connection")).toEqual([]);
  await user.keyboard("Reach US");
  expect(screen.queryByText(/Give it a name/)).toBeNull();
});

test("a wrong choice gets the focus like a wrong field", async () => {
  const { user } = adding();
  await user.click(await screen.findByRole("radio", { name: /^ONSIM/ }));
  await user.type(await field("API key"), `${SECRET}{Enter}`);
  await waitFor(() => expect(screen.getByRole("radio", { name: /^Staging/ })).toHaveFocus());
});

test("there are as many kinds of credentials as the provider has, and only their fields are sent", async () => {
  const desk = adding();
  const { user, host } = desk;
  await user.click(await screen.findByRole("radio", { name: /^Reach/ }));
  expect(await field("Client ID")).toHaveAttribute("type", "text");
  expect(await field("Client secret")).toHaveAttribute("type", "password");
  await user.type(await field("Client secret"), "first");
  await user.click(screen.getByRole("radio", { name: "Key pair" }));
  expect(screen.queryByLabelText("Client secret")).toBeNull();
  await user.click(screen.getByRole("radio", { name: /^Staging/ }));
  await user.type(await field("Address"), "https://reach.example");
  await user.type(await field("Access key"), "ak");
  await user.type(await field("Secret key"), "sk");
  await user.click(add());
  expect(host.requests("add_connection")[0]).toMatchObject({
    environment: "staging",
    proxy: null,
    findings: [],
    mode: "key_pair",
    credentials: [
      { id: "access_key", value: "ak" },
      { id: "secret_key", value: "sk" },
    ],
  });
});

test("a credential is never in an attribute or in the text, and is gone as soon as the desk has it", async () => {
  const answer = later<ConnectionView>();
  const desk = adding({ add_connection: () => answer.promise });
  await fillOnsim(desk);
  const key = await field("API key");
  expect(key).toHaveAttribute("type", "password");
  expect(key).toHaveAttribute("autocomplete", "off");
  expect(document.documentElement.outerHTML).not.toContain(SECRET);
  await desk.user.click(add());
  const started = later<ReturnType<typeof aStart>>();
  desk.host.handlers.start = () => started.promise;
  await act(async () => answer.answer(aRealConnection()));
  // The form is still there while the desk is taken up anew; the field is empty already.
  expect(key).toBeInTheDocument();
  expect(key).toHaveValue("");
  await act(async () => started.answer(aStart({ practice: false, connections: [aRealConnection()] })));
  expect(isNowhere(SECRET)).toBe(true);
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain(SECRET);
  expect(window.location.href + document.title).not.toContain(SECRET);
});

test("a refusal keeps everything that was typed and says what is wrong where it is wrong", async () => {
  const desk = adding({
    add_connection: () => {
      throw aProblem({
        code: "invalid_input",
        provider: null,
        field: "label",
        message: "another connection has this label",
      });
    },
  });
  await fillOnsim(desk);
  await desk.user.click(add());
  expect(await screen.findByText("Another connection has this label.")).toBeInTheDocument();
  expect(await field("Label")).toHaveFocus();
  expect(await field("API key")).toHaveValue(SECRET);
  expect(screen.getByRole("radio", { name: /^Production/ })).toBeChecked();
  desk.host.handlers.add_connection = () => aRealConnection();
  await desk.user.click(add());
  await waitFor(() => expect(desk.at()).toBe("/connection/onsim-shop/test"));
});

test("a refusal of the whole is said in words, and nothing typed is lost", async () => {
  const desk = adding({
    add_connection: () => {
      throw aProblem({ code: "keyring_unusable", provider: null });
    },
  });
  await fillOnsim(desk);
  await desk.user.click(add());
  expect(await screen.findByRole("alert")).toHaveTextContent("This computer's keyring cannot be used.");
  expect(await field("API key")).toHaveValue(SECRET);
  await desk.user.click(screen.getByRole("radio", { name: /^Only for this session/ }));
  desk.host.handlers.add_connection = () => aRealConnection({ credentials: "session" });
  await desk.user.click(add());
  expect(desk.host.requests("add_connection").at(-1)).toMatchObject({ keep: "session" });
});

test("without a usable keyring credentials are kept for this session only, and why is said", async () => {
  const desk = adding({ keyring_state: () => ({ usable: false, why: "No program offers the Secret Service." }) });
  await fillOnsim(desk);
  expect(screen.getByRole("radio", { name: /^Only for this session/ })).toBeChecked();
  expect(screen.getByRole("radio", { name: /^Keep in this computer's keyring/ })).toBeDisabled();
  expect(screen.getByText(/No program offers the Secret Service\./)).toBeInTheDocument();
  await desk.user.click(add());
  expect(desk.host.requests("add_connection")[0]).toMatchObject({ keep: "session" });
});

test("the first real account begins the window anew, on the page that tests it", async () => {
  let practice = true;
  const desk = adding({
    start: () => aStart({ practice }),
    add_connection: () => {
      practice = false;
      return aRealConnection();
    },
  });
  await fillOnsim(desk);
  expect(screen.getByText("The practice shop goes off when this connection is there.")).toBeInTheDocument();
  await desk.user.click(add());
  await waitFor(() => expect(desk.reload).toHaveBeenCalledTimes(1));
  expect(desk.at()).toBe("/connection/onsim-shop/test");
});

test("one more account does not begin the window anew", async () => {
  const connections = [aRealConnection({ id: "first", label: "ONSIM" })];
  const desk = adding({
    start: () => aStart({ practice: false, connections }),
    connections: () => ({ connections }),
    add_connection: () => {
      connections.push(aRealConnection());
      return aRealConnection();
    },
  });
  await fillOnsim(desk);
  // The provider's name is taken as a label, so none is proposed.
  await desk.user.type(await field("Label"), "ONSIM shop");
  await desk.user.click(add());
  expect(await screen.findByText("It works: ONSIM answered in 240 ms.")).toBeInTheDocument();
  expect(desk.reload).not.toHaveBeenCalled();
  expect(desk.at()).toBe("/connection/onsim-shop/test");
});

test("Escape goes back at once when nothing was typed, and asks when something was", async () => {
  const { user, at } = adding();
  await user.click(await screen.findByRole("radio", { name: /^ONSIM/ }));
  await user.type(await field("API key"), "x");
  await user.keyboard("{Escape}");
  const dialog = await screen.findByRole("dialog", { name: "Leave without saving?" });
  expect(await axeFaults("[role=dialog]")).toEqual([]);
  await user.click(within(dialog).getByRole("button", { name: "Stay" }));
  expect(await field("API key")).toHaveValue("x");
  await user.clear(await field("API key"));
  await user.keyboard("{Escape}");
  expect(at()).toBe("/connections");
});

test("what can be connected to is read again when it could not be read", async () => {
  let fails = true;
  const { user } = adding({
    connection_kinds: () => {
      if (fails) throw aProblem({ code: "internal", provider: null, retry_safe: true });
      return { kinds: theKinds() };
    },
  });
  const again = await screen.findByRole("button", { name: "Try again" });
  fails = false;
  await user.click(again);
  expect(await screen.findByRole("radio", { name: /^ONSIM/ })).toBeInTheDocument();
});

test("the forms have no fault that axe finds, empty or wrong", async () => {
  const { user } = adding({ keyring_state: () => ({ usable: false, why: "It is locked." }) });
  await screen.findByRole("radio", { name: /^Reach/ });
  expect(await axeFaults("main")).toEqual([]);
  await user.click(screen.getByRole("radio", { name: /^Reach/ }));
  await user.clear(await field("Label"));
  await user.click(add());
  expect(await axeFaults("main")).toEqual([]);
});
