// Adding a connection: the provider, where it is, and what it proves itself with.
import { useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import { type ConnectionKind, type ConnectionView, call, type KeepCredentials, type ProviderKind } from "@/ipc";
import { Button, ChoiceCards, EmptyState, Notice, Skeleton } from "@/shared";
import { CredentialFields, KeepChoice, usualKeep } from "./CredentialFields";
import { FindingFields, type Findings, findingsToSend } from "./FindingFields";
import { missingOf, type Place, PlaceFields } from "./PlaceFields";
import { useConnectionKinds, useKeyring } from "./queries";
import { SetupForm } from "./SetupForm";
import css from "./setup.module.css";
import { useCredentialInputs } from "./useCredentialInputs";
import { useSending } from "./useSending";

export interface AddConnectionProps {
  /** The labels other connections have. */
  taken: readonly string[];
  /** True: the practice shop goes off when this one is there. */
  practice: boolean;
  onAdded: (connection: ConnectionView) => void;
  onLeave: () => void;
}

export function AddConnection(props: AddConnectionProps) {
  const kinds = useConnectionKinds();
  if (kinds.isError) {
    return (
      <ProblemNotice
        problem={asProblem(kinds.error)}
        onRetry={() => void kinds.refetch()}
        action={<Button onPress={props.onLeave}>Back to Connections</Button>}
      />
    );
  }
  if (kinds.data === undefined) return <Skeleton label="Reading what can be connected to" lines={4} />;
  if (kinds.data.length === 0) {
    return (
      <EmptyState
        title="This version can connect to no provider"
        action={<Button onPress={props.onLeave}>Back to Connections</Button>}
      >
        It has the practice shop only.
      </EmptyState>
    );
  }
  return <Form {...props} kinds={kinds.data} />;
}

const BLANK: Place = { label: "", environment: null, base_url: "", proxy: "" };

/** The provider's name as a first label, unless a connection has it. */
function firstLabel(kind: ConnectionKind, taken: readonly string[]): string {
  const known = taken.map((label) => label.toLowerCase());
  return known.includes(kind.provider_name.toLowerCase()) ? "" : kind.provider_name;
}

function Form({ kinds, taken, practice, onAdded, onLeave }: AddConnectionProps & { kinds: ConnectionKind[] }) {
  const only = kinds.length === 1 ? kinds[0] : undefined;
  const start = (kind: ConnectionKind): Place => ({
    ...BLANK,
    label: firstLabel(kind, taken),
    base_url: kind.default_base_url ?? "",
  });
  const [provider, setProvider] = useState<ProviderKind | null>(only?.provider ?? null);
  const [place, setPlace] = useState<Place>(() => (only === undefined ? BLANK : start(only)));
  const [modeId, setModeId] = useState<string | null>(null);
  const [findings, setFindings] = useState<Findings>({});
  const [chosenKeep, setKeep] = useState<KeepCredentials | null>(null);
  const keyring = useKeyring().data;
  const inputs = useCredentialInputs();
  const sending = useSending();

  const kind = kinds.find((one) => one.provider === provider);
  const mode = kind?.modes.find((one) => one.id === modeId) ?? kind?.modes[0];
  const keep = keyring?.usable === false ? "session" : (chosenKeep ?? usualKeep(keyring));

  const choose = (next: ProviderKind) => {
    const chosen = kinds.find((one) => one.provider === next);
    if (chosen === undefined || next === provider) return;
    // What a person typed stays; what only came from the provider before makes way.
    const before = kind === undefined ? BLANK : start(kind);
    const fresh = start(chosen);
    setPlace((was) => ({
      ...was,
      label: was.label === before.label ? fresh.label : was.label,
      base_url: was.base_url === before.base_url ? fresh.base_url : was.base_url,
    }));
    setProvider(next);
    setModeId(null);
    setFindings({});
    sending.edited(...Object.keys(sending.wrong));
  };

  const submit = () => {
    if (kind === undefined || mode === undefined) return;
    const { environment } = place;
    const wrong = {
      ...missingOf(place),
      ...Object.fromEntries(inputs.empty(mode.fields).map((field) => [field.id, "Type it as the provider gave it."])),
    };
    if (Object.keys(wrong).length > 0 || environment === null) {
      sending.refuse(wrong);
      return;
    }
    void sending.send(
      () =>
        call("add_connection", {
          provider: kind.provider,
          label: place.label.trim(),
          environment,
          base_url: place.base_url.trim(),
          proxy: place.proxy.trim() === "" ? null : place.proxy.trim(),
          findings: findingsToSend(kind.findings, findings),
          mode: mode.id,
          credentials: inputs.read(mode.fields),
          keep,
        }),
      [...Object.keys(place), "mode", ...[...mode.fields, ...kind.findings].map((field) => field.id)],
      (connection) => {
        inputs.clear();
        onAdded(connection);
      },
    );
  };

  const isTyped = () => {
    const untouched = kind === undefined ? BLANK : start(kind);
    if (Object.keys(findings).length > 0) return true;
    return inputs.isTyped() || (Object.keys(place) as (keyof Place)[]).some((key) => place[key] !== untouched[key]);
  };

  return (
    <SetupForm
      title="Add connection"
      problem={sending.problem}
      refusals={sending.refusals}
      submit="Add and test"
      busy={sending.busy}
      ready={kind !== undefined}
      isTyped={isTyped}
      onSubmit={submit}
      onLeave={onLeave}
    >
      <ChoiceCards
        label="Provider"
        choices={kinds.map((one) => ({
          value: one.provider,
          title: `${one.provider_name} · ${one.country}`,
          name: one.provider_name,
          description: one.default_base_url ?? "Publishes no address: it comes with the account.",
        }))}
        value={provider}
        onChange={choose}
        autoFocus
        across
      />
      {kind !== undefined && mode !== undefined && (
        <>
          <fieldset className={css.group}>
            <legend className={css.legend}>Where it is</legend>
            <PlaceFields
              provider={kind.provider_name}
              published={kind.default_base_url}
              place={place}
              wrong={sending.wrong}
              onChange={(change) => {
                setPlace((was) => ({ ...was, ...change }));
                sending.edited(...Object.keys(change));
              }}
            />
          </fieldset>
          <fieldset className={css.group}>
            <legend className={css.legend}>Credentials</legend>
            <CredentialFields
              key={kind.provider}
              modes={kind.modes}
              mode={mode}
              onMode={(next) => setModeId(next.id)}
              inputs={inputs}
              wrong={sending.wrong}
              onEdit={sending.edited}
            />
            <KeepChoice keyring={keyring} value={keep} onChange={setKeep} />
          </fieldset>
          <FindingFields
            key={`findings of ${kind.provider}`}
            provider={kind.provider_name}
            fields={kind.findings}
            findings={findings}
            wrong={sending.wrong}
            onChange={(id, value) => {
              setFindings((was) => ({ ...was, [id]: value }));
              sending.edited(id);
            }}
          />
          {practice && (
            <Notice tone="info" title="The practice shop goes off when this connection is there.">
              <p>What was done in it stays apart. It comes back when the last real connection is removed.</p>
            </Notice>
          )}
        </>
      )}
    </SetupForm>
  );
}
