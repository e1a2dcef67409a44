// The ledger as a table.
import type { ActionView } from "@/ipc";
import { type Column, DataTable, formatDateTime, formatWhen } from "@/shared";
import css from "./actions.module.css";
import { OutcomeTag } from "./OutcomeTag";
import { actionTitle, forgottenWords, reasonWords, whatIsKnown } from "./words";

export interface ActionsTableProps {
  actions: readonly ActionView[];
  /** Who is at this desk: their own actions say "you". */
  agent: string;
  selected: number;
  onSelect: (at: number) => void;
  onOpen: (at: number) => void;
}

export function ActionsTable({ actions, agent, selected, onSelect, onOpen }: ActionsTableProps) {
  const columns: Column<ActionView>[] = [
    {
      id: "when",
      header: "When",
      tight: true,
      cell: (action) => (
        <time
          className="dim"
          dateTime={new Date(action.created_at).toISOString()}
          title={formatDateTime(action.created_at)}
        >
          {formatWhen(action.created_at)}
        </time>
      ),
    },
    { id: "change", header: "Change", cell: (action) => <b className={css.title}>{actionTitle(action.kind)}</b> },
    {
      id: "line",
      header: "Line",
      tight: true,
      cell: (action) =>
        action.number === null ? (
          <span className="dim">{forgottenWords(action, "/number", "/line/id") ?? "—"}</span>
        ) : (
          <span className="mono">{action.number.shown}</span>
        ),
    },
    {
      id: "provider",
      header: "Provider",
      tight: true,
      hideWhen: "narrow",
      cell: (action) => action.provider_name ?? "—",
    },
    { id: "outcome", header: "Outcome", tight: true, cell: (action) => <OutcomeTag action={action} /> },
    { id: "known", header: "What is known", cell: (action) => <span className="small">{whatIsKnown(action)}</span> },
    {
      id: "reason",
      header: "Reason",
      hideWhen: "notWide",
      cell: (action) => <span className="small">{reasonWords(action) ?? "—"}</span>,
    },
    {
      id: "by",
      header: "By",
      tight: true,
      hideWhen: "notWide",
      cell: (action) => <span className="small">{action.agent === agent ? "you" : action.agent}</span>,
    },
  ];
  return (
    <DataTable
      id="actions"
      label="Actions"
      columns={columns}
      rows={actions}
      rowKey={(action) => action.id}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
      clickSelects
    />
  );
}
