import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Dialog } from "./Dialog";
import { type KeyBinding, type KeyLayer, useKeys, useListedKeys } from "./keys";
import { setMac } from "./platform";

function Keys({ bindings, layer }: { bindings: Record<string, KeyBinding>; layer?: KeyLayer }) {
  useKeys(bindings, layer);
  return null;
}

function List() {
  return (
    <ul>
      {useListedKeys().map((one) => (
        <li key={one.key}>{`${one.key}: ${one.label}`}</li>
      ))}
    </ul>
  );
}

const key = (run: () => void, over: Partial<KeyBinding> = {}): KeyBinding => ({ label: "does it", run, ...over });

test("a single key works outside fields and is text inside them", async () => {
  const run = vi.fn();
  render(
    <>
      <Keys bindings={{ r: key(run) }} />
      <input aria-label="Note" />
    </>,
  );
  await userEvent.keyboard("r");
  expect(run).toHaveBeenCalledTimes(1);
  await userEvent.type(screen.getByLabelText("Note"), "r");
  expect(run).toHaveBeenCalledTimes(1);
  expect(screen.getByLabelText("Note")).toHaveValue("r");
});

test("keys with Ctrl, function keys and Escape work inside fields too", async () => {
  const run = vi.fn();
  render(
    <>
      <Keys bindings={{ "Mod+k": key(run), F5: key(run), Escape: key(run) }} />
      <input aria-label="Note" />
    </>,
  );
  await userEvent.click(screen.getByLabelText("Note"));
  await userEvent.keyboard("{Control>}k{/Control}{F5}{Escape}");
  expect(run).toHaveBeenCalledTimes(3);
});

test("on a Mac, Cmd takes the place of Ctrl", async () => {
  const run = vi.fn();
  render(<Keys bindings={{ "Mod+k": key(run) }} />);
  setMac(true);
  await userEvent.keyboard("{Control>}k{/Control}");
  expect(run).not.toHaveBeenCalled();
  await userEvent.keyboard("{Meta>}k{/Meta}");
  expect(run).toHaveBeenCalledTimes(1);
  setMac(false);
});

test("two keys one after the other, and the second alone does nothing", async () => {
  const run = vi.fn();
  render(<Keys bindings={{ "g s": key(run) }} />);
  await userEvent.keyboard("s");
  expect(run).not.toHaveBeenCalled();
  await userEvent.keyboard("gs");
  expect(run).toHaveBeenCalledTimes(1);
  await userEvent.keyboard("gxs");
  expect(run).toHaveBeenCalledTimes(1);
});

test("the view comes before what is always there, until it is not for now", async () => {
  const view = vi.fn();
  const everywhere = vi.fn();
  const { rerender } = render(
    <>
      <Keys bindings={{ F5: key(view) }} />
      <Keys bindings={{ F5: key(everywhere) }} layer="global" />
    </>,
  );
  await userEvent.keyboard("{F5}");
  expect([view.mock.calls.length, everywhere.mock.calls.length]).toEqual([1, 0]);
  rerender(
    <>
      <Keys bindings={{ F5: key(view, { when: false }) }} />
      <Keys bindings={{ F5: key(everywhere) }} layer="global" />
    </>,
  );
  await userEvent.keyboard("{F5}");
  expect([view.mock.calls.length, everywhere.mock.calls.length]).toEqual([1, 1]);
});

test("an open dialog shuts the keys of the page out", async () => {
  const run = vi.fn();
  const page = <Keys bindings={{ r: key(run) }} />;
  const { rerender } = render(
    <>
      {page}
      <Dialog title="Keys" onClose={() => undefined}>
        text
      </Dialog>
    </>,
  );
  await userEvent.keyboard("r");
  expect(run).not.toHaveBeenCalled();
  rerender(page);
  await userEvent.keyboard("r");
  expect(run).toHaveBeenCalledTimes(1);
});

test("Enter on a button presses the button, not the key", async () => {
  const run = vi.fn();
  const pressed = vi.fn();
  render(
    <>
      <Keys bindings={{ Enter: key(run) }} />
      <button type="button" onClick={pressed}>
        Press
      </button>
    </>,
  );
  screen.getByRole("button").focus();
  await userEvent.keyboard("{Enter}");
  expect(pressed).toHaveBeenCalledTimes(1);
  expect(run).not.toHaveBeenCalled();
});

test("the list has what works now, the view's first, each key once", () => {
  render(
    <>
      <Keys
        bindings={{ F5: key(vi.fn(), { label: "everything" }), "/": key(vi.fn(), { label: "find" }) }}
        layer="global"
      />
      <Keys
        bindings={{
          F5: key(vi.fn(), { label: "this page" }),
          r: key(vi.fn(), { label: "replace" }),
          q: key(vi.fn(), { when: false }),
          x: key(vi.fn(), { hidden: true }),
        }}
      />
      <List />
    </>,
  );
  expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
    "F5: this page",
    "r: replace",
    "/: find",
  ]);
});
