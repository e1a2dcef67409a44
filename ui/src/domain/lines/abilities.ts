// What the page of a line says about abilities: what the provider does not offer, and why.
import type { AbilityState } from "@/ipc";
import { ABILITIES } from "./words";

/** One thing that cannot be done with this line. */
export interface Impossible {
  name: string;
  /** One sentence for a person. */
  reason: string;
}

/** What the provider does not offer for a line, with the reason. */
export function notOffered(abilities: readonly AbilityState[], provider: string): Impossible[] {
  return abilities
    .filter((state) => ABILITIES[state.ability].ofLine && !state.available)
    .map((state) => ({
      name: ABILITIES[state.ability].name,
      reason: state.reason ?? `${provider} does not offer this.`,
    }));
}

/** The reason why an ability is not there, or null where it is. */
export function whyNot(
  abilities: readonly AbilityState[],
  ability: AbilityState["ability"],
  provider: string,
): string | null {
  const state = abilities.find((one) => one.ability === ability);
  if (state === undefined) {
    return `${provider} does not offer this.`;
  }
  return state.available ? null : (state.reason ?? `${provider} does not offer this.`);
}
