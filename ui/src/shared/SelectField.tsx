// One of many, where cards for each would be too much: a labelled list that opens, as the system draws it.
import { type ReactNode, useId } from "react";
import { cx } from "./cx";
import css from "./Field.module.css";

export interface Option {
  value: string;
  name: string;
}

export interface SelectFieldProps {
  label: ReactNode;
  hint?: ReactNode;
  options: readonly Option[];
  /** More of them under a heading. */
  groups?: readonly { name: string; options: readonly Option[] }[];
  value: string;
  onChange: (value: string) => void;
}

export function SelectField({ label, hint, options, groups = [], value, onChange }: SelectFieldProps) {
  const id = useId();
  const all = (some: readonly Option[]) =>
    some.map((one) => (
      <option key={one.value} value={one.value}>
        {one.name}
      </option>
    ));
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      <select
        id={id}
        className={cx(css.input, css.bare)}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        {...(hint === undefined ? {} : { "aria-describedby": `${id}-hint` })}
      >
        {all(options)}
        {groups.map((group) => (
          <optgroup key={group.name} label={group.name}>
            {all(group.options)}
          </optgroup>
        ))}
      </select>
      {hint !== undefined && (
        <span id={`${id}-hint`} className={css.hint}>
          {hint}
        </span>
      )}
    </div>
  );
}
