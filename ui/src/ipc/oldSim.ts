// How it is said what becomes of the SIM that a line had. A total table: a new value of the desk does not compile without its words.
import type { OldSim } from "./generated/types";

/** In the middle of a sentence. */
export const OLD_SIMS: Record<OldSim, string> = {
  lost: "lost",
  stolen: "stolen",
  damaged: "damaged",
  kept: "stays with the customer",
  stock: "back to stock",
  destroyed: "destroyed here",
};
