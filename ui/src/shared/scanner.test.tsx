// Bursts of a scanner: heard anywhere, never taken for keys; and people who type are left alone.
import { act, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useKeys } from "./keys";
import { type TakeScan, useScanner } from "./scanner";

const CARD = "8944000000000123456";

let clock = 1000;
let pressed: string[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  pressed = [];
});
afterEach(() => {
  act(() => vi.runAllTimers());
  vi.useRealTimers();
});

function Keyed() {
  const bind = (key: string) => ({ [key]: { label: key, run: () => void pressed.push(key) } });
  useKeys({ ...bind("8"), ...bind("9"), ...bind("4"), ...bind("r"), ...bind("Escape") });
  return null;
}

function Page({ take, fields = false, active = true }: { take: TakeScan; fields?: boolean; active?: boolean }) {
  const [text, setText] = useState("");
  const [clicks, setClicks] = useState(0);
  useScanner(take, { fromFields: fields, active });
  return (
    <form onSubmit={() => pressed.push("submit")}>
      <Keyed />
      <input aria-label="Note" value={text} onChange={(event) => setText(event.target.value)} />
      <button type="button" onClick={() => setClicks(clicks + 1)}>
        Pressed {clicks}
      </button>
    </form>
  );
}

/** Presses a key so many milliseconds after the one before; true when the page may act on it. */
function press(target: Element, key: string, after = 5, over: Partial<KeyboardEventInit> = {}): boolean {
  clock += after;
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...over });
  Object.defineProperty(event, "timeStamp", { value: clock });
  let free = true;
  act(() => {
    free = target.dispatchEvent(event);
  });
  if (free && target instanceof HTMLInputElement && key.length === 1) {
    fireEvent.input(target, { target: { value: target.value + key } });
  }
  return free;
}

function type(target: Element, text: string, after = 5): void {
  for (const key of text) press(target, key, after);
}

const pause = () => act(() => vi.advanceTimersByTime(200));

describe("a burst", () => {
  it("is heard while a button has the focus, and neither its keys nor its Enter act", () => {
    const take = vi.fn<TakeScan>(() => true);
    render(<Page take={take} />);
    const button = screen.getByRole("button");
    type(button, CARD);
    expect(press(button, "Enter")).toBe(false);
    pause();
    expect(take.mock.calls).toEqual([[CARD, false]]);
    expect(pressed).toEqual([]);
  });

  it.each(["Tab", null])("ends with %s too", (end) => {
    const take = vi.fn<TakeScan>(() => true);
    render(<Page take={take} />);
    type(document.body, `${CARD}F`);
    if (end !== null) expect(press(document.body, end)).toBe(false);
    pause();
    expect(take.mock.calls).toEqual([[`${CARD}F`, false]]);
  });

  it("acts on nothing even when nobody takes it", () => {
    render(<Page take={() => false} />);
    type(document.body, CARD);
    expect(press(document.body, "Enter")).toBe(false);
    pause();
    expect(pressed).toEqual([]);
  });

  it("is taken out of a text field that it went into, when it is taken", () => {
    const take = vi.fn<TakeScan>(() => true);
    render(<Page take={take} fields />);
    const note = screen.getByLabelText("Note");
    fireEvent.input(note, { target: { value: "lost " } });
    type(note, CARD);
    expect(note).toHaveValue(`lost ${CARD}`);
    expect(press(note, "Enter")).toBe(false);
    expect(take.mock.calls).toEqual([[CARD, true]]);
    expect(note).toHaveValue("lost ");
  });

  it("stays in a text field when it is left, and its Enter acts", () => {
    render(<Page take={() => false} fields />);
    const note = screen.getByLabelText("Note");
    type(note, CARD);
    expect(press(note, "Enter")).toBe(true);
    expect(note).toHaveValue(CARD);
  });

  it("is not offered from text fields where nobody asked for that", () => {
    const take = vi.fn<TakeScan>(() => true);
    render(<Page take={take} />);
    const note = screen.getByLabelText("Note");
    type(note, CARD);
    expect(press(note, "Enter")).toBe(true);
    pause();
    expect(take).not.toHaveBeenCalled();
  });

  it("goes through capitals, for which a scanner holds the Shift key", () => {
    const take = vi.fn<TakeScan>(() => true);
    render(<Page take={take} />);
    for (const key of "ABCDEFGHIJKLMNOP") {
      press(document.body, "Shift");
      press(document.body, key, 1, { shiftKey: true });
    }
    press(document.body, "Enter");
    expect(take.mock.calls).toEqual([["ABCDEFGHIJKLMNOP", false]]);
  });
});

describe("a person", () => {
  it("has single keys that still work, a moment later and once", () => {
    const take = vi.fn<TakeScan>(() => true);
    render(<Page take={take} />);
    press(document.body, "r", 300);
    expect(pressed).toEqual([]);
    pause();
    expect(pressed).toEqual(["r"]);
    expect(take).not.toHaveBeenCalled();
  });

  it("may roll over keys: they act in their order, before a key that is none of a burst", () => {
    render(<Page take={() => true} />);
    type(document.body, "89");
    pause();
    expect(pressed).toEqual(["8", "9"]);
    press(document.body, "4", 300);
    press(document.body, "Escape", 5);
    expect(pressed).toEqual(["8", "9", "4", "Escape"]);
  });

  it("is not taken for a scanner, however much is typed", () => {
    const take = vi.fn<TakeScan>(() => true);
    render(<Page take={take} fields />);
    const note = screen.getByLabelText("Note");
    type(note, CARD, 36);
    expect(press(note, "Enter", 36)).toBe(true);
    expect(take).not.toHaveBeenCalled();
    expect(note).toHaveValue(CARD);
  });

  it("is not taken for one by holding a key down or by short fast words", () => {
    const take = vi.fn<TakeScan>(() => true);
    render(<Page take={take} fields />);
    const note = screen.getByLabelText("Note");
    for (let at = 0; at < 30; at += 1) press(note, "8", 5, { repeat: true });
    type(note, "12345678901234");
    expect(press(note, "Enter")).toBe(true);
    expect(take).not.toHaveBeenCalled();
  });

  it("is not listened to while the scanner rests", () => {
    const take = vi.fn<TakeScan>(() => true);
    render(<Page take={take} active={false} />);
    press(document.body, "r", 300);
    expect(pressed).toEqual(["r"]);
    type(document.body, CARD);
    pause();
    expect(take).not.toHaveBeenCalled();
  });
});
