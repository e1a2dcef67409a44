// What the tests of setting up connections share.
import { screen } from "@testing-library/react";
import type { Handlers } from "@/ipc/fake";
import { aTest, theKinds } from "@/ipc/samples";

/** To look for where it must not be. */
export const SECRET = "sk-live-4f1c-9a77";

/** What the forms ask the desk. */
export const ANSWERS: Handlers = {
  connection_kinds: () => ({ kinds: theKinds() }),
  keyring_state: () => ({ usable: true, why: null }),
  test_connection: () => aTest(),
};

export const field = (name: string | RegExp) => screen.findByLabelText<HTMLInputElement>(name);

/** Neither in the text, nor in an attribute, nor as the value of a field. */
export function isNowhere(secret: string): boolean {
  const values = [...document.querySelectorAll("input, textarea")].map((one) => (one as HTMLInputElement).value);
  return !document.documentElement.outerHTML.includes(secret) && !values.some((value) => value.includes(secret));
}
