// What a connection proves itself with, and where that is kept.
import type { CredentialMode, KeepCredentials } from "@/ipc";
import { type Choice, ChoiceCards, Notice, SecretField } from "@/shared";
import type { Wrong } from "./PlaceFields";
import type { useKeyring } from "./queries";
import css from "./setup.module.css";
import type { CredentialInputs } from "./useCredentialInputs";

export interface CredentialFieldsProps {
  modes: readonly CredentialMode[];
  mode: CredentialMode;
  onMode: (mode: CredentialMode) => void;
  inputs: CredentialInputs;
  wrong: Wrong;
  /** A field was typed in: what was wrong with it may be mended. */
  onEdit: (field: string) => void;
}

export function CredentialFields({ modes, mode, onMode, inputs, wrong, onEdit }: CredentialFieldsProps) {
  return (
    <>
      {modes.length > 1 && (
        <ChoiceCards
          label="Kind of credentials"
          choices={modes.map(({ id, label }) => ({ value: id, title: label, name: label }))}
          value={mode.id}
          numberKeys={false}
          across
          error={wrong.mode}
          onChange={(id) => {
            const next = modes.find((one) => one.id === id);
            if (next !== undefined) onMode(next);
          }}
        />
      )}
      {mode.fields.map((field) => (
        // Another kind of credentials begins empty, also where a field has the same name.
        <SecretField
          key={`${mode.id} ${field.id}`}
          ref={inputs.hold(field.id)}
          label={field.optional ? `${field.label} (optional)` : field.label}
          masked={field.secret}
          isRequired={!field.optional}
          error={wrong[field.id]}
          onEdit={() => onEdit(field.id)}
          {...(field.hint === null ? {} : { hint: field.hint })}
        />
      ))}
    </>
  );
}

export interface KeepChoiceProps {
  keyring: ReturnType<typeof useKeyring>["data"];
  value: KeepCredentials;
  onChange: (keep: KeepCredentials) => void;
}

export function KeepChoice({ keyring, value, onChange }: KeepChoiceProps) {
  const unusable = keyring?.usable === false;
  const choices: Choice<KeepCredentials>[] = [
    {
      value: "keyring",
      title: "Keep in this computer's keyring",
      name: "Keep in the keyring",
      description: "Protected by your sign-in to this computer. SIMdesk finds them there when it starts.",
      ...(unusable ? { unavailable: "Not possible now." } : {}),
    },
    {
      value: "session",
      title: "Only for this session",
      name: "Only for this session",
      description: "Kept in memory, written nowhere. They have to be entered again when SIMdesk starts the next time.",
    },
  ];
  return (
    <div className={css.keep}>
      {unusable && (
        <Notice tone="warn" title="This computer's keyring cannot be used now.">
          <p>
            {keyring.why ?? "It did not say why."} Until it can, credentials are kept for this session only: nothing is
            written to the disk.
          </p>
        </Notice>
      )}
      <ChoiceCards
        label="Where the credentials are kept"
        choices={choices}
        value={value}
        numberKeys={false}
        across
        onChange={onChange}
      />
    </div>
  );
}

/** Where credentials are kept unless a person says otherwise. */
export function usualKeep(keyring: ReturnType<typeof useKeyring>["data"]): KeepCredentials {
  return keyring?.usable === false ? "session" : "keyring";
}
