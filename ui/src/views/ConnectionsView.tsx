// The connections: how each is doing, where it is, what it can and cannot do, and setting them up.
import { Plus, Unplug } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import {
  ConnectionCard,
  ExportDialog,
  ImportDialog,
  RemoveDialog,
  useConnections,
  useRefreshLines,
} from "@/domain/connections";
import { asProblem, explain, ProblemNotice } from "@/errors";
import type { ConnectionView } from "@/ipc";
import { Button, Card, EmptyState, Skeleton, toast, useKeys } from "@/shared";
import { ADD_CONNECTION, credentialsPath, editPath, importPath } from "./ConnectionPaths";
import css from "./ConnectionsView.module.css";
import { useConnectionsChanged } from "./desk";
import { PracticeNotice } from "./PracticeNotice";
import { useStart } from "./start";
import { aboutPath } from "./TaskPaths";

type Open = { dialog: "export" | "import" } | { dialog: "remove"; connection: ConnectionView } | null;

export function ConnectionsView() {
  const { practice, version } = useStart();
  const [, go] = useLocation();
  const connections = useConnections();
  const refresh = useRefreshLines();
  const changed = useConnectionsChanged();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const all = connections.data?.connections ?? [];
  const real = all.filter((one) => one.environment !== "practice");
  useKeys({
    n: { label: "Add connection", run: () => go(ADD_CONNECTION) },
    F5: {
      label: "Refresh the lists of lines",
      run: () => refresh.mutate(null, { onError: (error) => toast(explain(asProblem(error)).what, "bad") }),
    },
  });
  const setupOf = (connection: ConnectionView) => ({
    edit: () => go(editPath(connection.id)),
    rotate: () => go(credentialsPath(connection.id)),
    remove: () => setOpen({ dialog: "remove", connection }),
  });
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1 className={css.title}>Connections</h1>
        <span className="dim small">SIMdesk {version}</span>
        <div className={css.tools}>
          <Button onPress={() => setOpen({ dialog: "import" })}>Import…</Button>
          {real.length > 0 && <Button onPress={() => setOpen({ dialog: "export" })}>Export…</Button>}
          <Button variant="primary" kbd="n" icon={<Plus size={15} />} onPress={() => go(ADD_CONNECTION)}>
            Add connection
          </Button>
        </div>
      </header>
      {practice && <PracticeNotice />}
      {connections.isPending && (
        <Card title="Reading the connections" padded={false}>
          <Skeleton label="Reading the connections" lines={5} />
        </Card>
      )}
      {connections.isError && (
        <ProblemNotice problem={asProblem(connections.error)} onRetry={() => void connections.refetch()} />
      )}
      {connections.isSuccess && all.length === 0 && (
        <Card title="Connections" padded={false}>
          <EmptyState icon={<Unplug size={22} />} title="This desk has no connection">
            Without one there are no lines to find.
          </EmptyState>
        </Card>
      )}
      {all.map((connection) => (
        <ConnectionCard
          key={connection.id}
          connection={connection}
          importCustomers={() => go(importPath(connection.id))}
          openAccount={() => go(aboutPath({ type: "account", connection: connection.id }))}
          {...(connection.environment === "practice" ? {} : { setup: setupOf(connection) })}
        />
      ))}
      {open?.dialog === "export" && <ExportDialog onClose={close} />}
      {open?.dialog === "import" && <ImportDialog onClose={close} onAdded={() => void changed(close)} />}
      {open?.dialog === "remove" && (
        <RemoveDialog
          connection={open.connection}
          isLast={real.length === 1}
          onClose={close}
          onRemoved={() =>
            void changed(() => {
              close();
              toast(`${open.connection.label} was removed`);
            })
          }
        />
      )}
    </div>
  );
}
