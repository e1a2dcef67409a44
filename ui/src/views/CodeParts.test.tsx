// A code away from its picture: typed in, on paper, as a file.
import { act, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { aProblem } from "@/ipc/fake";
import { blobs, expectNothingLeft, shown } from "./CodeBench";
import { aCode, expectAccessible, SECRET, tell } from "./LineViewBench";

describe("typing it in", () => {
  it("shows the parts for iPhone and Android and spells the code", async () => {
    const { user, container } = await shown();
    const card = screen.getByRole("region", { name: "Type it in instead" });
    expect(card).toHaveTextContent("smdp.example.com");
    expect(card).toHaveTextContent("not needed");
    expect(card).toHaveTextContent(`LPA:1$smdp.example.com$${SECRET}`);
    await user.click(screen.getByRole("button", { name: "Read aloud" }));
    expect(screen.getByRole("list", { name: /letter by letter/i })).toHaveTextContent("0 zeroA alfa");
    await expectAccessible(container);
  });

  it("says what is odd: confirmation codes and warnings", async () => {
    await shown({
      show_code: () =>
        aCode({ confirmation_required: true, stray_confirmation_code: "4711", warnings: ["The address has a port."] }),
    });
    expect(screen.getByText(/the phone will ask; the provider sends it apart/)).toBeInTheDocument();
    expect(screen.getByText("4711")).toBeInTheDocument();
    expect(screen.getByText("The address has a port.")).toBeInTheDocument();
  });

  it("copies through the desk and says when the clipboard is clear again", async () => {
    const { host, user } = await shown({ copy_code: () => ({ clears_at: Date.now() + 30_000 }) });
    await user.click(screen.getByRole("button", { name: "Copy activation code" }));
    expect(await screen.findByText("Copied. The clipboard is cleared in 30 s.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Copy iPhone one-tap link" }));
    expect(host.requests("copy_code")).toEqual([
      { showing: "showing-1", part: "activation_code" },
      { showing: "showing-1", part: "iphone_link" },
    ]);
    await tell(host, { type: "clipboard_cleared" });
    expect(screen.getByText("The clipboard no longer holds the code.")).toBeInTheDocument();
  });

  it("does not let the web view copy, because nobody would clear after it", async () => {
    await shown();
    const field = screen.getByText(SECRET);
    const copying = new Event("copy", { bubbles: true, cancelable: true });
    await act(async () => field.dispatchEvent(copying));
    expect(copying.defaultPrevented).toBe(true);
    expect(screen.getByText(/not copied. use a copy button/i)).toBeInTheDocument();
  });

  it("says when the clipboard cannot be used", async () => {
    const { user } = await shown({
      copy_code: () => {
        throw aProblem({ code: "clipboard_unusable" });
      },
    });
    await user.click(screen.getByRole("button", { name: "Copy whole line" }));
    expect(await screen.findByText("clipboard_unusable")).toBeInTheDocument();
    expect(screen.getByRole("img", { name: /qr code/i })).toBeInTheDocument();
  });
});

describe("on paper", () => {
  const slip = () => document.querySelector("[data-slip]");

  it("has the picture, its parts, three steps and three digits, and is gone when it is printed", async () => {
    const print = vi.fn();
    vi.stubGlobal("print", print);
    const { host, user, picture, container } = await shown();
    expect(slip()).toBeNull();
    await user.click(screen.getByRole("button", { name: "Print slip" }));
    await waitFor(() => expect(print).toHaveBeenCalledTimes(1));
    expect(host.requests("print_code")).toEqual([{ showing: "showing-1" }]);
    const paper = slip();
    expect(paper).toHaveTextContent("For the number that ends in 123");
    expect(paper).toHaveTextContent(SECRET);
    expect(paper).toHaveTextContent("smdp.example.com");
    expect(paper?.querySelectorAll("ol li")).toHaveLength(3);
    const drawn = paper?.querySelector("img")?.getAttribute("src") ?? "";
    expect(blobs.open).toContain(drawn);
    expect(drawn).not.toBe(picture.getAttribute("src"));
    for (const personal of ["Nadia", "900123", "ONSIM", "8944"]) expect(paper?.textContent).not.toContain(personal);
    expect(document.documentElement.dataset.printing).toBe("slip");
    await act(async () => {
      window.dispatchEvent(new Event("afterprint"));
    });
    expect(slip()).toBeNull();
    expect(document.documentElement.dataset.printing).toBeUndefined();
    await expectAccessible(container);
  });

  it("goes with the code, and with the next press where nothing tells that it is printed", async () => {
    vi.stubGlobal("print", vi.fn());
    const { host, user } = await shown();
    await user.click(screen.getByRole("button", { name: "Print slip" }));
    await waitFor(() => expect(slip()).not.toBeNull());
    await waitFor(() => expect(window.print).toHaveBeenCalled());
    await user.click(screen.getByRole("heading", { name: "Type it in instead" }));
    expect(slip()).toBeNull();
    await user.click(screen.getByRole("button", { name: "Print slip" }));
    await waitFor(() => expect(slip()).not.toBeNull());
    await tell(host, { type: "code_hidden", showing: "showing-1", why: "time_up" });
    expect(slip()).toBeNull();
    expectNothingLeft();
  });
});

describe("as a file", () => {
  it("is not offered where the policy does not allow it", async () => {
    await shown();
    expect(screen.queryByRole("button", { name: /save as png/i })).toBeNull();
  });

  it("is saved by the desk where it does, and a refusal is said", async () => {
    let refused = false;
    const { host, user, container } = await shown({
      show_code: () => aCode({ may_be_saved: true }),
      save_code: () => {
        if (refused) throw aProblem({ code: "file_not_written" });
        return { path: "/home/sam/Downloads/esim-code.png" };
      },
    });
    await user.click(screen.getByRole("button", { name: "Save as PNG" }));
    expect(await screen.findByText(/Saved as \/home\/sam\/Downloads\/esim-code.png/)).toBeInTheDocument();
    expect(host.requests("save_code")).toEqual([{ showing: "showing-1" }]);
    await expectAccessible(container);
    refused = true;
    await user.click(screen.getByRole("button", { name: "Save as PNG" }));
    expect(await screen.findByText("The file could not be written.")).toBeInTheDocument();
  });
});
