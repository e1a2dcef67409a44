// What the customer reads: every phone in every language, and nothing personal but the digits.
import { describe, expect, it } from "vitest";
import { PHONES } from "./menus";
import { keysOf, otherWay, phoneName, stepsFor, WORDS } from "./words";

const LANGUAGES = keysOf(WORDS);
const EVERY = LANGUAGES.flatMap((language) => keysOf(PHONES).map((phone) => ({ language, phone })));

describe("the steps", () => {
  it.each(EVERY)("for $phone in $language are three, and name the menu somewhere", ({ language, phone }) => {
    const steps = stepsFor(phone, language);
    expect(steps).toHaveLength(3);
    const menus = [...steps, otherWay(phone, language)].filter((step) => step?.menu != null);
    expect(menus).toHaveLength(1);
    expect(menus[0]?.menu).toBe(PHONES[phone].menu[language]);
    expect(menus[0]?.menu?.length).toBeGreaterThan(1);
    for (const step of steps) expect(step.text).toMatch(/^\S.*[^.]$/);
  });

  it("end with the word that the screen then says", () => {
    for (const language of LANGUAGES) {
      const last = stepsFor("other", language).at(-1)?.text.toLowerCase();
      expect(last).toContain(WORDS[language].done.toLowerCase());
    }
  });

  it("are other ones in every language", () => {
    for (const phone of keysOf(PHONES)) {
      const texts = LANGUAGES.map((language) => JSON.stringify(stepsFor(phone, language)));
      expect(new Set(texts).size).toBe(LANGUAGES.length);
    }
  });
});

describe("the question", () => {
  it.each(LANGUAGES)("in %s names the digits, or none", (language) => {
    const { happens } = WORDS[language];
    for (const gets of ["esim", "card", "sim"] as const) {
      expect(happens(gets, "123")).toContain("123");
      expect(happens(gets, null)).not.toMatch(/\d|null/);
      expect(happens(gets, null)).toMatch(/SIM/);
    }
  });
});

it("offers each phone under its own name", () => {
  for (const language of LANGUAGES) {
    expect(new Set(keysOf(PHONES).map((phone) => phoneName(phone, language))).size).toBe(4);
  }
});
