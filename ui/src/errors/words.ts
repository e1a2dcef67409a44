// Small words the table is made of.
import type { Problem, ProviderKind } from "@/ipc";

const PROVIDERS: Record<ProviderKind, string> = {
  atomic: "Atomic",
  reach: "Reach",
  onsim: "ONSIM",
  telecomx: "TelecomX",
};

/** The provider by name; "the provider" when none is named. */
export function provider(problem: Problem): string {
  return problem.provider === null ? "the provider" : PROVIDERS[problem.provider];
}

/** The same at the start of a sentence. */
export function Provider(problem: Problem): string {
  return problem.provider === null ? "The provider" : PROVIDERS[problem.provider];
}

const FIELDS: Record<string, string> = {
  query: "the search text",
  number: "the number",
  msisdn: "the number",
  phoneNumber: "the number",
  iccid: "the SIM number (ICCID)",
  imei: "the device number (IMEI)",
  eid: "the eSIM device number (EID)",
  email: "the e-mail",
  name: "the name",
  account: "the account number",
  plan: "the plan",
  note: "the note",
  reason: "the reason",
  module_px: "the size of the picture",
  limit: "the number of rows",
  connection: "the connection",
  label: "the label",
  environment: "the environment",
  base_url: "the address",
  proxy: "the proxy",
  mode: "the kind of credentials",
  credentials: "the credentials",
  keep: "where the credentials are kept",
  text: "the text",
  code: "the code",
  otp: "the one-time code",
  pin: "the PIN",
};

/** The field by a name people use; by its own name in quotes when it has none; null when no field is named. */
export function field(problem: Problem): string | null {
  return problem.field === null ? null : (FIELDS[problem.field] ?? `“${problem.field}”`);
}

/** "in 30 seconds", "in 2 minutes", or "in a minute" when the provider named no time. */
export function wait(problem: Problem): string {
  const seconds = problem.retry_after_s;
  if (seconds === null) return "in a minute";
  if (seconds <= 1) return "in a second";
  if (seconds < 120) return `in ${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return `in ${minutes} minutes`;
  return `in ${Math.ceil(minutes / 60)} hours`;
}

/** The desk's message, which is written as part of a line of the log, as a sentence. A file's name keeps its first letter. */
export function sentence(message: string): string {
  const [first = ""] = message.split(" ", 1);
  const text = /[./\\_]\w/.test(first) ? message : upperFirst(message);
  return /[.:!?]$/.test(text) ? text : `${text}.`;
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
