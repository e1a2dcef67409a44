// What can be run by typing ">" in the search box: going places, reading lists, the theme, and every key of this screen.
import { useMemo } from "react";
import { useLocation } from "wouter";
import { useConnections, useRefreshLines } from "@/domain/connections";
import { lockNow } from "@/domain/lock";
import { asProblem, explain } from "@/errors";
import type { ConnectionId } from "@/ipc";
import { type ListedKey, setTheme, type Theme, toast, useListedKeys } from "@/shared";
import { ADD_CONNECTION } from "./ConnectionPaths";

export interface Command {
  id: string;
  label: string;
  /** The key that does the same. */
  keys?: string;
  run: () => void;
}

const THEMES: Record<Theme, string> = { system: "as the system", light: "light", dark: "dark" };

/** Keys that only make sense as keys. */
const NOT_COMMANDS = /^(Arrow|Enter|Escape|Page|Home|End|Mod\+k$|\/$|>$|\d$)/;

export function useCommands(showKeys: () => void): Command[] {
  const [, go] = useLocation();
  const listed = useListedKeys();
  const connections = useConnections().data?.connections;
  const { mutate } = useRefreshLines();
  return useMemo(() => {
    const refresh = (connection: ConnectionId | null) =>
      mutate(connection, { onError: (error) => toast(explain(asProblem(error)).what, "bad") });
    const all: Command[] = [
      ...fromKeys(listed),
      { id: "search", label: "Go to Search", keys: "g s", run: () => go("/") },
      { id: "actions", label: "Go to Actions", keys: "g a", run: () => go("/actions") },
      { id: "connections", label: "Go to Connections", keys: "g c", run: () => go("/connections") },
      { id: "settings", label: "Settings", keys: "Mod+,", run: () => go("/settings") },
      { id: "lock", label: "Lock", keys: "Mod+l", run: lockNow },
      { id: "add connection", label: "Add connection", run: () => go(ADD_CONNECTION) },
      { id: "refresh", label: "Refresh the lists of lines", run: () => refresh(null) },
      ...(connections ?? []).map((one) => ({
        id: `refresh ${one.id}`,
        label: `Refresh the list of lines of ${one.label}`,
        run: () => refresh(one.id),
      })),
      ...(connections ?? []).map((one) => ({
        id: `account ${one.id}`,
        label: `What ${one.label} can do for the account`,
        run: () => go(`/account/${encodeURIComponent(one.id)}`),
      })),
      ...(["system", "light", "dark"] as const).map((theme) => ({
        id: `theme ${theme}`,
        label: `Theme: ${THEMES[theme]}`,
        run: () => setTheme(theme),
      })),
      { id: "keys", label: "Show the keys of this screen", keys: "?", run: showKeys },
    ];
    // A key of this screen may do what is always there: once is enough.
    return all.filter((command, at) => all.findIndex((one) => one.label === command.label) === at);
  }, [go, listed, connections, mutate, showKeys]);
}

function fromKeys(listed: readonly ListedKey[]): Command[] {
  return listed
    .filter((one) => one.layer === "view" && !NOT_COMMANDS.test(one.key))
    .map((one) => ({ id: `key ${one.key}`, label: one.label, keys: one.key, run: one.run }));
}

/** The commands that have every typed word in them. */
export function matching(commands: readonly Command[], typed: string): Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter((command) => words.every((word) => command.label.toLowerCase().includes(word)));
}
