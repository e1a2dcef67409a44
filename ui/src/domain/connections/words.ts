// The words for connections: how they are doing, what they can do.
import type { Ability, ConnectionView, Effect, Environment, Evidence, Health } from "@/ipc";
import type { Tone } from "@/shared";

interface HealthWords {
  tone: Tone;
  /** After the provider's name; "" when all is well. */
  short: string;
  /** On its own. */
  word: string;
  /** What it means. */
  means: (provider: string) => string;
}

export const HEALTH: Record<Health, HealthWords> = {
  not_asked: {
    tone: "off",
    short: "not asked yet",
    word: "Not asked yet",
    means: (provider) => `This desk has not asked ${provider} for anything since it started.`,
  },
  ok: { tone: "ok", short: "", word: "Answers", means: (provider) => `${provider} answers as it should.` },
  slow: {
    tone: "warn",
    short: "slow",
    word: "Slow",
    means: (provider) => `${provider} answers, but slowly. Looking things up and changes take longer than usual.`,
  },
  limited: {
    tone: "warn",
    short: "limited",
    word: "Limited",
    means: (provider) => `${provider} asked this desk to slow down. Requests wait their turn; nothing is lost.`,
  },
  down: {
    tone: "bad",
    short: "down",
    word: "Down",
    means: (provider) =>
      `${provider} does not answer, or answers that it is not working. What was read before is still shown, with its age. No change can be sent.`,
  },
  credentials_refused: {
    tone: "bad",
    short: "credentials refused",
    word: "Credentials refused",
    means: (provider) =>
      `${provider} does not accept this desk's credentials. Nothing can be read or changed until they are right.`,
  },
};

/** What a tag in the top bar shows: "ONSIM", "ONSIM slow". */
export function tagWords(connection: ConnectionView): string {
  return `${connection.provider_name} ${HEALTH[connection.health].short}`.trim();
}

/** What it is called: the same, and the rest. "ONSIM, connection ONSIM practice: answers" */
export function tagName(connection: ConnectionView): string {
  return `${tagWords(connection)}, connection ${connection.label}: ${HEALTH[connection.health].word.toLowerCase()}`;
}

export const ENVIRONMENTS: Record<Environment, { tone: Tone; word: string; means: string }> = {
  practice: { tone: "info", word: "Practice", means: "Simulated on this computer. Nothing real happens." },
  staging: { tone: "info", word: "Staging", means: "A test system of the provider. No real customers." },
  production: { tone: "port", word: "Live", means: "Real customers." },
};

export const ABILITIES: Record<Ability, string> = {
  list_lines: "List the lines",
  read_line: "Read a line",
  esim_status: "Read an eSIM's code and state",
  new_esim_code: "Get a new eSIM code",
  swap_sim: "Put another SIM card on a line",
  change_plan: "Change the plan",
  switch_services: "Switch data, calls, messages",
  recording: "Switch recording",
  change_number: "Change the number",
  edit_owner: "Change the owner's name or e-mail",
  suspend: "Suspend a line",
  resume: "Resume a line",
  cease: "End a line",
  read_ports: "Read ports",
  port_in: "Order a port-in",
  port_out_code: "Get a port-out code",
  sim_stock: "List SIMs in stock",
  number_stock: "List numbers in stock",
  add_number: "Put a number into stock",
  catalogue: "List what can be bought",
  provision: "Make a new line",
  groups: "List customer groups",
  add_group: "Make a customer group",
  usage_history: "Read usage history",
  billing: "Read invoices and balances",
  send_text: "Send a text to the customer",
};

export const EFFECTS: Record<Effect, string> = {
  read: "reads only",
  write: "changes",
  money: "costs money",
  irreversible: "cannot be undone",
};

/** What to say of an operation that is less than documented; null when it is documented. */
export const EVIDENCE: Record<Evidence, string | null> = {
  documented: null,
  partial: "partly documented",
  observed: "seen, not documented",
  inferred: "our reading, not documented",
};
