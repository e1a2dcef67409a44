// A labelled list of which one is chosen, for more choices than cards can hold.
import type { ReactNode } from "react";
import { cx } from "./cx";
import css from "./Field.module.css";
import { LabelledField } from "./LabelledField";

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
  const all = (some: readonly Option[]) =>
    some.map((option) => (
      <option key={option.value} value={option.value}>
        {option.label}
      </option>
    ));
  return (
    <LabelledField label={label} hint={hint} error={error}>
      {({ id, wrong, aria }) => (
        <select
          id={id}
          className={cx(css.input, css.bare, wrong && css.wrong)}
          value={value}
          disabled={isDisabled}
          aria-required={isRequired}
          onChange={(event) => onChange(event.target.value)}
          {...aria}
        >
          {empty !== null && <option value="">{empty ?? "Choose"}</option>}
          {all(options)}
          {more !== undefined && <optgroup label={more.label}>{all(more.options)}</optgroup>}
        </select>
      )}
    </LabelledField>
  );
}
