// What was learnt of an account where its provider's answers differ and are not documented. Left alone, everything is as the
// contract reads best today.
import { useState } from "react";
import type { Finding, FindingField } from "@/ipc";
import { Field, SelectField } from "@/shared";
import type { Wrong } from "./PlaceFields";
import css from "./setup.module.css";

/** The values by their ids; what is not there is as usual. */
export type Findings = Readonly<Record<string, string>>;

export function findingsOf(set: readonly Finding[]): Findings {
  return Object.fromEntries(set.map(({ id, value }) => [id, value]));
}

/** For the desk: what is set, and nothing that is empty. */
export function findingsToSend(fields: readonly FindingField[], findings: Findings): Finding[] {
  return fields.map(({ id }) => ({ id, value: (findings[id] ?? "").trim() })).filter((finding) => finding.value !== "");
}

export interface FindingFieldsProps {
  provider: string;
  fields: readonly FindingField[];
  findings: Findings;
  wrong: Wrong;
  onChange: (id: string, value: string) => void;
}

/** Nothing for a provider of which everything is documented. */
export function FindingFields({ provider, fields, findings, wrong, onChange }: FindingFieldsProps) {
  // Open from the start when something is set: what differs from the usual is not to be overlooked.
  const [open, setOpen] = useState(() => fields.some(({ id }) => findings[id] !== undefined));
  const isWrong = fields.some(({ id }) => wrong[id] !== undefined);
  if (fields.length === 0) return null;
  return (
    <details className={css.group} open={open || isWrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={css.summary}>What {provider} does not document (optional)</summary>
      <p className="dim small">
        Fill in what the staging system has shown. Left as it is, SIMdesk goes by what {provider} has published.
      </p>
      {fields.map(({ id, label, hint, words }) =>
        words.length === 0 ? (
          <Field
            key={id}
            label={label}
            hint={hint}
            mono
            value={findings[id] ?? ""}
            error={wrong[id]}
            validationBehavior="aria"
            spellCheck="false"
            onChange={(value) => onChange(id, value)}
          />
        ) : (
          <SelectField
            key={id}
            label={label}
            hint={hint}
            options={words.map(({ value, label: name }, at) => ({ value, label: at === 0 ? `${name} (usual)` : name }))}
            empty={null}
            value={findings[id] ?? words[0]?.value ?? ""}
            error={wrong[id]}
            onChange={(value) => onChange(id, value)}
          />
        ),
      )}
    </details>
  );
}
