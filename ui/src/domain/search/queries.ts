// What the search page reads: the lines that answer a text, and what is there before anything is typed.
import { keepPreviousData, type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import { call, queryKeys, type SearchAnswer } from "@/ipc";

/** How many lines are shown at the most; the host gives no more than 100. */
export const SEARCH_LIMIT = 60;

function searchFor(query: string) {
  return queryOptions({
    queryKey: queryKeys.searchFor(query),
    queryFn: () => call("search", { query, limit: SEARCH_LIMIT }),
    // Answers are cheap and go stale with every list; they are kept just long enough to go back to them.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
}

export interface Found {
  /** What to show: the answer to the text, or the one before while that is on its way. */
  answer: SearchAnswer | null;
  /** True when `answer` is the answer to the text as it is now. */
  current: boolean;
  error: unknown;
  again: () => void;
}

/** The lines that answer a text, as it is typed: the latest text wins, older answers are dropped. */
export function useSearch(text: string): Found {
  const query = useQuery({ ...searchFor(text), enabled: text !== "", placeholderData: keepPreviousData });
  return {
    answer: query.data ?? null,
    current: query.isSuccess && !query.isPlaceholderData,
    error: query.error,
    again: () => void query.refetch(),
  };
}

/** The answer to a text, when it is needed before it is on screen. */
export function searchNow(client: QueryClient, text: string): Promise<SearchAnswer> {
  return client.ensureQueryData(searchFor(text));
}

export function useHome() {
  return useQuery({ queryKey: queryKeys.home, queryFn: () => call("home", {}) });
}
