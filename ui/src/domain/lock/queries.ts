// What is set for this desk.
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import {
  type ChangeSettingsRequest,
  call,
  type ForgetAfter,
  type ForgetNowRequest,
  type ForgetPreviewAnswer,
  type ForgottenCount,
  type LockState,
  queryKeys,
  type SettingsView,
} from "@/ipc";

export function useSettings(): UseQueryResult<SettingsView> {
  return useQuery({ queryKey: queryKeys.settings, queryFn: () => call("settings", {}) });
}

/** Sets one thing; what is not named stays. */
export function useChangeSettings(): UseMutationResult<SettingsView, Error, Partial<ChangeSettingsRequest>> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change) =>
      call("change_settings", { lock_after_s: null, notify: null, forget_after: null, ...change }),
    onSuccess: (settings) => client.setQueryData(queryKeys.settings, settings),
  });
}

/** How much would be forgotten now of what is older than that. */
export function useForgetPreview(after: ForgetAfter): UseQueryResult<ForgetPreviewAnswer> {
  return useQuery({
    queryKey: queryKeys.forgetPreview(after),
    queryFn: () => call("forget_preview", { after }),
    // A number to confirm has to be of now.
    staleTime: 0,
    gcTime: 0,
  });
}

export function useForgetNow(): UseMutationResult<ForgottenCount, Error, ForgetNowRequest> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request) => call("forget_now", request),
    // What other pages still show of it is forgotten, too.
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Takes up how the lock stands after the PIN was changed. */
export function useLockChanged(): (lock: LockState) => void {
  const client = useQueryClient();
  return (lock) =>
    client.setQueryData<SettingsView>(queryKeys.settings, (was) => (was === undefined ? was : { ...was, lock }));
}
