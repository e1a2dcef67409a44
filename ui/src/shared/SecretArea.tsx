// A labelled box for a secret that may come with text around it and over several lines. React never holds what is in it: its
// owner reads it from the element once and empties it. What is in it is drawn as dots.
import { type ReactNode, type Ref, useId } from "react";
import { cx } from "./cx";
import css from "./Field.module.css";

export interface SecretAreaProps {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong with it, if something is. */
  error?: ReactNode;
  /** Something was typed or pasted. What it was is not told. */
  onEdit?: () => void;
  /** Ctrl and Enter: as a button beside it. */
  onSubmit?: () => void;
  autoFocus?: boolean;
  ref?: Ref<HTMLTextAreaElement>;
}

export function SecretArea({ label, hint, error, onEdit, onSubmit, autoFocus = false, ref }: SecretAreaProps) {
  const id = useId();
  const wrong = error !== undefined && error !== null && error !== false;
  const about = [hint === undefined ? null : `${id}-hint`, wrong ? `${id}-error` : null].filter(Boolean).join(" ");
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      <textarea
        ref={ref}
        id={id}
        className={cx(css.input, css.bare, css.dots, wrong && css.wrong)}
        rows={4}
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: it is the one thing to do on the screen that asks for it.
        autoFocus={autoFocus}
        aria-invalid={wrong}
        onInput={() => onEdit?.()}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            onSubmit?.();
          }
        }}
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
