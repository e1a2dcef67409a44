// A scanner in the sheet "Replace SIM": the number goes where it is asked for, or the sheet says why it went nowhere.
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { expectAccessible, fillIn, LINE, scan, whereIs } from "./LineViewBench";
import { begin, CARD, CARD_SHOWN, MAILED, pickFirst, SWAP, toCheck } from "./ReplaceSimBench";

describe("the scanner", () => {
  it("takes a number out of the note it went into", async () => {
    const { user, host } = begin([SWAP]);
    await screen.findByRole("heading", { name: /which sim/i });
    await waitFor(() => expect(host.requests("tasks")).not.toEqual([]));
    await pickFirst(user);
    await user.click(screen.getByRole("button", { name: /^other/i }));
    const note = await screen.findByLabelText("Note");
    await fillIn(user, note, "torn");
    scan(CARD);
    expect(screen.getByLabelText("Note")).toHaveValue("torn");
    expect(await screen.findByLabelText("SIM number")).toHaveValue(CARD_SHOWN);
    expect(host.requests("preview_task")).toEqual([]);
  });

  it("goes back from Check with the other card, because what was looked at was about the first one", async () => {
    await toCheck();
    scan("89450201846212345684");
    expect(await screen.findByRole("heading", { name: /which sim/i })).toBeInTheDocument();
    expect(screen.getByLabelText("SIM number")).toHaveValue("8945 0201 8462 1234 5684");
  });

  it("says when something else was scanned, and when no way asks for a card", async () => {
    const { host } = begin([MAILED]);
    await screen.findByRole("heading", { name: /which sim/i });
    await waitFor(() => expect(host.requests("tasks")).not.toEqual([]));
    scan("4006381333931ABCDE");
    expect(await screen.findByText("Something was scanned that is no SIM number.")).toBeInTheDocument();
    scan(CARD);
    expect(await screen.findByText(/None of the ways/)).toBeInTheDocument();
    expect(screen.getByText("Scanned: SIM number ending in 5676.")).toBeInTheDocument();
  });

  it("starts the sheet from the page of the line with the card, and never through the address", async () => {
    const { user, location, container } = begin([SWAP], {}, {}, LINE);
    await screen.findByRole("button", { name: /replace sim/i });
    scan(CARD);
    expect(await screen.findByText(CARD_SHOWN)).toBeInTheDocument();
    expect(whereIs(location)).toBe(LINE);
    await expectAccessible(container);
    await user.click(screen.getByRole("button", { name: "Start Replace SIM with this card" }));
    expect(await screen.findByLabelText("SIM number")).toHaveValue(CARD_SHOWN);
    expect(location.history.join(" ")).not.toContain(CARD);
    await user.keyboard("{Escape}");
    await user.click(await screen.findByRole("button", { name: "Leave" }));
    await user.click(await screen.findByRole("button", { name: /replace sim/i }));
    await screen.findByRole("heading", { name: /which sim/i });
    expect(screen.queryByLabelText("SIM number")).toBeNull();
  });
});
