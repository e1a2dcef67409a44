// The words of replacing a SIM: proofs of identity, ways, reasons, what was looked at before sending, and what became of
// it. Total tables, so that a new value on the Rust side does not compile here until its words are written.
import type {
  ActionKind,
  ActionState,
  Environment,
  HideReason,
  IccidWarning,
  PreviewCheck,
  Reason,
  SimKind,
  SimWay,
  VerificationMethod,
} from "@/ipc";

interface MethodWords {
  /** On its card. */
  name: string;
  /** What the agent has done. */
  description: string;
  /** After "Verified by". */
  by: string;
}

/** How a customer proves who they are. Name and birth date alone are not on the list on purpose. */
export const METHODS: Record<VerificationMethod, MethodWords> = {
  photo_id: { name: "Photo ID", description: "You have seen it, and face and name match.", by: "photo ID" },
  account_pin: { name: "Account PIN", description: "They said the account PIN, and it is right.", by: "PIN" },
  call_back: {
    name: "Call-back on a known number",
    description: "You called them back on a number that was known before.",
    by: "call-back",
  },
  one_time_code: {
    name: "One-time code",
    description: "They read out a code that was sent to something they have.",
    by: "one-time code",
  },
};

/** The methods in the order of their number keys. */
export const METHOD_ORDER: readonly VerificationMethod[] = ["photo_id", "account_pin", "call_back", "one_time_code"];

interface WayWords {
  name: string;
  description: string;
  /** The change it is; null while this version cannot make it. */
  kind: ActionKind | null;
}

/** The ways a line can get another SIM. */
export const WAYS: Record<SimWay, WayWords> = {
  new_esim_code: {
    name: "eSIM, new code",
    description: "A new activation code for the eSIM of this line. The old code stops working.",
    kind: { type: "new_esim_code" },
  },
  card: { name: "SIM card", description: "Another card takes over this line.", kind: null },
  auto_assign: { name: "Assigned by the provider", description: "The provider picks the SIM.", kind: null },
};

/** Why a SIM is replaced, in the order of the number keys. */
export const REASON_ORDER: readonly Reason[] = ["lost", "stolen", "damaged", "new_phone", "customer_asked", "other"];

/** How the reasons are said. */
export const REASONS: Record<Reason, { name: string; description: string }> = {
  lost: { name: "Lost", description: "The phone or SIM is lost." },
  stolen: { name: "Stolen", description: "The phone or SIM was stolen." },
  damaged: { name: "Damaged", description: "It does not work any more." },
  new_phone: { name: "New phone", description: "The customer has another phone." },
  customer_asked: { name: "Customer asked", description: "The customer wants it." },
  other: { name: "Other", description: "Something else; the note says what." },
};

/** The kind of the SIM before the change. */
export const SIM_NOW: Record<SimKind, string> = {
  esim: "eSIM",
  card: "SIM card",
  unknown: "SIM of a kind that is not said",
};

/** How one check is shown. */
export interface CheckWords {
  sign: "ok" | "note" | "warn" | "stop";
  text: string;
}

/** Whether what is about to be sent is real. */
export const REAL: Record<Environment, CheckWords> = {
  practice: { sign: "ok", text: "This is a practice line. Nothing real happens." },
  staging: { sign: "ok", text: "This is a line in staging, a test system of the provider." },
  production: { sign: "note", text: "This is a real line in production." },
};

/** The words of one thing that was looked at before a change. */
export function checkWords(check: PreviewCheck, provider: string): CheckWords {
  switch (check.type) {
    case "verified":
      return { sign: "ok", text: `Verified by ${METHODS[check.verification.method].by}` };
    case "not_verified":
      return { sign: "stop", text: "The customer is not verified, or the five minutes are over. Verify first." };
    case "no_other_change":
      return { sign: "ok", text: "No other change running on this line" };
    case "other_change":
      return { sign: "stop", text: "Another change is running on this line. It has to end first." };
    case "no_port":
      return { sign: "ok", text: "No port in progress" };
    case "port_under_way":
      return {
        sign: "warn",
        text: `A port of this number is in progress. ${provider} says: ${check.raw_state}. Ask the customer about it.`,
      };
    case "ports_not_read":
      return { sign: "warn", text: "Ports could not be read. Ask the customer whether the number is being moved." };
    case "sim_changed_lately":
      return { sign: "warn", text: `SIM was changed ${ago(check.days)}. Ask why.` };
    case "number_changed_lately":
      return { sign: "warn", text: `The number was changed ${ago(check.days)}. Ask why.` };
    case "owner_changed_lately":
      return { sign: "warn", text: `Name, address or e-mail was changed ${ago(check.days)}. Ask why.` };
    case "already_so":
      return { sign: "warn", text: "The line is so already. Sending it changes nothing, or starts it anew." };
    case "no_estimate":
      return { sign: "warn", text: `${provider} did not say what it costs.` };
    case "same_sim":
      return { sign: "stop", text: "This SIM is the one the line has." };
    case "sim_used_before":
      return { sign: "warn", text: "This SIM was given to a line before, on this desk. Look at Actions." };
    case "odd_sim_number":
      return { sign: "warn", text: ODD_SIM[check.warning] };
    case "cannot_be_proved":
      return { sign: "note", text: `Nothing tells afterwards whether it happened. ${check.look_at}` };
    case "outage":
      return { sign: "stop", text: `${provider} does not work at the moment. Nothing is sent until it answers again.` };
    case "unverified":
      return { sign: "warn", text: `${provider} does not document this fully. It is not verified with the provider.` };
  }
}

const ODD_SIM: Record<IccidWarning, string> = {
  padding: "Padding at the end of the SIM number was dropped. It was copied from the card's memory.",
  check_digit: "The last digit of the SIM number does not fit the others. Compare it with the card.",
  check_digit_or_trimmed:
    "The last digit of the SIM number does not fit the others, or it is the form without the printed check digit. Compare it with the card.",
};

function ago(days: number): string {
  if (days === 0) {
    return "today";
  }
  return days === 1 ? "1 day ago" : `${days} days ago`;
}

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
