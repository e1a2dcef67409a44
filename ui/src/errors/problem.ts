// Makes a Problem of whatever a call rejected with, and names providers and fields for people.
import type { Problem } from "@/ipc";
import { table } from "./table";

/** A Problem as it came, or one that says this program is at fault. */
export function asProblem(error: unknown): Problem {
  if (isProblem(error)) return error;
  const message = error instanceof Error ? error.message : typeof error === "string" ? error : "no reason given";
  return {
    code: "internal",
    message,
    retry_safe: false,
    provider: null,
    operation: null,
    request_id: null,
    field: null,
    provider_words: null,
    retry_after_s: null,
  };
}

function isProblem(error: unknown): error is Problem {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    typeof error.code === "string" &&
    error.code in table
  );
}

export interface Explanation {
  severity: "info" | "warn" | "bad";
  /** What happened. */
  what: string;
  /** What that means for the customer. */
  means: string;
  /** What to do now. */
  todo: string;
  /** True: the desk's own message has to be read too. */
  unfolded: boolean;
}

/** The words for a problem. */
export function explain(problem: Problem): Explanation {
  const entry = table[problem.code];
  return {
    severity: entry.severity,
    what: entry.what(problem),
    means: entry.means(problem),
    todo: entry.todo(problem),
    unfolded: entry.unfolded === true,
  };
}
