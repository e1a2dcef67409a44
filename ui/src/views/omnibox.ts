// What the search box and the search page share: the text, the lines that answer it, and which of them is chosen.
import { useQueryClient } from "@tanstack/react-query";
import { createContext, type RefObject, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useLocation } from "wouter";
import {
  type Asking,
  type Found,
  lineKeyText,
  searchNow,
  useHome,
  useProvidersAsked,
  useSearch,
} from "@/domain/search";
import type { LineKey, LineView } from "@/ipc";
import { linePath } from "./LineViewPaths";

export interface Omnibox {
  /** As typed. */
  text: string;
  /** What is searched for: "" when nothing is typed, or a command. */
  query: string;
  /** What follows ">", or null when no command is being typed. */
  command: string | null;
  setText: (text: string) => void;
  input: RefObject<HTMLInputElement | null>;
  found: Found;
  /** What the providers say to the text. */
  asking: Asking;
  home: ReturnType<typeof useHome>;
  /** The lines the arrow keys go through: the answer, or the recent ones when nothing is typed. */
  lines: readonly LineView[];
  /** Counted from 0; -1 for none. */
  selected: number;
  select: (at: number) => void;
  open: (line: LineKey) => void;
  /** Enter: the line that is exactly what was typed, else the chosen one. */
  enter: (text: string) => void;
  /** Escape: stops asking the providers, then empties the box, then goes back to where typing began. */
  leave: () => void;
}

const NONE: readonly LineView[] = [];

export function useOmniboxState(): Omnibox {
  const [location, go] = useLocation();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [text, keepText] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const cameFrom = useRef<string | null>(null);
  const latest = useRef("");

  const command = text.startsWith(">") ? text.slice(1) : null;
  const query = command === null ? text.trim() : "";
  const found = useSearch(query);
  const asking = useProvidersAsked(query);
  const home = useHome();
  const lines = query === "" ? (home.data?.recent ?? NONE) : (found.answer?.lines ?? NONE);
  // The line that was first when the answer came stays chosen when a provider's answer brings others before it.
  const first = useRef<{ query: string; line: string } | null>(null);
  const top = lines[0];
  if (found.current && top !== undefined && first.current?.query !== query) {
    first.current = { query, line: lineKeyText(top) };
  }
  const kept = chosen ?? (first.current?.query === query ? first.current.line : null);
  const at = lines.findIndex((line) => lineKeyText(line) === kept);
  const selected = at >= 0 ? at : query !== "" && lines.length > 0 ? 0 : -1;

  const setText = useCallback(
    (next: string) => {
      latest.current = next;
      keepText(next);
      setChosen(null);
      if (next !== "" && !next.startsWith(">") && location !== "/") {
        cameFrom.current = location;
        go("/");
      }
    },
    [location, go],
  );

  const select = useCallback(
    (index: number) => {
      const line = lines[index];
      if (line !== undefined) setChosen(lineKeyText(line));
    },
    [lines],
  );

  const open = useCallback(
    (line: LineKey) => {
      cameFrom.current = null;
      go(linePath(line));
    },
    [go],
  );

  const enter = useCallback(
    (typed: string) => {
      const wanted = typed.trim();
      if (wanted === "" || (found.current && wanted === query)) {
        const exact = chosen === null ? (found.answer?.exact ?? null) : null;
        const line = wanted !== "" && exact !== null ? exact : lines[selected]?.key;
        if (line !== undefined) open(line);
        return;
      }
      // Typed faster than the list is drawn, as a scanner does: only what leaves no doubt is opened unseen.
      void searchNow(client, wanted).then(
        (answer) => {
          if (latest.current !== typed) return;
          const only = answer.lines.length === 1 ? answer.lines[0]?.key : undefined;
          const line = answer.exact ?? only;
          if (line !== undefined) open(line);
        },
        () => undefined, // The page shows why.
      );
    },
    [client, found, query, chosen, lines, selected, open],
  );

  const { going, stop } = asking;
  const leave = useCallback(() => {
    if (going) {
      stop();
      return;
    }
    if (latest.current !== "") {
      setText("");
      return;
    }
    if (location === "/") {
      const back = cameFrom.current;
      cameFrom.current = null;
      if (back !== null) go(back);
    } else {
      document.getElementById("main")?.focus();
    }
  }, [going, stop, location, go, setText]);

  const { refetch } = home;
  useEffect(() => {
    if (location === "/") {
      // Coming back, what was typed is ready to be typed over; while typing, the caret is left alone.
      if (document.activeElement !== input.current) {
        input.current?.focus();
        input.current?.select();
      }
      void refetch();
    } else if (document.activeElement === input.current || document.activeElement === document.body) {
      // The keys of the page work as soon as it is there.
      document.getElementById("main")?.focus();
    }
  }, [location, refetch]);

  return useMemo(
    () => ({ text, query, command, setText, input, found, asking, home, lines, selected, select, open, enter, leave }),
    [text, query, command, setText, found, asking, home, lines, selected, select, open, enter, leave],
  );
}

const OmniboxContext = createContext<Omnibox | null>(null);

export const OmniboxProvider = OmniboxContext.Provider;

export function useOmnibox(): Omnibox {
  const omnibox = useContext(OmniboxContext);
  if (omnibox === null) throw new Error("no search box around this");
  return omnibox;
}
