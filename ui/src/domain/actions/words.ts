// The words for what the ledger keeps: what was done, what came of it, and why.
import { explain } from "@/errors";
import {
  type ActionKind,
  type ActionState,
  type ActionView,
  type Facts,
  type LineFacts,
  OLD_SIMS,
  type Reason,
  type Screen,
  type VerificationMethod,
} from "@/ipc";
import { clockWords, countOf, inGroups, type Tone } from "@/shared";

const SCREENS: Record<Screen, string> = { agent: "on your screen", customer: "on the customer screen" };

/** What the action is: "New eSIM code". */
export function actionTitle(kind: ActionKind): string {
  switch (kind.type) {
    case "new_esim_code":
      return "New eSIM code";
    case "task":
      return kind.title;
    case "secret_shown":
      return `${kind.what} shown`;
    case "code_shown":
      return "eSIM code shown";
    case "code_copied":
      return "eSIM code copied";
    case "ledger_started":
      return "Record of changes begun";
    case "exported":
      return "Actions exported";
    case "personal_forgotten":
      return "Numbers and notes deleted";
  }
}

const STATES: Record<ActionState, { tone: Tone; words: string }> = {
  prepared: { tone: "off", words: "Prepared" },
  sent: { tone: "info", words: "Sent" },
  done: { tone: "ok", words: "Done" },
  accepted: { tone: "info", words: "Waiting" },
  refused: { tone: "bad", words: "Refused" },
  not_sent: { tone: "off", words: "Not sent" },
  unknown: { tone: "warn", words: "Unknown" },
  not_done: { tone: "off", words: "Not done" },
  failed: { tone: "bad", words: "Failed" },
  noted: { tone: "off", words: "Noted" },
};

/** Where an action stands, in one word, with its tone. */
export function actionOutcome(action: ActionView): { tone: Tone; words: string } {
  if (action.state === "noted" && action.kind.type === "code_shown") return { tone: "off", words: "Shown" };
  if (action.state === "noted" && action.kind.type === "code_copied") return { tone: "off", words: "Copied" };
  return STATES[action.state];
}

/** One sentence on what is known of the action. */
export function whatIsKnown(action: ActionView): string {
  const who = action.provider_name ?? "the provider";
  switch (action.state) {
    case "prepared":
      return "not sent yet";
    case "sent":
      return `on its way to ${who}, no answer yet`;
    case "done": {
      if (action.decided !== null) return `${action.decided.agent} found out: ${action.decided.note}`;
      const now = action.after === null ? null : factWords(action.after, true);
      if (action.read_back) return now === null ? "read back: it happened" : `read back: ${now}`;
      return now === null ? `${who} confirmed it` : now;
    }
    case "accepted": {
      const word = action.after?.type === "order" ? action.after.state : null;
      return `${who} took it and works on it${word === null || word === "" ? "" : `: ${word}`}`;
    }
    case "refused":
      return (
        action.problem?.provider_words ?? (action.problem === null ? `${who} refused` : explain(action.problem).what)
      );
    case "not_sent":
      return action.problem === null ? "nothing left this desk" : explain(action.problem).what;
    case "unknown":
      return `no answer from ${who}${times(action, "; read back")}`;
    case "not_done":
      return action.decided === null
        ? "read back: it did not happen"
        : `${action.decided.agent} found out: ${action.decided.note}`;
    case "failed":
      return (
        action.problem?.provider_words ?? (action.problem === null ? "it did not work" : explain(action.problem).what)
      );
    case "noted":
      return noted(action);
  }
}

function times(action: ActionView, verb: string): string {
  if (action.read_backs === 0) return "";
  return action.read_backs === 1 ? `${verb} once` : `${verb} ${action.read_backs} times`;
}

function noted(action: ActionView): string {
  const { kind } = action;
  switch (kind.type) {
    case "code_shown": {
      const time = action.seconds === null ? "" : `${clockWords(action.seconds * 1000)} `;
      return `${time}${SCREENS[kind.screen]}`;
    }
    case "code_copied":
      return "put on the clipboard, which clears itself";
    case "ledger_started":
      return kind.reason;
    case "secret_shown":
      return "on your screen";
    case "exported":
      return `${countOf(kind.rows, "action", "actions")} written to a file`;
    case "personal_forgotten":
      return `of ${countOf(kind.actions, "old action", "old actions")}`;
    default:
      return "noted";
  }
}

/** What was read at the provider: "RELEASED, code 3f2a81c0 at smdp.example.com"; `short` leaves the address out. */
export function factWords(facts: Facts, short = false): string {
  switch (facts.type) {
    case "esim": {
      const code = facts.fingerprint === null ? "no code" : `code ${facts.fingerprint.slice(0, 8)}`;
      const where = facts.sm_dp_address === null || short ? "" : ` at ${facts.sm_dp_address}`;
      const state = facts.state === null ? "" : `${facts.state}, `;
      return `${state}${code}${where}`;
    }
    case "line":
      return lineWords(facts, short);
    case "order": {
      const order = facts.reference === null ? "order" : `order ${facts.reference}`;
      return facts.state === null ? order : `${order}: ${facts.state}`;
    }
    case "sim":
      return `SIM ${facts.iccid}`;
    case "nothing":
      return "nothing that can be read tells";
  }
}

function lineWords(facts: LineFacts, short: boolean): string {
  if (facts.stage === null) return "no such line";
  const said = [
    facts.raw_stage ?? facts.stage,
    facts.plan === null ? null : `plan ${facts.plan}`,
    facts.number === null || short ? null : facts.number,
    facts.iccid === null || short ? null : `SIM ${facts.iccid}`,
  ];
  return said.filter((one) => one !== null).join(", ");
}

const REASONS: Record<Reason, string> = {
  lost: "lost",
  stolen: "stolen",
  damaged: "damaged",
  new_phone: "new phone",
  customer_asked: "customer asked",
  other: "other",
};

/** Why it was done; null when no reason was asked for. */
export function reasonWords(action: ActionView): string | null {
  return action.reason === null ? null : REASONS[action.reason];
}

/** "SIM 8945 … → 8945 …"; null for what puts no other SIM on a line. */
export function replacedWords({ replaced }: Pick<ActionView, "replaced">): string | null {
  if (replaced === null) return null;
  const name = (number: string | null) => (number === null ? "not known" : inGroups(number));
  return `SIM ${name(replaced.old)} → ${name(replaced.new)}`;
}

/** What became of the SIM the line had; null where nobody said it. */
export function oldSimWords({ old_sim }: Pick<ActionView, "old_sim">): string | null {
  return old_sim === null ? null : OLD_SIMS[old_sim];
}

const METHODS: Record<VerificationMethod, string> = {
  photo_id: "photo ID",
  account_pin: "account PIN",
  call_back: "call-back",
  one_time_code: "one-time code",
  provider_code: "the provider's code, checked with the change",
};

export function methodWords(method: VerificationMethod): string {
  return METHODS[method];
}

/** "2 changes have an unknown outcome" */
export function unknownWords(count: number): string {
  return `${countOf(count, "change has", "changes have")} an unknown outcome`;
}
