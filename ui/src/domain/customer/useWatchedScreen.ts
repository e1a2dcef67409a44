// What is on the customer's screen, as its own window follows it: it asks for the next state and gets it when there is one. It
// hears no events, because those are the agent's.
import { useEffect, useState } from "react";
import { type CustomerScreen, call } from "@/ipc";

/** The pause before it is asked again after it could not be had. */
const AGAIN_MS = 1000;

/** The screen; null while it is not known, which shows nothing. */
export function useWatchedScreen(): CustomerScreen | null {
  const [screen, setScreen] = useState<CustomerScreen | null>(null);
  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const ask = (seen: number | null) => {
      call("customer_screen", { seen }).then(
        (answer) => {
          if (!current) return;
          setScreen(answer.screen);
          ask(answer.screen.version);
        },
        () => {
          if (!current) return;
          // What is not known to be right is not shown.
          setScreen(null);
          timer = setTimeout(() => ask(null), AGAIN_MS);
        },
      );
    };
    // A mount that is taken back at once (React's strict mode) leaves no question open.
    queueMicrotask(() => current && ask(null));
    return () => {
      current = false;
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
  return screen;
}
