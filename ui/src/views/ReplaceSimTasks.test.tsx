// Ways to a new SIM that are tasks of the provider: the same five steps, with their fields.
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { aProblem } from "@/ipc/fake";
import { expectAccessible, fillIn, LINE, PREVIEW_ID, painted, scan, whereIs } from "./LineViewBench";
import { ABOUT, begin, CARD, CARD_SHOWN, changed, OLD, pickFirst, previewOf, SWAP, toCheck } from "./ReplaceSimBench";

describe("a card", () => {
  it("goes from a scan to the result in the sheet, with 2 keystrokes after Verify", async () => {
    const { host, user, container } = await toCheck();
    const change = screen.getByRole("region", { name: "What will change" });
    expect(change).toHaveTextContent("8945 0201 8462 1234 567");
    expect(change).toHaveTextContent(CARD_SHOWN);
    expect(change).toHaveTextContent("DKK 49.00");
    expect(change).toHaveTextContent("Damaged");
    expect(change).toHaveTextContent("the SIM it has now stops working");
    expect(change).toHaveTextContent("Undo");
    expect(host.requests("preview_task")).toEqual([
      {
        about: ABOUT,
        task: "replace_sim",
        filled_in: [
          { name: "way", value: "card", label: null },
          { name: "iccid", value: CARD, label: null },
        ],
      },
    ]);
    await expectAccessible(container);
    await user.keyboard("{Enter}");
    expect(await screen.findByText("ONSIM has done it.")).toBeInTheDocument();
    expect(screen.getByText(/put the card in/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /came by e-mail/ })).toBeNull();
    await expectAccessible(container);
    expect(host.requests("submit_change")).toEqual([
      { preview: PREVIEW_ID, reason: "damaged", note: null, digits: null, old_sim: "damaged" },
    ]);
  });

  it("is typed where there is no scanner: the first field has the focus, and what is missing says so", async () => {
    const { user, host, container } = begin([SWAP]);
    await screen.findByRole("heading", { name: /which sim/i });
    await user.keyboard("1");
    expect(await screen.findByRole("radiogroup", { name: "Which card" })).toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole("radio", { name: /a card at hand/i })).toHaveFocus());
    await expectAccessible(container);
    await user.click(screen.getByRole("button", { name: /^lost/i }));
    expect(await screen.findByText("This has to be filled in.")).toBeInTheDocument();
    expect(host.requests("preview_task")).toEqual([]);
    await user.click(screen.getByRole("radio", { name: /a card at hand/i }));
    await fillIn(user, screen.getByLabelText("SIM number"), OLD);
    expect(screen.getByText(/the SIM that the line has now/)).toBeInTheDocument();
    await user.clear(screen.getByLabelText("SIM number"));
    await user.paste(CARD);
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { name: /check before/i })).toBeInTheDocument();
  });

  it("says a fault of the desk at the field, with nothing typed lost", async () => {
    let refuse = true;
    const { user, host } = begin([SWAP], {
      preview_task: () => {
        if (refuse) throw aProblem({ code: "invalid_input", field: "iccid", message: "This card is on another line." });
        return previewOf(SWAP);
      },
    });
    await screen.findByRole("heading", { name: /which sim/i });
    await waitFor(() => expect(host.requests("tasks")).not.toEqual([]));
    scan(CARD);
    await screen.findByLabelText("SIM number");
    await user.keyboard("1");
    expect(await screen.findByText("This card is on another line.")).toBeInTheDocument();
    const field = screen.getByLabelText("SIM number");
    expect(field).toHaveValue(CARD_SHOWN);
    await waitFor(() => expect(field).toHaveFocus());
    expect(screen.getByRole("button", { name: /^lost/i })).toHaveAttribute("aria-pressed", "true");
    refuse = false;
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("region", { name: "What will change" })).toBeInTheDocument();
  });

  it("asks for the last four digits where the desk wants them, and says at the field that they are wrong", async () => {
    let wrong = true;
    const { user, host } = await toCheck({
      preview_task: () => previewOf(SWAP, { confirm_digits: true }),
      submit_change: () => {
        if (wrong) throw aProblem({ code: "invalid_input", field: "digits", message: "These are not the last four." });
        return changed(SWAP);
      },
      action: () => {
        throw aProblem({ code: "no_such_record" });
      },
    });
    const digits = screen.getByLabelText("Last four digits of the number");
    expect(digits).toHaveFocus();
    expect(screen.getByRole("button", { name: /send to/i })).toBeDisabled();
    await user.type(digits, "0000");
    await user.click(screen.getByRole("button", { name: /send to/i }));
    expect(await screen.findByText("These are not the last four.")).toBeInTheDocument();
    wrong = false;
    await user.clear(screen.getByLabelText("Last four digits of the number"));
    await user.type(screen.getByLabelText("Last four digits of the number"), "0123");
    await painted();
    await user.click(screen.getByRole("button", { name: /send to/i }));
    expect(await screen.findByText("ONSIM has done it.")).toBeInTheDocument();
    expect(host.requests("submit_change").map((one) => one.digits)).toEqual(["0000", "0123"]);
    expect(host.requests("preview_task")).toHaveLength(1);
  });

  it("keeps with the change what becomes of the old SIM", async () => {
    const { user, host } = begin([SWAP]);
    await screen.findByRole("heading", { name: /which sim/i });
    await waitFor(() => expect(host.requests("tasks")).not.toEqual([]));
    scan(CARD);
    await user.selectOptions(await screen.findByLabelText(/the sim that the line has now/i), "destroyed");
    await user.click(screen.getByRole("button", { name: /^damaged/i }));
    const change = await screen.findByRole("region", { name: "What will change" });
    expect(change).toHaveTextContent("Old SIMdestroyed here");
    expect(change).toHaveTextContent("Stops workingThe old SIM stops for good.");
    await painted();
    await user.click(screen.getByRole("button", { name: /send to/i }));
    await screen.findByText("ONSIM has done it.");
    expect(host.requests("submit_change")[0]).toMatchObject({ note: null, old_sim: "destroyed" });
  });

  it("is not lost with Esc: leaving asks first where something was typed, and not where nothing was", async () => {
    const { user, location, container } = begin([SWAP]);
    await screen.findByRole("heading", { name: /which sim/i });
    await pickFirst(user);
    await user.click(screen.getByRole("radio", { name: /a card at hand/i }));
    await fillIn(user, screen.getByLabelText("SIM number"), CARD);
    await user.keyboard("{Escape}");
    const dialog = await screen.findByRole("dialog", { name: "Leave without sending?" });
    expect(within(dialog).getByRole("button", { name: "Stay" })).toHaveFocus();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(screen.getByLabelText("SIM number")).toHaveValue(CARD_SHOWN);
    await expectAccessible(container);
    await user.keyboard("{Escape}");
    await user.click(await screen.findByRole("button", { name: "Leave" }));
    await waitFor(() => expect(whereIs(location)).toBe(LINE));
  });

  it("verifies with the proofs that count for the way", async () => {
    begin([SWAP], {}, { verification: null });
    const proofs = await screen.findByRole("list", { name: "Proof of identity" });
    await waitFor(() => expect(within(proofs).getAllByRole("button")).toHaveLength(2));
  });
});
