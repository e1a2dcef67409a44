// What is read of the ledger, and reading back what became of an unknown action.
import { type InfiniteData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ActionId, type ActionsAnswer, type ActionsFilter, type ActionView, call, queryKeys } from "@/ipc";

const PAGE = 50;

/** The ledger, page by page; unknown actions first, then the newest. */
export function useActions(filter: ActionsFilter) {
  return useInfiniteQuery({
    queryKey: queryKeys.actionsOf(filter),
    queryFn: ({ pageParam }) => call("actions", { filter, after: pageParam, limit: PAGE }),
    initialPageParam: null as ActionId | null,
    getNextPageParam: (page: ActionsAnswer) => (page.more ? (page.actions.at(-1)?.id ?? null) : null),
  });
}

/** How many actions there are of each sort: read with the unknown ones, which the badge counts. */
export function useActionCounts() {
  return useQuery({
    queryKey: queryKeys.actionCounts,
    queryFn: async () => (await call("actions", { filter: "unknown", after: null, limit: 1 })).counts,
  });
}

export function useChain() {
  return useQuery({ queryKey: queryKeys.chain, queryFn: () => call("verify_ledger", {}) });
}

/** Asks the provider now what became of an action. */
export function useCheckAction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: ActionId) => call("check_action", { id }),
    onSuccess: (action) => patchActions(client, action),
  });
}

type Client = ReturnType<typeof useQueryClient>;

/** Puts an action as it stands now into every page of the ledger that is on hand. */
export function patchActions(client: Client, action: ActionView): void {
  client.setQueriesData<InfiniteData<ActionsAnswer>>({ queryKey: queryKeys.actions }, (data) => {
    if (data === undefined) return data;
    return {
      ...data,
      pages: data.pages.map((page) => ({
        ...page,
        actions: page.actions.map((one) => (one.id === action.id ? action : one)),
      })),
    };
  });
}
