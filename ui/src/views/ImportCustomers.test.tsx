// The desk's own directory of a provider that has neither list nor search: what is known, and importing more.
import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { ImportDirectoryAnswer } from "@/ipc";
import { aProblem, type Handlers } from "@/ipc/fake";
import { aConnection, aLine } from "@/ipc/samples";
import { axeFaults, found, startDesk } from "./testDesk";

const REACH = aConnection({
  id: "practice-reach",
  provider: "reach",
  provider_name: "Reach",
  label: "Reach practice",
  directory: 3,
});

const LIST = "customerId,name\nCUST-1,Ann\nCUST-2,Bo";

const answer = (over: Partial<ImportDirectoryAnswer> = {}): ImportDirectoryAnswer => ({
  good: 2,
  new: 1,
  refused: 0,
  told: [],
  unused_columns: [],
  ...over,
});

function desk(handlers: Handlers = {}, at = "/connection/practice-reach/customers") {
  return startDesk({ connections: () => ({ connections: [REACH] }), ...handlers }, at);
}

const list = () => screen.findByLabelText<HTMLTextAreaElement>("Or paste the list");

async function pasteInto(user: ReturnType<typeof desk>["user"], text: string) {
  await user.click(await list());
  await user.paste(text);
}

test("the card says how many customers this desk knows and leads to the import", async () => {
  const { user, at } = desk({}, "/connections");
  const section = await screen.findByRole("region", { name: "Directory of Reach practice" });
  expect(section).toHaveTextContent("Reach has no search; this desk knows 3 customers of it");
  await user.click(within(section).getByRole("button", { name: "Import customers of Reach practice" }));
  expect(at()).toBe("/connection/practice-reach/customers");
  expect(await screen.findByRole("heading", { name: "Import customers of Reach practice" })).toBeInTheDocument();
});

test("a provider with a list has no directory and no such page", async () => {
  startDesk({}, "/connection/practice-onsim/customers");
  expect(await screen.findByText("This desk has no such connection")).toBeInTheDocument();
});

test("a list is looked at first, and imported only then", async () => {
  const { user, host, at } = desk({ import_directory: () => answer() });
  await pasteInto(user, LIST);
  await user.click(screen.getByRole("button", { name: "Check the list" }));
  expect(await screen.findByText("2 rows are good, 0 rows are refused.")).toBeInTheDocument();
  expect(screen.getByText(/1 of them are new to this desk. Nothing was imported yet./)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Import 2 customers" }));
  expect(await screen.findByText("2 customers were imported.")).toBeInTheDocument();
  const asked = { connection: "practice-reach", text: LIST };
  expect(host.requests("import_directory")).toEqual([
    { ...asked, dry_run: true },
    { ...asked, dry_run: false },
  ]);
  await user.click(screen.getByRole("button", { name: "Done" }));
  expect(at()).toBe("/connections");
});

test("refused rows are told by row and column, and what is not used by its name", async () => {
  const { user } = desk({
    import_directory: () =>
      answer({
        refused: 205,
        told: [{ row: 4, column: "number", why: "This is no US number of ten digits." }],
        unused_columns: ["shoe size"],
      }),
  });
  await pasteInto(user, LIST);
  await user.click(screen.getByRole("button", { name: "Check the list" }));
  const refused = await screen.findByRole("region", { name: "Refused rows" });
  expect(refused).toHaveTextContent("Row 4, number: This is no US number of ten digits.");
  expect(refused).toHaveTextContent("And 204 more.");
  expect(screen.getByText("Not used: the column shoe size.")).toBeInTheDocument();
  expect(await axeFaults()).toEqual([]);
});

test("a list that cannot be read says why and stays as it is, and an edit begins anew", async () => {
  const { user, host } = desk({
    import_directory: () => {
      throw aProblem({
        code: "invalid_input",
        provider: null,
        field: "text",
        message: "row 1: there is no column customerId",
      });
    },
  });
  await pasteInto(user, "name\nAnn");
  await user.click(screen.getByRole("button", { name: "Check the list" }));
  expect(await screen.findByText("Row 1: there is no column customerId.")).toBeInTheDocument();
  expect(await list()).toHaveValue("name\nAnn");
  host.handlers.import_directory = () => answer({ good: 0, new: 0, refused: 1 });
  await user.type(await list(), "x");
  await user.click(screen.getByRole("button", { name: "Check the list" }));
  expect(await screen.findByText("No row of this list can be imported.")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: /^Import/ })).toBeNull();
});

test("a file is read here; one that is no text in UTF-8 is refused by name of the remedy", async () => {
  const { user, host } = desk({ import_directory: () => answer() });
  const input = await screen.findByLabelText("File");
  await user.upload(input, new File([new Uint8Array([0x41, 0xe6, 0x0a])], "old.csv", { type: "text/csv" }));
  expect(await screen.findByText(/Save it as “CSV UTF-8”/)).toBeInTheDocument();
  await user.upload(input, new File([LIST], "customers.csv", { type: "text/csv" }));
  expect(await screen.findByText("customers.csv")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Check the list" }));
  await waitFor(() => expect(host.requests("import_directory")[0]?.text).toBe(LIST));
});

test("leaving with a list that was not imported asks first", async () => {
  const { user, at } = desk();
  await pasteInto(user, LIST);
  await user.click(screen.getByRole("button", { name: /Cancel/ }));
  expect(await screen.findByRole("dialog", { name: "Leave without saving?" })).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Stay" }));
  expect(await list()).toHaveValue(LIST);
  expect(at()).toBe("/connection/practice-reach/customers");
});

test("a line that was only imported says so in the list", async () => {
  const line = aLine({ is_read: false, state: { stage: "unknown", raw: "imported, not read yet" } });
  const { user } = startDesk({ search: () => found([line]), ask_providers: () => ({ providers: [] }) });
  await user.type(await screen.findByRole("combobox"), "900123");
  expect(await screen.findByText("Not read yet")).toBeInTheDocument();
});
