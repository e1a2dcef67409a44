// The lines opened last.
import { Smartphone } from "lucide-react";
import type { ReactNode } from "react";
import type { LineView } from "@/ipc";
import { type Column, DataTable, EmptyState } from "@/shared";
import { lineKeyText, RESULTS_ID } from "./ResultsTable";

export interface RecentLinesProps {
  lines: readonly LineView[];
  selected: number;
  onSelect: (at: number) => void;
  onOpen: (at: number) => void;
  state: (line: LineView) => ReactNode;
}

export function RecentLines({ lines, selected, onSelect, onOpen, state }: RecentLinesProps) {
  if (lines.length === 0) {
    return (
      <EmptyState icon={<Smartphone size={22} />} title="No line opened yet">
        Lines you open are listed here.
      </EmptyState>
    );
  }
  const columns: Column<LineView>[] = [
    {
      id: "number",
      header: "Number",
      tight: true,
      cell: (line) => <span className="mono">{line.number?.shown ?? "No number"}</span>,
    },
    { id: "customer", header: "Customer", cell: (line) => line.customer.name ?? <span className="dim">No name</span> },
    { id: "state", header: "State", tight: true, end: true, cell: state },
  ];
  return (
    <DataTable
      id={RESULTS_ID}
      label="Recent lines"
      headings={false}
      columns={columns}
      rows={lines}
      rowKey={lineKeyText}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
    />
  );
}
