// A few cards of which one is picked, and picking acts at once. Buttons rather than radios: with radios the arrow keys would
// pick every card they pass.
import { Check } from "lucide-react";
import { Kbd } from "./Kbd";
import { type KeyBinding, useKeys } from "./keys";
import styles from "./PickCards.module.css";

/** One card. */
export interface Pick<T extends string> {
  value: T;
  name: string;
  description: string;
}

interface Props<T extends string> {
  label: string;
  picks: readonly Pick<T>[];
  /** What was picked before, marked. */
  picked: T | null;
  onPick: (value: T) => void;
  /** False while picking means nothing: the number keys and the cards rest. */
  ready: boolean;
}

/** Cards with the number keys 1 to n. */
export function PickCards<T extends string>({ label, picks, picked, onPick, ready }: Props<T>) {
  const bindings: Record<string, KeyBinding> = {};
  picks.forEach((pick, at) => {
    bindings[String(at + 1)] = { label: `${label}: ${pick.name}`, run: () => onPick(pick.value), when: ready };
  });
  useKeys(bindings);
  return (
    <ul className={styles.cards} aria-label={label}>
      {picks.map((pick, at) => (
        <li key={pick.value}>
          <button
            type="button"
            className={styles.card}
            aria-pressed={pick.value === picked}
            disabled={!ready}
            onClick={() => onPick(pick.value)}
          >
            <span className={styles.text}>
              <span className={styles.name}>{pick.name}</span>
              <span className={styles.description}>{pick.description}</span>
            </span>
            {pick.value === picked && <Check size={16} aria-hidden="true" />}
            <span aria-hidden="true">
              <Kbd keys={String(at + 1)} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
