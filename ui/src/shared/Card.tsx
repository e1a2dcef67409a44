// A box with a heading.
import { type ReactNode, useId } from "react";
import css from "./Card.module.css";
import { cx } from "./cx";

export interface CardProps {
  title: ReactNode;
  /** At the right of the heading, quieter. */
  aside?: ReactNode;
  /** Padding around the content; off for tables and lists that go to the edge. */
  padded?: boolean;
  children: ReactNode;
}

export function Card({ title, aside, padded = true, children }: CardProps) {
  const id = useId();
  return (
    <section className={css.card} aria-labelledby={id}>
      <header className={css.head}>
        <h2 id={id} className={css.title}>
          {title}
        </h2>
        {aside !== undefined && <div className={css.aside}>{aside}</div>}
      </header>
      <div className={cx(padded && css.body)}>{children}</div>
    </section>
  );
}
