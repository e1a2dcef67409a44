// The connections as they stand, and reading their lists again.
import { type QueryClient, useMutation, useQuery } from "@tanstack/react-query";
import { type ConnectionId, type ConnectionsAnswer, type ConnectionView, call, queryKeys } from "@/ipc";

export function useConnections() {
  return useQuery({ queryKey: queryKeys.connections, queryFn: () => call("connections", {}) });
}

/** Reads the list of lines of one connection again, or of all (null). */
export function useRefreshLines() {
  return useMutation({ mutationFn: (connection: ConnectionId | null) => call("refresh_lines", { connection }) });
}

/** Puts a connection as it stands now in its place in the cached list. */
export function patchConnection(client: QueryClient, connection: ConnectionView): void {
  client.setQueryData<ConnectionsAnswer>(queryKeys.connections, (data) => {
    if (data === undefined) return data;
    const known = data.connections.some((one) => one.id === connection.id);
    return {
      connections: known
        ? data.connections.map((one) => (one.id === connection.id ? connection : one))
        : [...data.connections, connection],
    };
  });
}
