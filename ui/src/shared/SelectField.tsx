// A labelled list of which one is chosen, for more choices than cards can hold.
import { type ReactNode, useId } from "react";
import { cx } from "./cx";
import css from "./Field.module.css";

export interface Option {
  value: string;
  label: string;
}

export interface SelectFieldProps {
  label: ReactNode;
  options: readonly Option[];
  /** More of them under a heading. */
  more?: { label: string; options: readonly Option[] };
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  /** What is wrong with it, if something is. */
  error?: ReactNode;
  isRequired?: boolean;
  isDisabled?: boolean;
  /** What stands there while nothing is chosen; null when something always is. */
  empty?: string | null;
}

export function SelectField(props: SelectFieldProps) {
  const { label, options, value, onChange, hint, error, isRequired = false, isDisabled = false, empty, more } = props;
  const id = useId();
  const wrong = error !== undefined && error !== null && error !== false;
  const all = (some: readonly Option[]) =>
    some.map((option) => (
      <option key={option.value} value={option.value}>
        {option.label}
      </option>
    ));
  const about = [hint === undefined ? null : `${id}-hint`, wrong ? `${id}-error` : null].filter(Boolean).join(" ");
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      <select
        id={id}
        className={cx(css.input, css.bare, wrong && css.wrong)}
        value={value}
        disabled={isDisabled}
        aria-required={isRequired}
        aria-invalid={wrong}
        onChange={(event) => onChange(event.target.value)}
        {...(about === "" ? {} : { "aria-describedby": about })}
      >
        {empty !== null && <option value="">{empty ?? "Choose"}</option>}
        {all(options)}
        {more !== undefined && <optgroup label={more.label}>{all(more.options)}</optgroup>}
      </select>
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
