// The proof of identity in force, with the time it has left.
import type { Verification } from "@/ipc";
import { Tag, useTimeText } from "@/shared";
import { METHODS } from "./checkWords";

/** "4 min left", "40 s left"; null when it is over. */
export function timeLeft(until: number, now: number): string | null {
  const seconds = Math.ceil((until - now) / 1000);
  if (seconds <= 0) {
    return null;
  }
  // The clock on screen may be a second old: five minutes must not begin as six.
  return seconds < 60 ? `${seconds} s left` : `${Math.ceil((seconds - 1) / 60)} min left`;
}

/** True while a proof counts; follows the clock. */
export function useIsVerified(verification: Verification | null): boolean {
  return useTimeText((now) => (verification !== null && now < verification.until ? "yes" : "")) !== "";
}

/** How the customer proved who they are, and for how long it counts. */
export function VerificationTag({ verification }: { verification: Verification | null }) {
  const left = useTimeText((now) => (verification === null ? "" : (timeLeft(verification.until, now) ?? "")));
  if (verification === null || left === "") {
    return <Tag tone="off">Not verified</Tag>;
  }
  return (
    <Tag tone="ok">
      Verified by {METHODS[verification.method].by} · {left}
    </Tag>
  );
}
