// Why something cannot be done with a line's SIM.
import { expect, it } from "vitest";
import type { LinePage, SimChoice } from "@/ipc";
import { aLine } from "@/ipc/samples";
import { whyNoReplacement } from "./possible";

function choice(way: SimChoice["way"], reason: string | null): SimChoice {
  return { way, title: "", hint: "", available: reason === null, reason, sim: null };
}

function page(sim_choices: SimChoice[]): LinePage {
  return {
    line: aLine(),
    abilities: [],
    sim_choices,
    verification: null,
    activity: [],
    ports: [],
    not_refreshed: null,
  };
}

const NEVER = choice({ type: "not_offered" }, "The provider publishes no such call.");

it("says what stops the ways there are, before what the provider never offers", () => {
  const ended = choice({ type: "task", task: "replace_sim" }, "This line has ended.");
  expect(whyNoReplacement(page([NEVER, ended]))).toBe("This line has ended.");
  expect(whyNoReplacement(page([NEVER]))).toBe("The provider publishes no such call.");
  expect(whyNoReplacement(page([NEVER, choice({ type: "new_esim_code" }, null)]))).toBeNull();
});
