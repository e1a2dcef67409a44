// A labelled field whose text React never holds: its owner reads it from the element once and empties it. It is kept out of
// state, out of the `value` attribute and out of what a browser would fill in or remember.
import { type ReactNode, type Ref, useId } from "react";
import { cx } from "./cx";
import css from "./Field.module.css";

export interface SecretFieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong with it, if something is. */
  error?: ReactNode;
  /** False: the text is not a secret itself and is shown while it is typed. */
  masked?: boolean;
  isRequired?: boolean;
  /** Something was typed. What it was is not told. */
  onEdit?: () => void;
  ref?: Ref<HTMLInputElement>;
}

export function SecretField(props: SecretFieldProps) {
  const { label, hint, error, masked = true, isRequired = false, onEdit, ref } = props;
  const id = useId();
  const wrong = error !== undefined && error !== null && error !== false;
  const about = [hint === undefined ? null : `${id}-hint`, wrong ? `${id}-error` : null].filter(Boolean).join(" ");
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      <input
        ref={ref}
        id={id}
        className={cx(css.input, css.bare, wrong && css.wrong)}
        type={masked ? "password" : "text"}
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-required={isRequired}
        aria-invalid={wrong}
        onInput={() => onEdit?.()}
        {...(about === "" ? {} : { "aria-describedby": about })}
      />
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
