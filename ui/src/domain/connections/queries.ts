// The connections as they stand, and reading their lists again.
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type ConnectionId,
  type ConnectionsAnswer,
  type ConnectionView,
  call,
  type EnableRequest,
  queryKeys,
} from "@/ipc";

export function useConnections() {
  return useQuery({ queryKey: queryKeys.connections, queryFn: () => call("connections", {}) });
}

/** Reads the list of lines of one connection again, or of all (null). */
export function useRefreshLines() {
  return useMutation({ mutationFn: (connection: ConnectionId | null) => call("refresh_lines", { connection }) });
}

/** The providers this version can connect to. */
export function useConnectionKinds() {
  return useQuery({
    queryKey: queryKeys.connectionKinds,
    queryFn: async () => (await call("connection_kinds", {})).kinds,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Whether the keyring can keep credentials now: it may have been locked since it was asked before. */
export function useKeyring() {
  return useQuery({ queryKey: queryKeys.keyring, queryFn: () => call("keyring_state", {}), gcTime: 0 });
}

/** One harmless read of a connection; `wanted` false asks nothing. Never answered from before. */
export function useConnectionTest(connection: ConnectionId, wanted: boolean) {
  return useQuery({
    queryKey: queryKeys.connectionTest(connection),
    queryFn: () => call("test_connection", { connection }),
    enabled: wanted,
    gcTime: 0,
  });
}

export function useSetEnabled() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: EnableRequest) => call("set_connection_enabled", request),
    onSuccess: (connection) => patchConnection(client, connection),
  });
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
