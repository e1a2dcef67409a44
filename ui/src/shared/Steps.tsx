// Where one is in a short path.
import { Check } from "lucide-react";
import { cx } from "./cx";
import css from "./Steps.module.css";

export interface StepsProps {
  /** What the path is, for those who do not see it. */
  label: string;
  steps: readonly string[];
  /** Counted from 0. */
  current: number;
}

export function Steps({ label, steps, current }: StepsProps) {
  return (
    <nav aria-label={label}>
      <ol className={css.steps}>
        {steps.map((step, at) => (
          <li
            key={step}
            className={cx(css.step, at === current && css.current)}
            {...(at === current ? { "aria-current": "step" as const } : {})}
          >
            {at < current && <Check size={14} aria-hidden="true" className={css.done} />}
            {at + 1} {step}
            {at < current && <span className="readerOnly"> done</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
