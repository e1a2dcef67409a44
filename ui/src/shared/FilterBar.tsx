// Which part of a list is shown, with how many there are of each.
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { cx } from "./cx";
import css from "./FilterBar.module.css";
import { formatCount } from "./format";

export interface Filter<T extends string> {
  value: T;
  label: string;
  /** Absent: not known yet. */
  count?: number;
  /** Coloured as long as there are any. */
  tone?: "warn" | "bad";
}

export interface FilterBarProps<T extends string> {
  label: string;
  filters: readonly Filter<T>[];
  value: T;
  onChange: (value: T) => void;
}

export function FilterBar<T extends string>({ label, filters, value, onChange }: FilterBarProps<T>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className={cx(css.bar)}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const next = filters.find((filter) => keys.has(filter.value));
        if (next !== undefined) onChange(next.value);
      }}
    >
      {filters.map((filter) => (
        <ToggleButton
          key={filter.value}
          id={filter.value}
          className={cx(css.filter, filter.tone !== undefined && (filter.count ?? 0) > 0 && css[filter.tone])}
        >
          {filter.label}
          {filter.count !== undefined && (
            <>
              {" "}
              <span className={css.count}>{formatCount(filter.count)}</span>
            </>
          )}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
