// A code from outside that the desk holds for this screen. It is forgotten when the screen is left or another one takes its place.
import { useEffect, useState } from "react";
import { type ActionId, call } from "@/ipc";

/** The held code's name, and how to set it. */
export function useHeldCode(): [ActionId | null, (held: ActionId | null) => void] {
  const [held, setHeld] = useState<ActionId | null>(null);
  useEffect(() => {
    if (held === null) return;
    return () => {
      // The desk forgets it by itself in a few minutes, should this fail.
      call("drop_result", { id: held }).catch(() => undefined);
    };
  }, [held]);
  return [held, setHeld];
}
