// Lines in a table, with what was typed marked, wherever in the line it was found.
import type { ReactNode } from "react";
import type { LineView, SimKind } from "@/ipc";
import { Age, type Column, DataTable } from "@/shared";
import { matches } from "./highlight";
import { Marked } from "./Marked";
import css from "./ResultsTable.module.css";

/** The id of the table: the search box controls it. */
export const RESULTS_ID = "results";

const SIM_KINDS: Record<SimKind, string> = { esim: "eSIM", card: "Card", unknown: "Not said" };

export interface ResultsTableProps {
  lines: readonly LineView[];
  /** What was typed; "" marks nothing. */
  query: string;
  selected: number;
  onSelect: (at: number) => void;
  onOpen: (at: number) => void;
  /** How the state of a line is shown. */
  state: (line: LineView) => ReactNode;
  /** How it is shown whether a line is real; null where that goes without saying. */
  environment: (line: LineView) => ReactNode;
  busy: boolean;
}

export function lineKeyText(line: LineView): string {
  return `${line.key.connection}/${line.key.id}`;
}

export function ResultsTable(props: ResultsTableProps) {
  const { lines, query, selected, onSelect, onOpen, state, environment, busy } = props;
  const columns: Column<LineView>[] = [
    {
      id: "number",
      header: "Number",
      tight: true,
      cell: (line) => (
        <span className="mono">
          {line.number === null ? "No number" : <Marked text={line.number.shown} query={query} />}
        </span>
      ),
    },
    {
      id: "customer",
      header: "Customer",
      cell: (line) => (
        <>
          {line.customer.name === null ? (
            <span className="dim">No name</span>
          ) : (
            <Marked text={line.customer.name} query={query} />
          )}
          <AlsoFound text={line.customer.email} query={query} unless={line.customer.name} />
          <AlsoFound text={line.customer.group} query={query} unless={line.customer.name} />
        </>
      ),
    },
    {
      id: "provider",
      header: "Provider",
      tight: true,
      cell: (line) => (
        <>
          {line.provider_name} · {line.country} {environment(line)}
          <AlsoFound text={line.account} query={query} unless={line.number?.shown ?? null} mono />
        </>
      ),
    },
    {
      id: "sim",
      header: "SIM",
      tight: true,
      cell: (line) => (
        <>
          {SIM_KINDS[line.sim.kind]}
          <AlsoFound text={line.sim.iccid_grouped} query={query} unless={line.number?.shown ?? null} mono />
        </>
      ),
    },
    {
      id: "plan",
      header: "Plan",
      hideWhen: "narrow",
      cell: (line) => line.plan?.name ?? <span className="dim">Not read yet</span>,
    },
    { id: "state", header: "State", tight: true, cell: state },
    {
      id: "age",
      header: "As of",
      tight: true,
      hideWhen: "narrow",
      cell: (line) => (
        <span className="dim">
          <Age at={line.read_at} short />
        </span>
      ),
    },
  ];
  return (
    <DataTable
      id={RESULTS_ID}
      label="Lines found"
      columns={columns}
      rows={lines}
      rowKey={lineKeyText}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
      busy={busy}
    />
  );
}

/** A second row in a cell, for what is otherwise not in the table and yet is why the line was found. */
function AlsoFound(props: { text: string | null; query: string; unless: string | null; mono?: boolean }) {
  const { text, query, unless, mono = false } = props;
  if (text === null || query === "" || !matches(text, query)) return null;
  if (unless !== null && matches(unless, query)) return null;
  return (
    <span className={css.also}>
      <span className={mono ? "mono" : undefined}>
        <Marked text={text} query={query} />
      </span>
    </span>
  );
}
