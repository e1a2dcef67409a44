// The page of a line: what this desk has is shown at once, then it is read from the provider. What cannot be refreshed stays
// on screen with its age and the reason.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { asProblem } from "@/errors";
import { call, type LineKey, type LinePage, type Problem, queryKeys, type Verification } from "@/ipc";

/** A reading younger than this is not asked for again by moving between the pages of one line, in milliseconds. */
const FRESH_MS = 15_000;

/** The page of a line as it can be shown now. */
export interface LinePageState {
  /** What is known; null while nothing is. */
  page: LinePage | null;
  /** True while it is read from the provider. */
  refreshing: boolean;
  /** Why nothing can be shown. */
  problem: Problem | null;
  /** Why what is shown could not be refreshed. */
  notRefreshed: Problem | null;
  refresh: () => void;
  /** Takes over a proof of identity that was just noted. */
  verified: (verification: Verification) => void;
}

/** Reads the page of a line and keeps it. */
export function useLinePage(line: LineKey): LinePageState {
  const client = useQueryClient();
  const { connection, id } = line;
  const kept = useQuery({
    queryKey: queryKeys.line({ connection, id }),
    queryFn: () => call("line_page", { line: { connection, id }, refresh: false }),
    retry: false,
  });
  const fresh = useQuery({
    // Not under queryKeys.line: a reading tells every window that the line was read, which must not start another one.
    queryKey: ["line_refresh", connection, id],
    queryFn: async () => {
      const page = await call("line_page", { line: { connection, id }, refresh: true });
      await client.cancelQueries({ queryKey: queryKeys.line({ connection, id }) });
      client.setQueryData(queryKeys.line({ connection, id }), page);
      return { notRefreshed: page.not_refreshed };
    },
    retry: false,
    staleTime: FRESH_MS,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const { refetch } = fresh;
  const refresh = useCallback(() => void refetch(), [refetch]);
  const verified = useCallback(
    (verification: Verification) =>
      client.setQueryData<LinePage>(queryKeys.line({ connection, id }), (page) => page && { ...page, verification }),
    [client, connection, id],
  );
  const page = kept.data ?? null;
  const failed = fresh.error === null ? null : asProblem(fresh.error);
  const keptFailed = kept.error === null ? null : asProblem(kept.error);
  return {
    page,
    refreshing: fresh.isFetching,
    problem: page === null && !fresh.isFetching && !kept.isFetching ? (failed ?? keptFailed) : null,
    notRefreshed: failed ?? fresh.data?.notRefreshed ?? null,
    refresh,
    verified,
  };
}
