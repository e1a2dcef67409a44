// What the tests of a code on screen share: opening its page, and the look for anything of it that was left.
import { screen } from "@testing-library/react";
import { beforeEach, expect } from "vitest";
import type { Handlers } from "@/ipc/fake";
import { aDesk, aPage, aProof, LINE, open, SECRET, watchBlobUrls } from "./LineViewBench";

/** The pictures that are open now. */
export let blobs: { open: Set<string> };
beforeEach(() => {
  blobs = watchBlobUrls();
});

/** The page of the code of a verified customer, with its picture. */
export async function shown(over: Handlers = {}) {
  const host = aDesk(over, aPage({ verification: aProof() }));
  const opened = open(`${LINE}/code`);
  const picture = await screen.findByRole("img", { name: "eSIM activation QR code" });
  return { host, picture, ...opened };
}

/** Everything a person, a script or a saved page could find. */
export function everything(): string {
  return document.documentElement.outerHTML + document.title + JSON.stringify({ ...localStorage, ...sessionStorage });
}

/** Fails where anything of the code is left on the page. */
export function expectNothingLeft(): void {
  expect(everything()).not.toContain(SECRET);
  expect(everything()).not.toContain("smdp.example.com");
  expect(everything()).not.toContain("blob:");
  expect(screen.queryByRole("img", { name: /qr code/i })).toBeNull();
  expect(blobs.open.size).toBe(0);
}
