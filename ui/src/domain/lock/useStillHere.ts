// Tells the desk that somebody is there, so that it does not lock itself: seldom, and with the last sign of them in time.
import { useEffect } from "react";
import { call } from "@/ipc";

/** How often at most. */
const EVERY_MS = 10_000;

const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel"] as const;

export function useStillHere(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let again = false;
    const say = () => {
      again = false;
      // Nothing hangs on one that is lost: the next sign comes soon.
      call("still_here", {}).catch(() => undefined);
      timer = setTimeout(() => {
        timer = null;
        if (again) say();
      }, EVERY_MS);
    };
    const seen = () => {
      if (timer === null) say();
      else again = true;
    };
    for (const sign of SIGNS) window.addEventListener(sign, seen, { capture: true, passive: true });
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, seen, { capture: true });
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
}
