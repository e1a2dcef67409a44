// What is said about tries of the PIN and about the times that are set.
import type { ForgetAfter, PinAnswer } from "@/ipc";
import { countOf } from "@/shared";

/** What to say of a try that did not open; null when there is nothing to say. */
export function triedWords({ tried, lock }: PinAnswer): string | null {
  switch (tried) {
    case "right":
    case "too_soon":
      return null;
    case "needed":
      return "Type the PIN.";
    case "wrong":
      // The wait has words of its own.
      if (lock.wait_until !== null) return "That is not the PIN.";
      return `That is not the PIN. ${countOf(lock.tries_left, "try", "tries")} left.`;
  }
}

/** "10 minutes", "45 seconds", "Never" of a time after which the desk locks itself. */
export function lockAfterWords(seconds: number): string {
  if (seconds === 0) return "Never";
  if (seconds % 60 !== 0) return `After ${countOf(seconds, "second")}`;
  return `After ${countOf(seconds / 60, "minute")}`;
}

/** A time after which personal details are forgotten. */
export const FORGET_AFTER: Record<ForgetAfter, string> = {
  half_year: "6 months",
  one_year: "1 year",
  two_years: "2 years",
  five_years: "5 years",
  never: "Never",
};
