// A labelled field whose text React never holds: its owner reads it from the element once and empties it. It is kept out of
// state, out of the `value` attribute and out of what a browser would fill in or remember.
import type { ReactNode, Ref } from "react";
import { cx } from "./cx";
import css from "./Field.module.css";
import { LabelledField } from "./LabelledField";

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
  return (
    <LabelledField label={label} hint={hint} error={error}>
      {({ id, wrong, aria }) => (
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
          onInput={() => onEdit?.()}
          {...aria}
        />
      )}
    </LabelledField>
  );
}
