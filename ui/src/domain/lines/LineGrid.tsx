// Where the cards of a line stand, on wide and narrow windows.
import type { ReactNode } from "react";
import styles from "./lines.module.css";

interface Props {
  sim: ReactNode;
  plan: ReactNode;
  activity: ReactNode;
  ports: ReactNode;
  more: ReactNode;
}

/** The cards of the page of a line. */
export function LineGrid({ sim, plan, activity, ports, more }: Props) {
  return (
    <div className={styles.grid}>
      <div className={styles.sim}>{sim}</div>
      <div className={styles.plan}>{plan}</div>
      <div className={styles.history}>
        {activity}
        {ports}
      </div>
      <div className={styles.more}>{more}</div>
    </div>
  );
}
