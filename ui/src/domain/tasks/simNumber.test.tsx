// SIM numbers while they are typed, and what a scanner's burst is. The numbers are those of the desk's own test vectors.
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { aField } from "@/ipc/samples";
import { SimNumberField, simNumberWords } from "./SimNumberField";
import { readSimNumber, scanned, takes } from "./simNumber";

const USUAL = { min: 18, max: 20, trims: false };

describe("a SIM number", () => {
  it.each(["8944000000000123456", "89440000000001234568", "89450201846212345676"])("%s has nothing odd", (digits) => {
    expect(readSimNumber(digits)).toEqual({ digits, padded: false, trimmed: false, fault: null });
  });

  it.each([
    ["8944000000000123450", "check_digit_or_trimmed"],
    ["8945020184621234567", "check_digit_or_trimmed"],
    ["89450201846212345677", "check_digit"],
    ["8944", "short"],
    ["89440000000001234567890", "long"],
    ["89A4000000000123456", "not_digits"],
    ["7944000000000123456", "prefix"],
  ])("%s: %s", (text, fault) => {
    expect(readSimNumber(text).fault).toBe(fault);
  });

  it("says nothing before there is anything, and nothing against the first digit", () => {
    expect(simNumberWords("", null, USUAL, "ONSIM")).toBeNull();
    expect(simNumberWords("8", null, USUAL, "ONSIM")?.text).toBe("1 of 18 to 20 digits");
  });

  it("loses separators and the padding of a card's memory", () => {
    const read = readSimNumber("8944 0000-0000.0123 456FF");
    expect(read).toEqual({ digits: "8944000000000123456", padded: true, trimmed: false, fault: null });
    expect(simNumberWords("8944000000000123456F", null, USUAL, "ONSIM")?.text).toContain(
      "padding F at the end is dropped",
    );
  });

  it("follows the provider's own rule, and says what it drops", () => {
    const trims = { min: 18, max: 19, trims: true };
    expect(simNumberWords("89440000000001234568", null, trims, "ONSIM")?.text).toContain(
      "ONSIM drops the last printed digit",
    );
    expect(simNumberWords("8944000000000123457", null, trims, "ONSIM")).toMatchObject({ tone: "ok" });
    const any = { min: 4, max: 30, trims: false };
    expect(readSimNumber("8976543210", any).fault).toBe("unusual");
    expect(readSimNumber("1234567890", any).fault).toBe("unusual");
    expect(readSimNumber("123", any).fault).toBe("short");
  });

  it("is told to be the one the line has, with or without its check digit", () => {
    const now = "8944 0000 0000 0123 456";
    expect(simNumberWords("8944000000000123456", now, USUAL, "ONSIM")?.text).toContain("the SIM that the line has now");
    expect(simNumberWords("89440000000001234568", now, USUAL, "ONSIM")?.text).toContain(
      "the SIM that the line has now",
    );
    expect(simNumberWords("89440000000001234576", now, USUAL, "ONSIM")?.text).not.toContain("the line has now");
  });
});

describe("a burst", () => {
  it.each([
    ["8944000000000123456", "iccid", "8944000000000123456"],
    ["89450201846212345676F", "iccid", "89450201846212345676"],
    ["C18944000000000123456", "iccid", "8944000000000123456"],
    ["89049032004008882600000000003374", "eid", "89049032004008882600000000003374"],
    ["490154203237518", "imei", "490154203237518"],
  ])("%s is an %s", (text, kind, digits) => {
    expect(scanned(text)).toEqual({ kind, digits });
  });

  it.each([
    "490154203237519",
    "12345678901234567890",
    "128944000000000123456",
    "abcdefghijklmnop",
    "LPA1smdpexamplecom89440000000001234",
  ])("%s is none of a SIM or phone", (text) => {
    expect(scanned(text)).toBeNull();
  });
});

describe("where a scanned number belongs", () => {
  it("is known by the kind of the field", () => {
    expect(
      takes(aField({ name: "a", label: "Number of the new SIM", kind: { type: "iccid", rule: USUAL } }), "iccid"),
    ).toBe(true);
    expect(takes(aField({ name: "a", label: "SIM card number" }), "iccid")).toBe(false);
    expect(takes(aField({ name: "a", label: "Remark" }), "iccid")).toBe(false);
    expect(takes(aField({ name: "a", label: "Phone", kind: { type: "imei" } }), "iccid")).toBe(false);
    expect(takes(aField({ name: "a", label: "Phone", kind: { type: "imei" } }), "imei")).toBe(true);
  });
});

function Held() {
  const [value, setValue] = useState("");
  return (
    <SimNumberField
      label="SIM number"
      isRequired
      value={value}
      onChange={setValue}
      now={null}
      rule={USUAL}
      provider="ONSIM"
    />
  );
}

describe("the field", () => {
  it("groups what is typed or pasted by four and says how far it is", async () => {
    const user = userEvent.setup();
    render(<Held />);
    const field = screen.getByLabelText("SIM number");
    await user.type(field, "89440000");
    expect(field).toHaveValue("8944 0000");
    expect(screen.getByRole("status")).toHaveTextContent("8 of 18 to 20 digits");
    await user.clear(field);
    await user.paste("8944-0000-0000-0123-456");
    expect(field).toHaveValue("8944 0000 0000 0123 456");
    expect(screen.getByRole("status")).toHaveTextContent("19 digits, and the last one fits.");
  });

  it("moves nothing under the caret in the middle, and groups on leaving", async () => {
    const user = userEvent.setup();
    render(<Held />);
    const field = screen.getByLabelText("SIM number");
    await user.type(field, "8944123");
    expect(field).toHaveValue("8944 123");
    await user.type(field, "0", { initialSelectionStart: 2, initialSelectionEnd: 2 });
    expect(field).toHaveValue("89044 123");
    await user.tab();
    expect(field).toHaveValue("8904 4123");
  });
});
