// The practice shop's fault dial on the page of connections.
import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { FaultDial, SetFault } from "@/ipc";
import { aProblem, type Handlers } from "@/ipc/fake";
import { aRealConnection, aStart } from "@/ipc/samples";
import { axeFaults, startDesk } from "./testDesk";

const DROPPED: SetFault = { scope: { type: "changes" }, fault: "drop_answer", left: 1 };

const dial = (...faults: SetFault[]): FaultDial => ({
  connection: "practice-onsim",
  operations: ["getAccount", "queryEsim"],
  faults,
});

function page(handlers: Handlers = {}, now: FaultDial = dial()) {
  return startDesk({ fault_dials: () => ({ dials: [now] }), ...handlers }, "/connections");
}

const open = async (user: ReturnType<typeof page>["user"]) =>
  user.click(await screen.findByRole("button", { name: "Let something go wrong at ONSIM practice" }));

test("an answer that is dropped after acting is set for the next change and is seen as set", async () => {
  const { user, host } = page({ set_fault: () => dial(DROPPED) });
  const section = await screen.findByRole("region", { name: "Faults of ONSIM practice" });
  expect(section).toHaveTextContent("Nothing is set: it answers as it should.");
  await open(user);
  expect(within(section).getByRole("radio", { name: /Acts, then hangs up/ })).toBeChecked();
  await user.click(within(section).getByRole("button", { name: "Set" }));
  expect(host.requests("set_fault")).toEqual([
    { connection: "practice-onsim", scope: { type: "changes" }, fault: "drop_answer", times: 1 },
  ]);
  expect(await within(section).findByText(/for 1 more request$/)).toBeInTheDocument();
  expect(section).toHaveTextContent("Requests that change something · for 1 more request");
});

test("the dial has no fault that axe finds, with something set and its form open", async () => {
  const { user } = page({}, dial(DROPPED));
  await open(user);
  expect(await axeFaults("[aria-label='Faults of ONSIM practice']")).toEqual([]);
});

test("another fault, one operation and a count of one's own are sent as they are", async () => {
  const { user, host } = page({ set_fault: () => dial() });
  await open(user);
  await user.click(screen.getByRole("radio", { name: /Answers 503/ }));
  await user.selectOptions(screen.getByLabelText("Which requests"), "queryEsim");
  await user.clear(screen.getByLabelText("For how many of the next ones"));
  await user.type(screen.getByLabelText("For how many of the next ones"), "12{Enter}");
  expect(host.requests("set_fault")).toEqual([
    { connection: "practice-onsim", scope: { type: "operation", id: "queryEsim" }, fault: "down", times: 12 },
  ]);
});

test("a count that is none is said so and nothing is sent", async () => {
  const { user, host } = page();
  await open(user);
  const count = screen.getByLabelText("For how many of the next ones");
  for (const text of ["0", "x", "1000", "2.5"]) {
    await user.clear(count);
    await user.paste(text);
    await user.keyboard("{Enter}");
    expect(await screen.findByText("Type a whole number from 1 to 999.")).toBeInTheDocument();
  }
  expect(host.requests("set_fault")).toEqual([]);
});

test("what is set is used up by requests, which is seen without being asked for", async () => {
  const { host } = page({}, dial({ ...DROPPED, left: 2 }));
  expect(await screen.findByText(/for 2 more requests/)).toBeInTheDocument();
  host.handlers.fault_dials = () => ({ dials: [dial()] });
  await waitFor(() => expect(screen.getByText(/Nothing is set/)).toBeInTheDocument(), { timeout: 3000 });
});

test("what is set can be cleared, and a refusal is said", async () => {
  const { user, host } = page({
    fault_dials: () => ({ dials: [dial(DROPPED, { scope: { type: "every" }, fault: null, left: null })] }),
    clear_faults: () => {
      throw aProblem({ code: "internal" });
    },
  });
  expect(await screen.findByText("Something else")).toBeInTheDocument();
  expect(screen.getByText(/until it is cleared/)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Clear the faults of ONSIM practice" }));
  expect(await screen.findByText("SIMdesk made a mistake of its own.")).toBeInTheDocument();
  host.handlers.clear_faults = () => dial();
  host.handlers.fault_dials = () => ({ dials: [dial()] });
  await user.click(screen.getByRole("button", { name: "Clear the faults of ONSIM practice" }));
  expect(await screen.findByText(/Nothing is set/)).toBeInTheDocument();
});

test("a real connection has no dial and none is asked for", async () => {
  const connections = [aRealConnection()];
  const { host } = startDesk(
    { start: () => aStart({ practice: false, connections }), connections: () => ({ connections }) },
    "/connections",
  );
  await screen.findByRole("region", { name: /ONSIM shop/ });
  expect(screen.queryByText("Practise with faults")).toBeNull();
  expect(host.requests("fault_dials")).toEqual([]);
});

test("a practice shop that is another program's has no dial here", async () => {
  startDesk({}, "/connections");
  await screen.findByRole("region", { name: /ONSIM practice/ });
  expect(screen.queryByText("Practise with faults")).toBeNull();
});
