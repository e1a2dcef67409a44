// The page a line was opened from, so that leaving the line leads back there.
import { createContext, useContext, useState } from "react";
import { useLocation } from "wouter";

export interface PageBefore {
  path: string;
  /** As people know it. */
  name: string;
}

const SEARCH: PageBefore = { path: "/", name: "Search" };
const PageBeforeContext = createContext<PageBefore>(SEARCH);

export const PageBeforeProvider = PageBeforeContext.Provider;

/** Follows where the console is; pages of lines are passed over. Once, around the pages. */
export function useTrackedPage(): PageBefore {
  const [location] = useLocation();
  const [before, setBefore] = useState(SEARCH);
  const here = nameOf(location);
  if (here !== null && here.path !== before.path) {
    setBefore(here);
    return here;
  }
  return before;
}

export function usePageBefore(): PageBefore {
  return useContext(PageBeforeContext);
}

function nameOf(location: string): PageBefore | null {
  if (location === "/") return SEARCH;
  if (location === "/actions") return { path: location, name: "Actions" };
  if (location === "/connections") return { path: location, name: "Connections" };
  return null;
}
