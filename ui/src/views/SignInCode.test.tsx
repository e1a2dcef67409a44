// The code a provider asks for when a connection's user signs in, wherever it can be entered.
import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { CodeKind, ConnectionView } from "@/ipc";
import { aProblem, type Handlers } from "@/ipc/fake";
import { aRealConnection, aStart, aTest } from "@/ipc/samples";
import { ANSWERS, isNowhere } from "./ConnectionBench";
import { axeFaults, startDesk } from "./testDesk";

const CODE = "271828";

const asking = (kind: CodeKind, refused = false, over: Partial<ConnectionView> = {}) =>
  aRealConnection({
    id: "telecomx-shop",
    provider: "telecomx",
    provider_name: "TelecomX",
    label: "TelecomX shop",
    mode: "password",
    health: "code_needed",
    problem: aProblem({ code: "sign_in_code_needed", provider: "telecomx" }),
    sign_in: { type: "code_needed", kind, refused },
    ...over,
  });

const signedIn = () => asking("sms", false, { health: "ok", problem: null, sign_in: { type: "signed_in" } });

function desk(connection: ConnectionView, handlers: Handlers = {}, at = "/connections") {
  const connections = [connection];
  return startDesk(
    {
      ...ANSWERS,
      start: () => aStart({ practice: false, connections }),
      connections: () => ({ connections }),
      ...handlers,
    },
    at,
  );
}

test("the card says which code is asked for and that nothing else is asked until then", async () => {
  desk(asking("sms"));
  const card = await screen.findByRole("region", { name: /TelecomX shop/ });
  expect(card).toHaveTextContent("TelecomX asks for the code it has sent by SMS.");
  expect(card).toHaveTextContent("Until it is given nothing else is asked of TelecomX");
  expect(within(card).getByLabelText("Code from the SMS")).toBeInTheDocument();
  expect(card).toHaveTextContent("Needs a code");
  expect(await axeFaults()).toEqual([]);
});

test("an authenticator's code is asked for by that name, and none can be sent", async () => {
  desk(asking("authenticator"));
  expect(await screen.findByLabelText("Code from the authenticator app")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Send another code" })).toBeNull();
});

test("the code is sent once and leaves nothing behind", async () => {
  const { user, host } = desk(asking("sms"), { answer_sign_in_code: () => signedIn() });
  await user.type(await screen.findByLabelText("Code from the SMS"), `${CODE}{Enter}`);
  expect(host.requests("answer_sign_in_code")).toEqual([{ connection: "telecomx-shop", code: CODE }]);
  await waitFor(() => expect(screen.queryByLabelText("Code from the SMS")).toBeNull());
  expect(isNowhere(CODE)).toBe(true);
});

test("a code that is not taken is said so at its field, which is empty again", async () => {
  const { user } = desk(asking("sms"), { answer_sign_in_code: () => asking("sms", true) });
  const input = await screen.findByLabelText<HTMLInputElement>("Code from the SMS");
  await user.type(input, CODE);
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(await screen.findByText(/TelecomX did not take this code/)).toBeInTheDocument();
  expect(input).toHaveAccessibleDescription(/It may be mistyped or too old/);
  expect(input).toHaveValue("");
  expect(input).toHaveFocus();
  expect(isNowhere(CODE)).toBe(true);
});

test("another code can be sent, and it is said that it is on its way", async () => {
  const { user, host } = desk(asking("sms", true), { new_sign_in_code: () => asking("sms") });
  await user.click(await screen.findByRole("button", { name: "Send another code" }));
  expect(host.requests("new_sign_in_code")).toEqual([{ connection: "telecomx-shop" }]);
  expect(await screen.findByText(/Another code is on its way/)).toBeInTheDocument();
  expect(screen.getByLabelText("Code from the SMS")).toHaveFocus();
});

test("an empty code is not sent, and what the desk does not take stays to be mended", async () => {
  const { user, host } = desk(asking("sms"), {
    answer_sign_in_code: () => {
      throw aProblem({ code: "invalid_input", provider: null, field: "code", message: "a code is up to 16 letters" });
    },
  });
  await user.click(await screen.findByRole("button", { name: "Sign in" }));
  expect(screen.getByText("Type the code first.")).toBeInTheDocument();
  expect(host.requests("answer_sign_in_code")).toEqual([]);
  await user.keyboard("27!{Enter}");
  expect(await screen.findByText("A code is up to 16 letters.")).toBeInTheDocument();
  expect(screen.getByLabelText("Code from the SMS")).toHaveValue("27!");
});

test("a provider that does not answer leaves the code where it is", async () => {
  const { user } = desk(asking("sms"), {
    answer_sign_in_code: () => {
      throw aProblem({ code: "unreachable", provider: "telecomx" });
    },
  });
  await user.type(await screen.findByLabelText("Code from the SMS"), `${CODE}{Enter}`);
  expect(await screen.findByText("TelecomX cannot be reached from here.")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Sign in" })).toBeEnabled();
});

test("the box in the top bar takes the code as well", async () => {
  const { user, host } = desk(asking("sms"), { answer_sign_in_code: () => signedIn() }, "/actions");
  await user.click(await screen.findByRole("button", { name: /TelecomX needs a code/ }));
  const box = await screen.findByRole("dialog", { name: "TelecomX shop" });
  await user.type(within(box).getByLabelText("Code from the SMS"), `${CODE}{Enter}`);
  expect(host.requests("answer_sign_in_code")).toHaveLength(1);
  await waitFor(() => expect(within(box).queryByLabelText("Code from the SMS")).toBeNull());
});

test("the search page leads to where the code is entered, and there the test goes on by itself", async () => {
  const { user, host, at } = desk(
    asking("sms"),
    {
      test_connection: () => aTest({ ok: false, problem: aProblem({ code: "sign_in_code_needed" }) }),
      answer_sign_in_code: () => signedIn(),
    },
    "/",
  );
  expect(await screen.findByText("TelecomX asks for the code it has sent by SMS.")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Enter the code" }));
  expect(at()).toBe("/connection/telecomx-shop/test");
  const input = await screen.findByLabelText("Code from the SMS");
  host.handlers.test_connection = () => aTest();
  await user.type(input, `${CODE}{Enter}`);
  expect(await screen.findByText(/It works: TelecomX answered/)).toBeInTheDocument();
});

test("a desk that is told of a code while it is open asks for it", async () => {
  const { host } = desk(signedIn());
  await screen.findByRole("region", { name: /TelecomX shop/ });
  expect(screen.queryByLabelText("Code from the SMS")).toBeNull();
  act(() => host.emit({ type: "connection", connection: asking("sms") }));
  expect(await screen.findByLabelText("Code from the SMS")).toBeInTheDocument();
});
