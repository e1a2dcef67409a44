// The ledger: every change, by whom, why, and what came of it. Unknown ones come first.
import { Download, ScrollText } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { ActionDetails, ActionsTable, ChainNotice, ChainState, useActions } from "@/domain/actions";
import { asProblem, explain, ProblemNotice } from "@/errors";
import { type ActionCounts, type ActionsFilter, type ActionView, call } from "@/ipc";
import { Button, Card, countOf, EmptyState, type Filter, FilterBar, Skeleton, toast, useKeys } from "@/shared";
import { ActionLink } from "./ActionLink";
import css from "./ActionsView.module.css";
import { linePath } from "./LineViewPaths";
import { useStart } from "./start";

const EMPTY: Record<ActionsFilter, { title: string; text: string }> = {
  all: {
    title: "Nothing was done from this desk yet",
    text: "Every change and every code that is shown is listed here.",
  },
  unknown: {
    title: "No outcome is unknown",
    text: "A change that gets no answer is listed here until it is known what became of it.",
  },
  waiting: { title: "Nothing is waiting", text: "A change the provider has taken and still works on is listed here." },
  refused: {
    title: "Nothing was refused",
    text: "Changes that were refused, failed or never left this desk are listed here.",
  },
};

function filters(counts: ActionCounts | undefined): Filter<ActionsFilter>[] {
  const count = (value: number | undefined) => (value === undefined ? {} : { count: value });
  return [
    { value: "all", label: "All", ...count(counts?.all) },
    { value: "unknown", label: "Unknown", tone: "warn", ...count(counts?.unknown) },
    { value: "waiting", label: "Waiting", ...count(counts?.waiting) },
    { value: "refused", label: "Refused", ...count(counts?.refused) },
  ];
}

/** Writes every action into a file for a spreadsheet. That it was done is a row of the ledger itself. */
function Export() {
  const [busy, setBusy] = useState(false);
  const write = () => {
    setBusy(true);
    call("export_actions", {})
      .then(
        ({ path, rows }) => toast(`${countOf(rows, "action", "actions")} written to ${path}`, "ok"),
        (error: unknown) => toast(explain(asProblem(error)).what, "bad"),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Button icon={<Download size={15} />} onPress={write} isDisabled={busy}>
      {busy ? "Exporting…" : "Export CSV"}
    </Button>
  );
}

export function ActionsView() {
  const { agent } = useStart();
  const [, go] = useLocation();
  const [filter, setFilter] = useState<ActionsFilter>("all");
  const [chosen, setChosen] = useState<string | null>(null);
  const pages = useActions(filter);
  const actions = pages.data?.pages.flatMap((page) => page.actions) ?? [];
  const at = actions.findIndex((action) => action.id === chosen);
  const action = actions[at];
  const select = (index: number) => setChosen(actions[index]?.id ?? null);
  const open = (one: ActionView | undefined) => {
    if (one?.line != null) go(linePath(one.line));
  };
  const move = (by: number) => {
    document.getElementById("actions")?.focus();
    select(Math.min(Math.max(at + by, 0), actions.length - 1));
  };
  useKeys({
    ArrowDown: { label: "Choose the next action", run: () => move(1), when: actions.length > 0 },
    ArrowUp: { label: "Choose the action before", run: () => move(-1), when: actions.length > 0 },
    Enter: { label: "Open the line of the chosen action", run: () => open(action), when: action?.line != null },
    Escape: { label: "Close the details", run: () => setChosen(null), when: action !== undefined },
    F5: { label: "Refresh", run: () => void pages.refetch() },
  });
  return (
    <div className={css.page}>
      <h1 className="readerOnly">Actions</h1>
      <div className={css.bar}>
        <FilterBar label="Show" filters={filters(pages.data?.pages[0]?.counts)} value={filter} onChange={setFilter} />
        <ChainState />
        <Export />
      </div>
      <div className={css.list}>
        <ChainNotice />
        {pages.isError && <ProblemNotice problem={asProblem(pages.error)} onRetry={() => void pages.refetch()} />}
        {pages.isPending && (
          <Card title="Actions" padded={false}>
            <Skeleton label="Reading the actions" lines={6} />
          </Card>
        )}
        {pages.isSuccess &&
          (actions.length === 0 ? (
            <Card title="Actions" padded={false}>
              <EmptyState icon={<ScrollText size={22} />} title={EMPTY[filter].title}>
                {EMPTY[filter].text}
              </EmptyState>
            </Card>
          ) : (
            <div className={css.table}>
              <ActionsTable
                actions={actions}
                agent={agent}
                selected={at}
                onSelect={select}
                onOpen={(index) => open(actions[index])}
              />
            </div>
          ))}
        {pages.hasNextPage && (
          <div>
            <Button onPress={() => void pages.fetchNextPage()} isDisabled={pages.isFetchingNextPage}>
              {pages.isFetchingNextPage ? "Reading…" : "Show more"}
            </Button>
          </div>
        )}
      </div>
      {action !== undefined && (
        <div className={css.details}>
          <ActionDetails
            action={action}
            agent={agent}
            {...(action.number === null
              ? {}
              : { line: <ActionLink action={action} words={action.number.shown} to="line" /> })}
          />
        </div>
      )}
    </div>
  );
}
