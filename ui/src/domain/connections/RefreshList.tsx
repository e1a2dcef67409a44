// The list of lines of a connection: how many, how old, and reading it again.
import { RefreshCw } from "lucide-react";
import { asProblem, explain } from "@/errors";
import type { ConnectionView } from "@/ipc";
import { Age, Button, countOf, toast } from "@/shared";
import { useRefreshLines } from "./queries";

/** Whether this provider has a list of lines to read at all. */
function hasList(connection: ConnectionView): boolean {
  return connection.abilities.some((one) => one.ability === "list_lines" && one.available);
}

export function RefreshList({ connection }: { connection: ConnectionView }) {
  const refresh = useRefreshLines();
  if (!hasList(connection)) return null;
  const busy = connection.listing || refresh.isPending;
  return (
    <Button
      icon={<RefreshCw size={14} />}
      isDisabled={busy || !connection.enabled || connection.credentials === "missing"}
      aria-label={`Refresh list of ${connection.label}`}
      onPress={() =>
        refresh.mutate(connection.id, { onError: (error) => toast(explain(asProblem(error)).what, "bad") })
      }
    >
      {busy ? "Reading the list…" : "Refresh list"}
    </Button>
  );
}

export function ListAge({ connection }: { connection: ConnectionView }) {
  return (
    <>
      {countOf(connection.lines, "line")}
      {!hasList(connection) ? (
        `, found by searching: ${connection.provider_name} publishes no list`
      ) : connection.listing ? (
        ", the list is being read now"
      ) : connection.listed_at === null ? (
        ", the list was not read yet"
      ) : (
        <>
          , list read <Age at={connection.listed_at} />
        </>
      )}
    </>
  );
}
