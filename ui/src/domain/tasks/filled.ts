// What is filled into the form of a task. Secrets are not in it: they stay in their input until they are sent.
import type { FilledIn, TaskField } from "@/ipc";
import { bare } from "./simNumber";

/** One field's value, and the words it was chosen by. */
export interface FilledValue {
  value: string;
  label: string | null;
}

export type Filled = Readonly<Record<string, FilledValue>>;

/** True while a field is asked for: some depend on what another one holds. */
export function isAsked(field: TaskField, filled: Filled): boolean {
  if (field.only_if === null) return true;
  const [other, values] = field.only_if;
  return values.includes(filled[other]?.value ?? "");
}

/** What is sent: every field that is asked for and has something in it. */
export function filledIn(
  fields: readonly TaskField[],
  filled: Filled,
  secrets: Readonly<Record<string, string>> = {},
): FilledIn[] {
  return fields
    .filter((field) => isAsked(field, filled))
    .map((field) => ({
      name: field.name,
      value: plain(field, secrets[field.name] ?? filled[field.name]?.value ?? ""),
      label: filled[field.name]?.label ?? null,
    }))
    .filter((one) => one.value.trim() !== "");
}

/** A SIM number is typed in groups and sent without them. */
function plain(field: TaskField, value: string): string {
  return field.kind.type === "iccid" ? bare(value) : value;
}

/** The required fields that are asked for and still empty. `hasSecret` tells whether a secret field holds something. */
export function missing(
  fields: readonly TaskField[],
  filled: Filled,
  hasSecret: (name: string) => boolean,
): TaskField[] {
  return fields.filter((field) => {
    if (!field.required || !isAsked(field, filled)) return false;
    if (field.kind.type === "secret" || field.kind.type === "one_time_code") return !hasSecret(field.name);
    return (filled[field.name]?.value ?? "").trim() === "";
  });
}

/** What a form begins with: switches are off until someone switches them on. */
export function beginning(fields: readonly TaskField[]): Filled {
  const filled: Record<string, FilledValue> = {};
  for (const field of fields) {
    if (field.kind.type === "switch") filled[field.name] = { value: "false", label: null };
  }
  return filled;
}
