import { act, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { aProblem } from "@/ipc/fake";
import { aConnection, aStart } from "@/ipc/samples";
import { startDesk } from "./testDesk";

test("says that this is the practice shop, and only when it is", async () => {
  startDesk({}, "/connections");
  expect(await screen.findByText("This is the practice shop. Nothing real happens.")).toBeInTheDocument();
});

test("says nothing of a practice shop on a live desk", async () => {
  startDesk({ start: () => aStart({ practice: false }) }, "/connections");
  await screen.findByRole("heading", { name: "Connections" });
  expect(screen.queryByText(/practice shop/i)).toBeNull();
  expect(screen.getByText(/real customers/)).toBeInTheDocument();
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
