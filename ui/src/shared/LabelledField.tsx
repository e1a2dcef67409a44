// The frame of a field that the browser draws itself: label, hint and error around it, all tied to it for those who listen.
import { type ReactNode, useId } from "react";
import css from "./Field.module.css";

/** What the field inside takes over. */
export interface LabelledInput {
  id: string;
  /** True when something is wrong with it. */
  wrong: boolean;
  aria: { "aria-invalid": boolean; "aria-describedby"?: string };
}

export interface LabelledFieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong with it, if something is. */
  error?: ReactNode;
  children: (input: LabelledInput) => ReactNode;
}

export function LabelledField({ label, hint, error, children }: LabelledFieldProps) {
  const id = useId();
  const wrong = error !== undefined && error !== null && error !== false;
  const about = [hint === undefined ? null : `${id}-hint`, wrong ? `${id}-error` : null].filter(Boolean).join(" ");
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      {children({ id, wrong, aria: { "aria-invalid": wrong, ...(about === "" ? {} : { "aria-describedby": about }) } })}
      {hint !== undefined && (
        <span id={`${id}-hint`} className={css.hint}>
          {hint}
        </span>
      )}
      {wrong && (
        <span id={`${id}-error`} className={css.error}>
          {error}
        </span>
      )}
    </div>
  );
}
