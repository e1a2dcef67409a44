import { expect, test } from "vitest";
import { countOf, formatBytes, formatIsoDate, formatWhen } from "./format";
import { keyWords } from "./Kbd";
import { ageWords, clockWords } from "./time";

const NOW = Date.UTC(2026, 0, 15, 10, 0, 0);

test.each([
  [0, "now"],
  [4_999, "now"],
  [12_000, "12 s"],
  [59_999, "59 s"],
  [60_000, "1 min"],
  [3_599_999, "59 min"],
  [3_600_000, "1 h"],
  [47 * 3_600_000, "47 h"],
  [48 * 3_600_000, "2 d"],
  [-3_000, "now"],
])("an age of %i ms is said as %s", (age, words) => {
  expect(ageWords(NOW - age, NOW)).toBe(words);
});

test.each([
  [102_000, "1:42"],
  [59_001, "0:59"],
  [1, "0:00"],
  [0, "0:00"],
  [-5_000, "0:00"],
  [3_725_000, "1:02:05"],
])("%i ms left is shown as %s", (left, words) => {
  expect(clockWords(left)).toBe(words);
});

test("today is a time, yesterday says so, older has its date", () => {
  const noon = new Date(2026, 0, 15, 12, 0, 0).getTime();
  expect(formatWhen(new Date(2026, 0, 15, 10, 42, 6).getTime(), noon)).toBe("10:42:06");
  expect(formatWhen(new Date(2026, 0, 14, 23, 59, 0).getTime(), noon)).toBe("Yesterday 23:59");
  expect(formatWhen(new Date(2026, 0, 2, 9, 5, 0).getTime(), noon)).toMatch(/2.*09:05$/);
  expect(formatWhen(new Date(2025, 11, 24, 9, 5, 0).getTime(), noon)).toContain("2025");
});

test("a provider's date is that day in every time zone", () => {
  expect(formatIsoDate("2026-01-31")).toMatch(/31/);
  expect(formatIsoDate("2026-01-01T00:30:00")).toMatch(/\b1\b/);
  expect(formatIsoDate("soon")).toBe("soon");
});

test("counts and amounts", () => {
  expect(countOf(1, "line")).toBe("1 line");
  expect(countOf(2, "line")).toBe("2 lines");
  expect(formatBytes(999)).toBe("999 B");
  expect(formatBytes(2_400_000_000).replace(",", ".")).toBe("2.4 GB");
  expect(formatBytes(-1000)).toBe("-1 kB");
});

test("keys are written as they are on the keyboard", () => {
  expect(keyWords("Mod+k", false)).toBe("Ctrl K");
  expect(keyWords("Mod+k", true)).toBe("⌘ K");
  expect(keyWords("g s", false)).toBe("G then S");
  expect(keyWords("ArrowDown", false)).toBe("↓");
});
