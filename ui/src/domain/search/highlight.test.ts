import { expect, test } from "vitest";
import { highlight, matches } from "./highlight";

const marked = (text: string, query: string) =>
  highlight(text, query)
    .map((part) => (part.hit ? `[${part.text}]` : part.text))
    .join("");

test.each([
  ["+44 7700 900123", "900123", "+44 7700 [900123]"],
  ["+61 412 900 123", "900123", "+61 412 [900 123]"],
  ["+1 (601) 555-0123", "5550123", "+1 (601) [555-0123]"],
  ["+44 7700 900123", "07700 900", "+44 [7700 900]123"],
  ["+44 7700 900123", "0044 7700", "+[44 7700] 900123"],
  ["+44 7700 900123", "+44 77", "+[44 77]00 900123"],
  ["8944 0000 0000 0123 456", "01234", "8944 0000 0000 [0123 4]56"],
  ["+44 7700 900123", "999", "+44 7700 900123"],
  ["Nadia Osei", "ose", "Nadia [Ose]i"],
  ["Nadia Osei", "osei nad", "[Nad]ia [Osei]"],
  ["Jürgen Weiß", "jurgen weiss", "[Jürgen] [Weiß]"],
  ["Søren Kjær", "soren kjae", "[Søren] [Kjæ]r"],
  ["Kaffe & Co ApS", "co", "Kaffe & [Co] ApS"],
  ["nadia@example.test", "example", "nadia@[example].test"],
  ["Ana Banana", "ana", "[Ana] Banana"],
  ["Nadia", "", "Nadia"],
])("in %s, %s marks %s", (text, query, expected) => {
  expect(marked(text, query)).toBe(expected);
});

test("nothing of the text is lost or moved", () => {
  for (const query of ["a", "7700", "ss e", "zz"]) {
    for (const text of ["Weiß & Æble Açaí", "+44 7700 900123", ""]) {
      expect(
        highlight(text, query)
          .map((part) => part.text)
          .join(""),
      ).toBe(text);
    }
  }
});

test("digits typed into a name search do not match letters", () => {
  expect(matches("Nadia Osei", "77")).toBe(false);
});
