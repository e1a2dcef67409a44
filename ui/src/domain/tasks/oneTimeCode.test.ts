// What is said about the one-time codes of a line.
import { describe, expect, it } from "vitest";
import { triesWords } from "./oneTimeCode";

const codes = { sent_at: 1, wrong: 0, most: 3, limit_is_providers: false };

describe("the codes of a line", () => {
  it("are counted, and whose limit it is is said", () => {
    expect(triesWords(codes, "Reach")).toBe(
      "After 3 wrong codes another one has to be sent (the rule of this desk, Reach publishes none).",
    );
    expect(triesWords({ ...codes, wrong: 1 }, "Reach")).toContain("1 wrong code so far, 2 of 3 tries left");
    expect(triesWords({ ...codes, wrong: 1, limit_is_providers: true }, "Reach")).toContain("the limit of Reach");
  });

  it("end the try with the way on", () => {
    expect(triesWords({ ...codes, wrong: 3 }, "Reach")).toMatch(/the try is over.*Send another code, or let/);
  });
});
