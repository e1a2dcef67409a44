// What the page of a line says about abilities: what the provider does not offer and why, and what it offers but this
// version has no screen for. Working actions are buttons and are not here.
import type { AbilityState } from "@/ipc";
import { ABILITIES } from "./words";

/** One thing that cannot be done with this line. */
export interface Impossible {
  name: string;
  /** One sentence for a person. */
  reason: string;
}

/** The abilities of a line, sorted for its page. */
export interface Sorted {
  /** What cannot be done, with the reason. */
  impossible: Impossible[];
  /** The names of what the provider offers and this version does not do yet. */
  later: string[];
}

/** Sorts the abilities of a connection for the page of one of its lines. */
export function sortAbilities(abilities: readonly AbilityState[], provider: string): Sorted {
  const sorted: Sorted = { impossible: [], later: [] };
  for (const state of abilities) {
    const words = ABILITIES[state.ability];
    if (!words.ofLine) {
      continue;
    }
    if (!state.available) {
      sorted.impossible.push({ name: words.name, reason: state.reason ?? `${provider} does not offer this.` });
    } else if (!words.here) {
      sorted.later.push(words.name);
    }
  }
  return sorted;
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
