// Other credentials for a connection. Those in force are never shown; the new ones take their place when the desk has them.
import { useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import { type ConnectionKind, type ConnectionView, call, type KeepCredentials } from "@/ipc";
import { Button, EmptyState, Skeleton } from "@/shared";
import { CredentialFields, KeepChoice, usualKeep } from "./CredentialFields";
import { useConnectionKinds, useKeyring } from "./queries";
import { SetupForm } from "./SetupForm";
import css from "./setup.module.css";
import { useCredentialInputs } from "./useCredentialInputs";
import { useSending } from "./useSending";

export interface RotateCredentialsProps {
  connection: ConnectionView;
  onSaved: (connection: ConnectionView) => void;
  onLeave: () => void;
}

export function RotateCredentials(props: RotateCredentialsProps) {
  const kinds = useConnectionKinds();
  const back = <Button onPress={props.onLeave}>Back to Connections</Button>;
  if (kinds.isError) {
    return <ProblemNotice problem={asProblem(kinds.error)} onRetry={() => void kinds.refetch()} action={back} />;
  }
  if (kinds.data === undefined) return <Skeleton label="Reading what this connection needs" lines={3} />;
  const kind = kinds.data.find((one) => one.provider === props.connection.provider);
  if (kind === undefined) {
    return (
      <EmptyState title={`This version cannot connect to ${props.connection.provider_name}`} action={back}>
        Its credentials cannot be changed here.
      </EmptyState>
    );
  }
  return <Form {...props} kind={kind} />;
}

function Form({ connection, kind, onSaved, onLeave }: RotateCredentialsProps & { kind: ConnectionKind }) {
  const [modeId, setModeId] = useState(connection.mode);
  const [chosenKeep, setKeep] = useState<KeepCredentials | null>(null);
  const keyring = useKeyring().data;
  const inputs = useCredentialInputs();
  const sending = useSending();
  const mode = kind.modes.find((one) => one.id === modeId) ?? kind.modes[0];
  if (mode === undefined) return null;
  const before = connection.credentials === "session" ? "session" : usualKeep(keyring);
  const keep = keyring?.usable === false ? "session" : (chosenKeep ?? before);

  const submit = () => {
    const empty = inputs.empty(mode.fields);
    if (empty.length > 0) {
      sending.refuse(Object.fromEntries(empty.map((field) => [field.id, "Type it as the provider gave it."])));
      return;
    }
    void sending.send(
      () =>
        call("rotate_credentials", {
          connection: connection.id,
          mode: mode.id,
          credentials: inputs.read(mode.fields),
          keep,
        }),
      ["mode", ...mode.fields.map((field) => field.id)],
      (saved) => {
        inputs.clear();
        onSaved(saved);
      },
    );
  };

  return (
    <SetupForm
      title={`${connection.credentials === "missing" ? "Enter" : "Rotate"} credentials of ${connection.label}`}
      problem={sending.problem}
      refusals={sending.refusals}
      submit="Save and test"
      busy={sending.busy}
      isTyped={inputs.isTyped}
      onSubmit={submit}
      onLeave={onLeave}
    >
      {connection.credentials !== "missing" && (
        <p className="dim small">
          The credentials in force are not shown. They are used until the new ones are saved, then they are forgotten
          here; take them back at {connection.provider_name} too.
        </p>
      )}
      <div className={css.group}>
        <CredentialFields
          modes={kind.modes}
          mode={mode}
          onMode={(next) => setModeId(next.id)}
          inputs={inputs}
          wrong={sending.wrong}
          onEdit={sending.edited}
        />
        <KeepChoice keyring={keyring} value={keep} onChange={setKeep} />
      </div>
    </SetupForm>
  );
}
