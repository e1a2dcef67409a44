// The words for connections: how they are doing, what they can do.
import { sentence } from "@/errors";
import type { Ability, ConnectionView, CredentialState, Effect, Environment, Evidence, Health, Problem } from "@/ipc";
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
      `${provider} did not answer when it was last asked, or answered that it is not working. What was read before is still shown, with its age.`,
  },
  credentials_refused: {
    tone: "bad",
    short: "credentials refused",
    word: "Credentials refused",
    means: (provider) =>
      `${provider} does not accept this desk's credentials. Nothing can be read or changed until they are right.`,
  },
  code_needed: {
    tone: "warn",
    short: "needs a code",
    word: "Needs a code",
    means: (provider) =>
      `${provider} lets the user of this connection in with a code only. Nothing can be read or changed until it is given.`,
  },
};

const OUTAGE: HealthWords = {
  ...HEALTH.down,
  means: (provider) =>
    `${provider} failed several times in a row, so this desk has stopped asking it. What was read before is still shown, with its age. No change is sent until it answers.`,
};

const OFF: HealthWords = {
  tone: "off",
  short: "disabled",
  word: "Disabled",
  means: (provider) =>
    `Switched off on this desk: ${provider} is asked for nothing and no change can be sent. What was read before is still shown, with its age.`,
};

const NO_CREDENTIALS: HealthWords = {
  tone: "bad",
  short: "has no credentials",
  word: "No credentials",
  means: (provider) =>
    `Its credentials are not on this computer. Nothing of ${provider} can be read or changed until they are entered.`,
};

/** How a connection is: what this desk decided comes before what the provider does. */
export function standing(connection: ConnectionView): HealthWords {
  if (!connection.enabled) return OFF;
  if (connection.credentials === "missing") return NO_CREDENTIALS;
  return connection.next_probe_at === null ? HEALTH[connection.health] : OUTAGE;
}

/**
 * What a tag in the top bar shows: "ONSIM", "ONSIM slow · Production"; by its label where the provider's name alone would
 * not tell two connections apart. In the practice shop everything is practice, so the tags do not say it.
 */
export function tagWords(connection: ConnectionView, byLabel = false): string {
  return `${tagTitle(connection, byLabel)} ${tagRest(connection)}`.trim();
}

export function tagTitle(connection: ConnectionView, byLabel: boolean): string {
  return byLabel ? connection.label : connection.provider_name;
}

/** What follows the title of a tag. */
export function tagRest(connection: ConnectionView): string {
  const { short } = standing(connection);
  if (connection.environment === "practice") return short;
  return `${short} · ${ENVIRONMENTS[connection.environment].word}`.trim();
}

/** What it is called: the same, and the rest. "ONSIM, connection ONSIM practice: answers" */
export function tagName(connection: ConnectionView, byLabel = false): string {
  return `${tagWords(connection, byLabel)}, connection ${connection.label}: ${standing(connection).word.toLowerCase()}`;
}

export const ENVIRONMENTS: Record<Environment, { tone: Tone; word: string; means: string }> = {
  practice: { tone: "info", word: "Practice", means: "Simulated on this computer. Nothing real happens." },
  staging: { tone: "info", word: "Staging", means: "A test system of the provider. No real customers." },
  production: {
    tone: "port",
    word: "Production",
    means: "Real customers and real lines. What is sent is carried out, and may cost money.",
  },
};

/** Where the credentials are, and what that means. */
export const CREDENTIALS: Record<CredentialState, string> = {
  practice: "None needed: the provider is simulated.",
  keyring: "In this computer's keyring.",
  session: "Kept for this session only. They have to be entered again when SIMdesk starts the next time.",
  missing: "Not on this computer. They have to be entered.",
};

/** What a field has to be, said beside it when the desk does not take what is there. */
const RULES: Record<string, string> = {
  label: "It needs 1 to 60 characters, and no other connection may have the same label.",
  base_url: "It has to begin with https:// and name a host. Only for this computer itself may it begin with http://.",
  proxy: "It has to be of the form http://host:port, without a user name or password.",
  environment: "Choose one of the two.",
};

/** What is wrong with a field: the desk's own words where it looked at it itself, else what the field has to be. */
export function fieldWords(problem: Problem, field: string): string {
  if (problem.code === "invalid_input") return sentence(problem.message);
  return RULES[field] ?? "It cannot be used as it is. Check it against what the provider gave.";
}

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
