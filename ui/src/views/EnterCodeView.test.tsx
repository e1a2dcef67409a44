// A code that came from outside: who may enter it, what is looked at, and that nothing of it stays.
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { aProblem, type Handlers } from "@/ipc/fake";
import {
  aCode,
  aDesk,
  aPage,
  aProof,
  aTaken,
  expectAccessible,
  LINE,
  open,
  SECRET,
  watchBlobUrls,
  whereIs,
} from "./LineViewBench";

beforeEach(() => {
  watchBlobUrls();
});

const TEXT = `Your eSIM:\r\nLPA:1$rsp.example.net$${SECRET}\r\n`;
const BOX = /the code, or the text of the e-mail/i;
const OTHER = { connection: "practice-onsim", id: "447700900999" };

async function entering(over: Handlers = {}) {
  const host = aDesk(
    {
      take_in_code: () => aTaken(),
      show_held_code: () => aCode({ state: null }),
      drop_result: () => ({}),
      bind_code: () => ({}),
      ...over,
    },
    aPage({ verification: aProof() }),
  );
  const opened = open(`${LINE}/enter-code`);
  await opened.user.click(await screen.findByLabelText(BOX));
  return { host, ...opened };
}

describe("entering a code", () => {
  it("is offered on the page of a line whose provider shows no codes, and verifies the customer first", async () => {
    const page = aPage();
    aDesk(
      {},
      {
        ...page,
        abilities: page.abilities.map((one) =>
          one.ability === "esim_status" ? { ...one, available: false, reason: "No codes are published." } : one,
        ),
      },
    );
    const { user, location } = open(LINE);
    await user.click(await screen.findByRole("button", { name: "Enter a code that came by e-mail" }));
    expect(whereIs(location)).toBe(`${LINE}/enter-code`);
    await screen.findByRole("heading", { name: /prove who they are/i });
    await user.keyboard("1");
    expect(await screen.findByLabelText(BOX)).toBeInTheDocument();
  });

  it("is not offered where the provider shows the code itself", async () => {
    aDesk();
    open(LINE);
    await screen.findByRole("button", { name: /show qr/i });
    expect(screen.queryByRole("button", { name: /came by e-mail/ })).toBeNull();
  });

  it("keeps the text with its lines out of the page, and hands it over once", async () => {
    const { host, user, container } = await entering();
    await user.paste(TEXT);
    expect(container.innerHTML).not.toContain(SECRET);
    await expectAccessible(container);
    await user.keyboard("{Control>}{Enter}{/Control}");
    await screen.findByRole("heading", { name: "Is this the right code?" });
    expect(host.requests("take_in_code")).toEqual([
      { line: { connection: "practice-onsim", id: "447700900123" }, text: TEXT.replaceAll("\r", "") },
    ]);
    expect(container.innerHTML).not.toContain(SECRET);
    await expectAccessible(container);
    expect(screen.getByRole("button", { name: "Show QR" })).toHaveFocus();
  });

  it("says at the field what is wrong and keeps the text", async () => {
    let wrong = true;
    const { user } = await entering({
      take_in_code: () => {
        if (wrong) {
          const message = "There is more than one activation code in it. Paste just one.";
          throw aProblem({ code: "invalid_input", field: "code", message });
        }
        return aTaken();
      },
    });
    await user.click(screen.getByRole("button", { name: /take in/i }));
    expect(await screen.findByText(/Paste the code first/)).toBeInTheDocument();
    await user.click(screen.getByLabelText(BOX));
    await user.paste(TEXT);
    expect(screen.queryByText(/Paste the code first/)).toBeNull();
    await user.click(screen.getByRole("button", { name: /take in/i }));
    expect(await screen.findByText(/Paste just one/)).toBeInTheDocument();
    expect(screen.getByLabelText(BOX)).toHaveValue(TEXT.replaceAll("\r", ""));
    expect(screen.getByLabelText(BOX)).toHaveFocus();
    wrong = false;
    await user.click(screen.getByRole("button", { name: /take in/i }));
    expect(await screen.findByText("rsp.example.net")).toBeInTheDocument();
  });

  it("warns of what is odd, and of a code seen on another line, which has to be confirmed", async () => {
    const { user, container } = await entering({
      take_in_code: () =>
        aTaken({ warnings: ["A number stands in the place of the OID."], seen_on: [OTHER], bound: false }),
    });
    await user.paste(TEXT);
    await user.click(screen.getByRole("button", { name: /take in/i }));
    expect(await screen.findByText("A number stands in the place of the OID.")).toBeInTheDocument();
    expect(screen.getByText(/seen the same code on another line/)).toBeInTheDocument();
    expect(await screen.findByRole("link", { name: /ONSIM/ })).toHaveAttribute(
      "href",
      "/line/practice-onsim/447700900999",
    );
    await expectAccessible(container);
    const show = screen.getByRole("button", { name: "Show QR" });
    expect(show).toBeDisabled();
    await user.click(screen.getByRole("checkbox", { name: /belongs to this line/ }));
    await user.click(show);
    expect(await screen.findByRole("img", { name: "eSIM activation QR code" })).toBeInTheDocument();
  });

  it("forgets a code that is not shown, and one that was when the page is left", async () => {
    const { host, user, unmount } = await entering();
    await user.paste(TEXT);
    await user.click(screen.getByRole("button", { name: /take in/i }));
    await user.click(await screen.findByRole("button", { name: "Enter another code" }));
    expect(host.requests("drop_result")).toEqual([{ id: "held-1" }]);
    expect(await screen.findByLabelText(BOX)).toHaveValue("");
    await user.click(screen.getByLabelText(BOX));
    await user.paste(TEXT);
    await user.click(screen.getByRole("button", { name: /take in/i }));
    await user.click(await screen.findByRole("button", { name: "Show QR" }));
    await screen.findByRole("img", { name: "eSIM activation QR code" });
    unmount();
    expect(host.requests("drop_result")).toHaveLength(2);
    expect(host.requests("hide_code")).toHaveLength(1);
  });

  it("lets it be entered again when the desk has forgotten it", async () => {
    const { user } = await entering({
      show_held_code: () => {
        throw aProblem({ code: "no_such_record" });
      },
    });
    await user.paste(TEXT);
    await user.click(screen.getByRole("button", { name: /take in/i }));
    await user.click(await screen.findByRole("button", { name: "Show QR" }));
    await user.click(await screen.findByRole("button", { name: "Enter the code again" }));
    expect(await screen.findByLabelText(BOX)).toHaveValue("");
  });

  it("asks for a proof anew when it has run out", async () => {
    await entering({
      take_in_code: () => {
        throw aProblem({ code: "verification_needed" });
      },
    }).then(async ({ user }) => {
      await user.paste(TEXT);
      await user.click(screen.getByRole("button", { name: /take in/i }));
    });
    await waitFor(() => expect(screen.getByRole("heading", { name: /prove who they are/i })).toBeInTheDocument());
  });
});

describe("what has to be looked at first", () => {
  it("is an address that was never seen there, with those that were", async () => {
    const { host, user, container } = await entering({
      take_in_code: () => aTaken({ new_host: true, known_hosts: ["smdp.usual.example"], bound: false }),
    });
    await user.paste(TEXT);
    await user.click(screen.getByRole("button", { name: /take in/i }));
    expect(await screen.findByText(/has seen no code of ONSIM with this address/)).toBeInTheDocument();
    expect(screen.getByText("smdp.usual.example")).toBeInTheDocument();
    await expectAccessible(container);
    await user.click(screen.getByRole("checkbox", { name: /belongs to this line/ }));
    await user.click(screen.getByRole("button", { name: "Show QR" }));
    await screen.findByRole("img", { name: "eSIM activation QR code" });
    expect(host.requests("bind_code")).toEqual([{ id: "held-1" }]);
    expect(host.requests("drop_result")).toEqual([]);
  });

  it("is a SIM number that is not the line's, and what the desk refuses then is said", async () => {
    const { user } = await entering({
      take_in_code: () => aTaken({ other_sim: "…9999", bound: false }),
      bind_code: () => {
        throw aProblem({ code: "no_such_record" });
      },
    });
    await user.paste(TEXT);
    await user.click(screen.getByRole("button", { name: /take in/i }));
    expect(await screen.findByText("The text names another SIM: …9999.")).toBeInTheDocument();
    await user.click(screen.getByRole("checkbox", { name: /belongs to this line/ }));
    await user.click(screen.getByRole("button", { name: "Show QR" }));
    expect(await screen.findByText(/does not know|no longer/)).toBeInTheDocument();
    expect(screen.queryByRole("img", { name: "eSIM activation QR code" })).toBeNull();
  });
});

describe("a scanner", () => {
  it("needs no click: what it types ends with Enter and is taken in", async () => {
    const { host, user } = await entering();
    expect(screen.getByLabelText(BOX)).toHaveFocus();
    await user.keyboard(`LPA:1$rsp.example.net$${SECRET}{Enter}`);
    expect(await screen.findByText("rsp.example.net")).toBeInTheDocument();
    expect(host.requests("take_in_code").map((request) => request.text)).toEqual([`LPA:1$rsp.example.net$${SECRET}`]);
  });

  it("is not what a person types line by line", async () => {
    const { host, user } = await entering();
    await user.keyboard("Dear customer,{Enter}your code:{Enter}");
    expect(screen.getByLabelText(BOX)).toHaveValue("Dear customer,\nyour code:\n");
    expect(host.requests("take_in_code")).toEqual([]);
  });
});

describe("a picture of the code", () => {
  const FILE = /or a picture or pdf of the code/i;
  const aPicture = () => new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47])], "code.png", { type: "image/png" });
  const given = (bytes: Uint8Array[]) => ({
    take_in_picture: (_: unknown, picture: Uint8Array) => {
      bytes.push(picture.slice());
      return aTaken();
    },
  });

  it("is chosen as a file: its bytes go beside the request and are wiped", async () => {
    const bytes: Uint8Array[] = [];
    const pictures: Uint8Array[] = [];
    const { host, user, container } = await entering({
      take_in_picture: (_, picture) => {
        bytes.push(picture.slice());
        pictures.push(picture);
        return aTaken();
      },
    });
    await user.upload(screen.getByLabelText(FILE), aPicture());
    expect(await screen.findByText("rsp.example.net")).toBeInTheDocument();
    expect(host.requests("take_in_picture")).toEqual([{ line: { connection: "practice-onsim", id: "447700900123" } }]);
    expect([...(bytes[0] ?? [])]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect([...(pictures[0] ?? [])]).toEqual([0, 0, 0, 0]);
    await expectAccessible(container);
  });

  it("is dropped anywhere on the page, and the window does not open it", async () => {
    const bytes: Uint8Array[] = [];
    await entering(given(bytes));
    const dataTransfer = { types: ["Files"], files: [aPicture()] };
    expect(fireEvent.dragOver(document.body, { dataTransfer })).toBe(false);
    expect(fireEvent.drop(document.body, { dataTransfer })).toBe(false);
    expect(await screen.findByText("rsp.example.net")).toBeInTheDocument();
    expect(bytes).toHaveLength(1);
  });

  it("is pasted, also while the box has the focus; a text beside it is a text", async () => {
    const bytes: Uint8Array[] = [];
    await entering(given(bytes));
    const box = screen.getByLabelText(BOX);
    fireEvent.paste(box, { clipboardData: { files: [aPicture()], getData: () => "a text" } });
    expect(bytes).toHaveLength(0);
    fireEvent.paste(box, { clipboardData: { files: [aPicture()], getData: () => "" } });
    expect(await screen.findByText("rsp.example.net")).toBeInTheDocument();
    expect(bytes).toHaveLength(1);
  });

  it("says at the file what is wrong with it and keeps what was typed", async () => {
    const message = "There is no QR code in this picture that can be read.";
    const { user, container } = await entering({
      take_in_picture: () => {
        throw aProblem({ code: "invalid_input", field: "picture", message });
      },
    });
    await user.paste(TEXT);
    await user.upload(screen.getByLabelText(FILE), aPicture());
    expect(await screen.findByText(message)).toBeInTheDocument();
    expect(screen.getByLabelText(FILE)).toHaveAccessibleDescription(expect.stringContaining(message));
    expect(screen.getByLabelText(BOX)).toHaveValue(TEXT.replaceAll("\r", ""));
    await expectAccessible(container);
  });

  it("is not even read when it is too large", async () => {
    const { host, user } = await entering();
    const file = aPicture();
    Object.defineProperty(file, "size", { value: 50 * 1024 * 1024 });
    await user.upload(screen.getByLabelText(FILE), file);
    expect(await screen.findByText(/larger than 20 MB/)).toBeInTheDocument();
    expect(host.requests("take_in_picture")).toEqual([]);
  });
});
