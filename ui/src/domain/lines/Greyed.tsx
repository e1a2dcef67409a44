// Something that cannot be done, with the reason beside it. It can be reached with the keyboard, so that the reason is read
// out too, and pressing it does nothing.
import { type Ref, useId } from "react";
import styles from "./lines.module.css";

/** A greyed action and why it is greyed. */
export function Greyed({ name, reason, ref }: { name: string; reason: string; ref?: Ref<HTMLButtonElement> }) {
  const id = useId();
  return (
    <span className={styles.greyed}>
      <button ref={ref} type="button" aria-disabled="true" aria-describedby={id} className={styles.greyedButton}>
        {name}
      </button>
      <span id={id} className={styles.reason}>
        {reason}
      </span>
    </span>
  );
}
