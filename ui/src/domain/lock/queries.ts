// What is set for this desk.
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { type ChangeSettingsRequest, call, type LockState, queryKeys, type SettingsView } from "@/ipc";

export function useSettings(): UseQueryResult<SettingsView> {
  return useQuery({ queryKey: queryKeys.settings, queryFn: () => call("settings", {}) });
}

/** Sets one thing; what is not named stays. */
export function useChangeSettings(): UseMutationResult<SettingsView, Error, Partial<ChangeSettingsRequest>> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change) => call("change_settings", { lock_after_s: null, notify: null, ...change }),
    onSuccess: (settings) => client.setQueryData(queryKeys.settings, settings),
  });
}

/** Takes up how the lock stands after the PIN was changed. */
export function useLockChanged(): (lock: LockState) => void {
  const client = useQueryClient();
  return (lock) =>
    client.setQueryData<SettingsView>(queryKeys.settings, (was) => (was === undefined ? was : { ...was, lock }));
}
