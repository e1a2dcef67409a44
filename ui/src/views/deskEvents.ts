// What the desk tells without being asked, and which cached answers it makes old. The only place that drops them.
import type { QueryClient } from "@tanstack/react-query";
import { patchActions } from "@/domain/actions";
import { patchConnection } from "@/domain/connections";
import { type Event, onDeskEvent, queryKeys } from "@/ipc";

/** Listens until the returned function is called. */
export function followDesk(client: QueryClient): () => void {
  return onDeskEvent((event) => take(client, event));
}

function take(client: QueryClient, event: Event): void {
  const drop = (queryKey: readonly unknown[]) => {
    // A first answer that is on its way may be older than this event, and is not asked for anew by itself.
    const early = client
      .getQueryCache()
      .findAll({ queryKey, fetchStatus: "fetching" })
      .some((query) => query.state.data === undefined);
    const asked = client.invalidateQueries({ queryKey });
    if (early) void asked.then(() => client.invalidateQueries({ queryKey }));
  };
  switch (event.type) {
    case "connection":
      patchConnection(client, event.connection);
      break;
    case "lines":
      drop(queryKeys.search);
      drop(queryKeys.connections);
      break;
    case "line":
      drop(queryKeys.line(event.line));
      drop(queryKeys.allTasks);
      drop(queryKeys.search);
      drop(queryKeys.home);
      break;
    case "action":
      patchActions(client, event.action);
      drop(queryKeys.actions);
      drop(queryKeys.actionCounts);
      drop(queryKeys.home);
      drop(queryKeys.allTasks);
      if (event.action.line !== null) drop(queryKeys.line(event.action.line));
      break;
    case "asked":
      // What it found is in this desk's index now; how it stands is told by the search page, which listens by itself.
      if (event.found !== null && event.found > 0) drop(queryKeys.search);
      break;
    case "code_state":
    case "code_hidden":
    case "clipboard_cleared":
    case "customer_screen":
    case "lock":
      // Only the screen that shows the code, or the lock around everything, has to do with these; they listen by themselves.
      break;
  }
}
