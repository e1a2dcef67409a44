// The words of replacing a SIM. Total tables, so that a new value on the Rust side does not compile here until its words are written.
import type { CodeArrives, HideReason, OldSim, Reason, SimKind } from "@/ipc";

/** The kind of the SIM before the change. */
export const SIM_NOW: Record<SimKind, string> = {
  esim: "eSIM",
  card: "SIM card",
  unknown: "SIM of a kind that is not said",
};

/** What a reason says of the old SIM by itself; the desk reads it the same way. */
export const OLD_SIM_BY_REASON: Partial<Record<Reason, OldSim>> = {
  lost: "lost",
  stolen: "stolen",
  damaged: "damaged",
};

/** How the code of the new SIM comes. */
export const CODE_ARRIVES: Record<CodeArrives, string> = {
  card: "none: the card is put into the phone",
  in_answer: "shown here as soon as it is done",
  by_mail: "by e-mail from the provider; it can be pasted here to show it",
  as_before: "no new one: the code the customer got with this eSIM is used again",
  not_published: "the provider does not publish how; it is shown here if one comes",
};

interface GoneWords {
  what: string;
  todo: string;
  /** Whether the code in force may be asked for again. */
  again: string | null;
}

/** Why a code is no longer on the screen, and what to do next. */
export function goneWords(why: HideReason, provider: string): GoneWords {
  switch (why) {
    case "used":
      return {
        what: "This code has been used: a phone has installed it. It cannot be shown again.",
        todo: `Ask the customer to switch the eSIM on. If it was not the customer's phone, tell ${provider} at once.`,
        again: null,
      };
    case "replaced":
      return {
        what: `${provider} has another code for this line now. The one that was shown no longer works.`,
        todo: "Show the code in force and let the customer scan that one.",
        again: "Show the code in force",
      };
    case "time_up":
      return {
        what: "The time is up, so the code was taken off the screen.",
        todo: "It still works. Show it again when the customer is ready to scan.",
        again: "Show again",
      };
    case "asked":
      return {
        what: "The code is hidden.",
        todo: "It still works. Show it again when it is needed.",
        again: "Show again",
      };
  }
}
