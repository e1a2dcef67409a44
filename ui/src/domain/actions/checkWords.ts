// The words of what comes before a change: proofs of identity, reasons, and what was looked at. Total tables, so that a new
// value on the Rust side does not compile here until its words are written.
import type { Environment, IccidWarning, PreviewCheck, Reason, VerificationMethod } from "@/ipc";
import { countOf, formatDateTime } from "@/shared";

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
  provider_code: {
    name: "Code sent by the provider",
    description: "It is sent now, and checked with the change. It counts for nothing else.",
    by: "the provider's code, checked with the change",
  },
};

/** The methods in the order of their number keys. */
export const METHOD_ORDER: readonly VerificationMethod[] = [
  "photo_id",
  "account_pin",
  "call_back",
  "one_time_code",
  "provider_code",
];

/** Those that need nothing of the provider. */
export const OWN_METHODS: readonly VerificationMethod[] = METHOD_ORDER.filter((one) => one !== "provider_code");

/** Why a change is made, in the order of the number keys. */
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

/** The reasons as cards to pick. */
export const REASON_PICKS = REASON_ORDER.map((value) => ({ value, ...REASONS[value] }));

/** "New phone"; nothing while none is picked. */
export function reasonName(reason: Reason | null): string {
  return reason === null ? "" : REASONS[reason].name;
}

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
      return {
        sign: "warn",
        text: `This SIM was given to a line before, on this desk, on ${formatDateTime(check.at)}. Look at Actions.`,
      };
    case "sim_free":
      return {
        sign: "ok",
        text: `${provider} says: this SIM can be used${check.says === null ? "" : ` (${check.says})`}`,
      };
    case "sim_not_in_stock":
      return {
        sign: "warn",
        text: `${provider} shows no unused SIM of this number. It may be in a stock that cannot be seen, or on a line.`,
      };
    case "sim_of_other_network":
      return {
        sign: "stop",
        text: `This SIM is of ${check.network}; the line needs one of ${check.needed}. Take another SIM, or the way that changes the network.`,
      };
    case "sim_not_usable":
      return {
        sign: "stop",
        text: `${provider} says: this SIM cannot be used${check.says === null ? "." : `: ${check.says}.`}`,
      };
    case "stock_not_read":
      return { sign: "warn", text: `${provider} could not be asked about this SIM. Compare its number with the card.` };
    case "codes_refused":
      return {
        sign: "warn",
        text: `${countOf(check.wrong, "code was", "codes were")} refused since the last one was sent, ${check.most - check.wrong} of ${check.most} tries left.`,
      };
    case "too_many_codes":
      return {
        sign: "stop",
        text: `${countOf(check.wrong, "code was", "codes were")} refused: the try is over. Go back and send another code, or verify in another way.`,
      };
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
  unusual: "This is not the usual form of a SIM number: 18 to 20 digits that start with 89. Compare it with the card.",
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
