// What the states of an action mean for whoever waits for it.
import type { ActionState } from "./generated/types";

/** What became of a change that was sent. */
export type Outcome = "sending" | "waiting" | "done" | "refused" | "failed" | "not_sent" | "unknown" | "not_done";

/** The outcome behind each state of an action. */
export const OUTCOMES: Record<ActionState, Outcome> = {
  prepared: "sending",
  sent: "sending",
  done: "done",
  noted: "done",
  accepted: "waiting",
  refused: "refused",
  failed: "failed",
  not_sent: "not_sent",
  unknown: "unknown",
  not_done: "not_done",
};
