// Which desk this window is on: the practice shop, or the real one. The two never mix, so going from one to the other begins the
// window anew.
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext } from "react";
import { call, queryKeys } from "@/ipc";
import { useStart } from "./start";

const ReloadContext = createContext<() => void>(() => undefined);

export const ReloadProvider = ReloadContext.Provider;

/** Begins the window anew. */
export function useReload(): () => void {
  return useContext(ReloadContext);
}

/**
 * Takes up connections that came or went, then does `next` (usually going to another page); the window begins anew there when
 * the desk is another one now.
 */
export function useConnectionsChanged(): (next: () => void) => Promise<void> {
  const { practice } = useStart();
  const client = useQueryClient();
  const reload = useReload();
  return useCallback(
    async (next) => {
      // A desk that does not answer is looked at by the start of the window: it shows what is wrong.
      const start = await call("start", {}).catch(() => null);
      if (start === null || start.practice !== practice) {
        next();
        reload();
        return;
      }
      client.setQueryData(queryKeys.connections, { connections: start.connections });
      // Lines of a connection that is gone are found no more.
      for (const queryKey of [queryKeys.search, queryKeys.home, queryKeys.lines]) {
        void client.invalidateQueries({ queryKey });
      }
      next();
    },
    [client, practice, reload],
  );
}
