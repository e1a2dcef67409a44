// What the desk said when the window started. Everything inside the shell can rely on it.
import { createContext, useContext } from "react";
import type { StartAnswer } from "@/ipc";

const StartContext = createContext<StartAnswer | null>(null);

export const StartProvider = StartContext.Provider;

export function useStart(): StartAnswer {
  const start = useContext(StartContext);
  if (start === null) throw new Error("used before the desk started");
  return start;
}
