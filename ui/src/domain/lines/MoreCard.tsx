// Everything else that can be done with this line, what its provider does not offer and why, and what it sent that has no
// place above.
import type { ReactNode } from "react";
import type { AbilityState, RawField } from "@/ipc";
import { Card } from "@/shared";
import { notOffered } from "./abilities";
import { Greyed } from "./Greyed";
import styles from "./lines.module.css";

interface Props {
  /** The menu of what can be done. */
  menu: ReactNode;
  abilities: readonly AbilityState[];
  unmapped: readonly RawField[];
  provider: string;
}

/** The card "What you can do here". */
export function MoreCard({ menu, abilities, unmapped, provider }: Props) {
  const impossible = notOffered(abilities, provider);
  return (
    <Card title="What you can do here">
      <div className={styles.inside}>
        {menu}
        {impossible.length > 0 && (
          <details className={styles.raw} open>
            <summary>{provider} does not offer</summary>
            <ul className={styles.impossible} aria-label={`Not possible with ${provider}`}>
              {impossible.map((one) => (
                <li key={one.name}>
                  <Greyed {...one} />
                </li>
              ))}
            </ul>
          </details>
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
