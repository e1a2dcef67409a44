// A labelled box for a secret that may come with text around it and over several lines. React never holds what is in it: its
// owner reads it from the element once and empties it. What is in it is drawn as dots.
import type { ReactNode, Ref } from "react";
import { cx } from "./cx";
import css from "./Field.module.css";
import { LabelledField } from "./LabelledField";

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
  return (
    <LabelledField label={label} hint={hint} error={error}>
      {({ id, wrong, aria }) => (
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
          onInput={() => onEdit?.()}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              onSubmit?.();
            }
          }}
          {...aria}
        />
      )}
    </LabelledField>
  );
}
