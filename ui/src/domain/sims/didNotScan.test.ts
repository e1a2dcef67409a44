// The tree of questions: every way through it ends with something to do.
import { describe, expect, it } from "vitest";
import { BEGIN, type Place, TREE } from "./didNotScan";

/** Every way from a place to an end. */
function ways(place: Place, path: readonly Place[] = []): Place[][] {
  expect(path).not.toContain(place);
  const here = [...path, place];
  const { answers } = TREE[place];
  return answers.length === 0 ? [here] : answers.flatMap(({ to }) => ways(to, here));
}

describe("it did not scan", () => {
  it("reaches every place, never goes in circles, and ends with something to do", () => {
    const all = ways(BEGIN);
    expect(new Set(all.flat())).toEqual(new Set(Object.keys(TREE)));
    for (const way of all) expect(TREE[way.at(-1) ?? BEGIN].helps).not.toHaveLength(0);
  });

  it("asks about the phone, the net and the picture before it says anything about the code", () => {
    for (const way of ways(BEGIN)) {
      expect(way.indexOf("unlocked")).toBe(0);
      for (const first of ["online", "picture", "which_phone"] as const) {
        expect(way.indexOf(first)).toBeGreaterThan(0);
        expect(way.indexOf(first)).toBeLessThan(way.indexOf("what_phone_says"));
      }
    }
  });
});
