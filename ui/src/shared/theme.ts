// Light, dark, or as the system is. The choice is kept in this web view's storage; tokens.css has the colours.
import { useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";

const KEPT = "simdesk.theme";
const listeners = new Set<() => void>();
const systemIsDark = () => window.matchMedia("(prefers-color-scheme: dark)");

let theme: Theme = "system";

/** Takes up the kept choice and follows the system. Once, before anything is drawn. */
export function startTheme(): void {
  theme = kept();
  systemIsDark().addEventListener("change", apply);
  apply();
}

export function setTheme(next: Theme): void {
  theme = next;
  try {
    localStorage.setItem(KEPT, next);
  } catch {
    // Storage can be switched off: the choice then lasts as long as the window.
  }
  apply();
  for (const listener of [...listeners]) listener();
}

export function useTheme(): Theme {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => theme,
  );
}

function kept(): Theme {
  try {
    const value = localStorage.getItem(KEPT);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system";
  }
}

function apply(): void {
  const dark = theme === "dark" || (theme === "system" && systemIsDark().matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}
