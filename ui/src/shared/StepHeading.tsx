// The heading of a step. It takes the focus when the step appears, so that a screen reader says where one is and the keys of
// the step work at once.
import { type ReactNode, useEffect, useRef } from "react";
import styles from "./StepHeading.module.css";

/** A heading that is focused when it appears. */
export function StepHeading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h2 className={styles.heading} ref={heading} tabIndex={-1}>
      {children}
    </h2>
  );
}
