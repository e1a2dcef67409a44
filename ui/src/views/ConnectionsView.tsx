// The connections: how each is doing, where it is, and what it can and cannot do. Nothing can be changed here yet.
import { Unplug } from "lucide-react";
import { ConnectionCard, useConnections, useRefreshLines } from "@/domain/connections";
import { asProblem, explain, ProblemNotice } from "@/errors";
import { Card, EmptyState, Notice, Skeleton, toast, useKeys } from "@/shared";
import css from "./ConnectionsView.module.css";
import { useStart } from "./start";

export function ConnectionsView() {
  const { practice, version } = useStart();
  const connections = useConnections();
  const refresh = useRefreshLines();
  useKeys({
    F5: {
      label: "Refresh the lists of lines",
      run: () => refresh.mutate(null, { onError: (error) => toast(explain(asProblem(error)).what, "bad") }),
    },
  });
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1 className={css.title}>Connections</h1>
        <span className="dim small">SIMdesk {version}</span>
      </header>
      {practice && (
        <Notice tone="info" title="This is the practice shop. Nothing real happens.">
          <p>
            Every provider below is simulated on this computer. No message leaves it, and the lines, people and codes
            are made up.
          </p>
        </Notice>
      )}
      {connections.isPending && (
        <Card title="Reading the connections" padded={false}>
          <Skeleton label="Reading the connections" lines={5} />
        </Card>
      )}
      {connections.isError && (
        <ProblemNotice problem={asProblem(connections.error)} onRetry={() => void connections.refetch()} />
      )}
      {connections.data?.connections.length === 0 && (
        <Card title="Connections" padded={false}>
          <EmptyState icon={<Unplug size={22} />} title="This desk has no connection">
            Without one there are no lines to find.
          </EmptyState>
        </Card>
      )}
      {connections.data?.connections.map((connection) => (
        <ConnectionCard key={connection.id} connection={connection} />
      ))}
    </div>
  );
}
