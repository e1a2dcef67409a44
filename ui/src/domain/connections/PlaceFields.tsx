// Where a connection leads: its label, its environment, its address and the proxy in between.
import type { Environment } from "@/ipc";
import { type Choice, ChoiceCards, Field } from "@/shared";
import { ENVIRONMENTS } from "./words";

/** What can be connected to; the practice shop is not among it. */
export type RealEnvironment = Exclude<Environment, "practice">;

export interface Place {
  label: string;
  /** Not preset: which one it is has to be said by a person. */
  environment: RealEnvironment | null;
  base_url: string;
  proxy: string;
}

/** What is wrong, by the field's name in the request. */
export type Wrong = Readonly<Record<string, string>>;

const CHOICES: readonly Choice<RealEnvironment>[] = (["staging", "production"] as const).map((value) => ({
  value,
  title: ENVIRONMENTS[value].word,
  name: ENVIRONMENTS[value].word,
  description: ENVIRONMENTS[value].means,
}));

/** What can be seen to be missing without asking the desk. */
export function missingOf(place: Place): Wrong {
  return {
    ...(place.label.trim() === "" ? { label: "Give it a name that people know it by." } : {}),
    ...(place.environment === null ? { environment: "Choose one of the two." } : {}),
    ...(place.base_url.trim() === "" ? { base_url: "Type the address the provider gave." } : {}),
  };
}

export interface PlaceFieldsProps {
  provider: string;
  /** The address the provider publishes, if it publishes one. */
  published: string | null;
  place: Place;
  wrong: Wrong;
  onChange: (change: Partial<Place>) => void;
}

export function PlaceFields({ provider, published, place, wrong, onChange }: PlaceFieldsProps) {
  return (
    <>
      <Field
        label="Label"
        hint="How people know it, for example the shop or the account it belongs to."
        value={place.label}
        error={wrong.label}
        maxLength={60}
        isRequired
        validationBehavior="aria"
        autoComplete="off"
        onChange={(label) => onChange({ label })}
      />
      <ChoiceCards
        label="Environment"
        choices={CHOICES}
        value={place.environment}
        numberKeys={false}
        across
        error={wrong.environment}
        onChange={(environment) => onChange({ environment })}
      />
      <Field
        label="Address"
        hint={addressHint(provider, published, place)}
        value={place.base_url}
        error={wrong.base_url}
        mono
        isRequired
        validationBehavior="aria"
        type="url"
        inputMode="url"
        autoComplete="off"
        spellCheck="false"
        placeholder="https://"
        onChange={(base_url) => onChange({ base_url })}
      />
      <Field
        label="Proxy (optional)"
        hint="Of the form http://host:port. Empty: as this computer is set up."
        value={place.proxy}
        error={wrong.proxy}
        mono
        validationBehavior="aria"
        autoComplete="off"
        spellCheck="false"
        onChange={(proxy) => onChange({ proxy })}
      />
    </>
  );
}

function addressHint(provider: string, published: string | null, place: Place): string {
  if (published === null) return `${provider} publishes no address: it is in what ${provider} sent with the account.`;
  if (place.base_url !== published) return `${provider} publishes ${published}.`;
  return place.environment === "staging"
    ? `This is the address ${provider} publishes. Check that its test system is there too.`
    : `This is the address ${provider} publishes.`;
}
