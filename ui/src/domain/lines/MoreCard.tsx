// What this line cannot have and why, what this version does not do yet, and what the provider sent that has no place above.
import type { AbilityState, RawField } from "@/ipc";
import { Card } from "@/shared";
import { sortAbilities } from "./abilities";
import { Greyed } from "./Greyed";
import styles from "./lines.module.css";

interface Props {
  abilities: readonly AbilityState[];
  unmapped: readonly RawField[];
  provider: string;
  /** Why the SIM cannot be replaced at all; null where it can. */
  replacement: string | null;
}

/** The card "More you can do here". */
export function MoreCard({ abilities, unmapped, provider, replacement }: Props) {
  const { impossible: others, later } = sortAbilities(abilities, provider);
  const impossible = replacement === null ? others : [{ name: "Replace SIM", reason: replacement }, ...others];
  return (
    <Card title="More you can do here">
      <div className={styles.inside}>
        {impossible.length > 0 && (
          <ul className={styles.impossible} aria-label={`Not possible with ${provider}`}>
            {impossible.map((one) => (
              <li key={one.name}>
                <Greyed {...one} />
              </li>
            ))}
          </ul>
        )}
        {later.length > 0 && (
          <p className="dim small">
            Other things {provider} offers that this version does not do yet: {later.join(", ").toLowerCase()}.
          </p>
        )}
        {impossible.length === 0 && later.length === 0 && (
          <p className="dim small">Everything {provider} offers for a line is above.</p>
        )}
        {unmapped.length > 0 && (
          <details className={styles.raw}>
            <summary>More from {provider}</summary>
            <dl>
              {unmapped.map((field) => (
                <div key={`${field.name} ${field.value}`}>
                  <dt className="mono">{field.name}</dt>
                  <dd className="mono">{field.value}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </div>
    </Card>
  );
}
