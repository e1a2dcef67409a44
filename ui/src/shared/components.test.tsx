import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { Age } from "./Age";
import { ChoiceCards } from "./ChoiceCards";
import { Countdown } from "./Countdown";
import { Field } from "./Field";
import { SecretField } from "./SecretField";
import { setTheme, startTheme } from "./theme";
import { ToastRegion, toast } from "./toast";

afterEach(() => {
  vi.useRealTimers();
});

test("an age counts on by itself", () => {
  vi.useFakeTimers({ now: 1_000_000_000 });
  render(<Age at={1_000_000_000 - 10_000} />);
  expect(screen.getByText("10 s ago")).toBeInTheDocument();
  act(() => vi.advanceTimersByTime(52_000));
  expect(screen.getByText("1 min ago")).toBeInTheDocument();
});

test("a countdown calls once when its time is over", () => {
  vi.useFakeTimers({ now: 1_000_000_000 });
  const end = vi.fn();
  render(<Countdown until={1_000_000_000 + 3_000} onEnd={end} />);
  expect(screen.getByRole("timer")).toHaveTextContent("0:03");
  act(() => vi.advanceTimersByTime(2_000));
  expect(end).not.toHaveBeenCalled();
  act(() => vi.advanceTimersByTime(5_000));
  expect(end).toHaveBeenCalledTimes(1);
  expect(screen.getByRole("timer")).toHaveTextContent("0:00");
});

test("choices are chosen by their number, and what cannot be chosen says why", async () => {
  const change = vi.fn();
  render(
    <ChoiceCards
      label="How"
      value={null}
      onChange={change}
      choices={[
        { value: "esim", title: "eSIM", name: "eSIM" },
        { value: "card", title: "Card", name: "Card", unavailable: "No card call is published." },
      ]}
    />,
  );
  await userEvent.keyboard("2");
  expect(change).not.toHaveBeenCalled();
  await userEvent.keyboard("1");
  expect(change).toHaveBeenCalledWith("esim");
  expect(screen.getByRole("radio", { name: /No card call is published/ })).toBeDisabled();
});

test("a field says what is wrong with it", () => {
  const { rerender } = render(<Field label="Note" value="" onChange={() => undefined} />);
  expect(screen.getByLabelText("Note")).not.toHaveAttribute("aria-invalid");
  rerender(<Field label="Note" value="" onChange={() => undefined} error="Say why." />);
  expect(screen.getByLabelText("Note")).toHaveAccessibleDescription("Say why.");
});

test("a toast is said and goes by itself", () => {
  vi.useFakeTimers();
  render(<ToastRegion />);
  act(() => toast("Copied"));
  expect(screen.getByRole("status")).toHaveTextContent("Copied");
  act(() => vi.advanceTimersByTime(8_000));
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
});

test("the theme is kept, and broken storage does not stop it", () => {
  startTheme();
  setTheme("dark");
  expect(document.documentElement).toHaveAttribute("data-theme", "dark");
  startTheme();
  expect(document.documentElement).toHaveAttribute("data-theme", "dark");
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new Error("storage is off");
  });
  setTheme("light");
  expect(document.documentElement).toHaveAttribute("data-theme", "light");
});

test("a choice made by its number takes the focus along, but only from within the group", async () => {
  const choices = [
    { value: "a", title: "First", name: "First" },
    { value: "b", title: "Second", name: "Second" },
  ];
  render(
    <>
      <ChoiceCards label="Which" choices={choices} value={null} onChange={() => undefined} />
      <button type="button">Elsewhere</button>
    </>,
  );
  await userEvent.tab();
  expect(screen.getByRole("radio", { name: "First" })).toHaveFocus();
  await userEvent.keyboard("2");
  expect(screen.getByRole("radio", { name: "Second" })).toHaveFocus();
  act(() => screen.getByRole("button", { name: "Elsewhere" }).focus());
  await userEvent.keyboard("1");
  expect(screen.getByRole("button", { name: "Elsewhere" })).toHaveFocus();
});

test("a masked field gives its text to its owner and to no one else", async () => {
  let element: HTMLInputElement | null = null;
  render(
    <SecretField
      label="Key"
      hint="From the letter."
      error="It is needed."
      ref={(input) => {
        element = input;
      }}
    />,
  );
  const input = screen.getByLabelText("Key");
  expect(input).toHaveAccessibleDescription("From the letter. It is needed.");
  expect(input).toBeInvalid();
  await userEvent.type(input, "sk-1");
  expect(element).toHaveValue("sk-1");
  expect(document.body.innerHTML).not.toContain("sk-1");
});
