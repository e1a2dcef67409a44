// A table of rows of which one is selected: moved through with the arrow keys, opened with Enter or a click.
//
// It has one tab stop; the selected row is told to assistive technology with aria-activedescendant, so that a search box can
// move the selection without giving up the caret (see `stepSelection`).
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect } from "react";
import { cx } from "./cx";
import css from "./DataTable.module.css";

export interface Column<T> {
  id: string;
  header: ReactNode;
  cell: (row: T) => ReactNode;
  /** Not broken over lines. */
  tight?: boolean;
  /** Left out when the window is not wide (below 1100 css pixels) or narrow (below 860). */
  hideWhen?: "notWide" | "narrow";
  /** At the right edge. */
  end?: boolean;
}

export interface DataTableProps<T> {
  /** Names the table, and begins the ids of its rows. */
  id: string;
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** Counted from 0; -1 for none. */
  selected: number;
  onSelect: (at: number) => void;
  /** By Enter; by a click too unless `clickSelects`. */
  onOpen: (at: number) => void;
  clickSelects?: boolean;
  /** False: no heading row on screen (it is still read out). */
  headings?: boolean;
  busy?: boolean;
}

/** The id of a row, for aria-activedescendant of whatever moves the selection. */
export function rowId(table: string, at: number): string {
  return `${table}-row-${at}`;
}

const PAGE = 10;

/** Where a key moves the selection, or null when it does not move it. */
export function stepSelection(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  const last = count - 1;
  switch (key) {
    case "ArrowDown":
      return Math.min(at + 1, last);
    case "ArrowUp":
      return Math.max(at - 1, 0);
    case "PageDown":
      return Math.min(Math.max(at, 0) + PAGE, last);
    case "PageUp":
      return Math.max(at - PAGE, 0);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

function classOf<T>(column: Column<T>, cell: boolean): string {
  const hide = column.hideWhen === undefined ? false : css[column.hideWhen];
  return cx(cell && column.tight === true && css.tight, column.end === true && css.end, hide);
}

export function DataTable<T>(props: DataTableProps<T>) {
  const { id, label, columns, rows, rowKey, selected, onSelect, onOpen, clickSelects = false, headings = true } = props;
  const current = selected >= 0 && selected < rows.length ? rowId(id, selected) : undefined;

  useEffect(() => {
    if (current !== undefined) document.getElementById(current)?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && current !== undefined) {
      event.preventDefault();
      onOpen(selected);
      return;
    }
    const next = stepSelection(event.key, selected, rows.length);
    if (next === null) return;
    event.preventDefault();
    onSelect(next);
  };

  const onClick = (event: MouseEvent) => {
    const target = event.target;
    if (!(target instanceof Element) || target.closest("a, button") !== null) return;
    const at = Number(target.closest("[data-at]")?.getAttribute("data-at") ?? "-1");
    if (at < 0) return;
    onSelect(at);
    if (!clickSelects) onOpen(at);
  };

  return (
    <table
      id={id}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA in HTML allows a table to be a grid, and its cells become gridcells by themselves.
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-busy={props.busy === true}
      tabIndex={0}
      className={css.table}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onFocus={(event) => {
        if (event.target === event.currentTarget && selected < 0 && rows.length > 0) onSelect(0);
      }}
      {...(current === undefined ? {} : { "aria-activedescendant": current })}
    >
      <thead className={cx(!headings && "readerOnly")}>
        <tr>
          {columns.map((column) => (
            <th key={column.id} scope="col" className={classOf(column, false)}>
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr
            key={rowKey(row)}
            id={rowId(id, at)}
            data-at={at}
            aria-selected={at === selected}
            aria-rowindex={at + 2}
            className={css.row}
          >
            {columns.map((column) => (
              <td key={column.id} className={classOf(column, true)}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
