// Said after too many wrong PINs, with the time that is left.
import type { LockState } from "@/ipc";
import { Countdown, Notice } from "@/shared";

export interface TooManyTriesProps {
  lock: LockState;
  /** How the lock stands when the time is over. */
  onLock: (lock: LockState) => void;
}

export function TooManyTries({ lock, onLock }: TooManyTriesProps) {
  if (lock.wait_until === null) return null;
  return (
    <Notice tone="warn" title="Too many wrong tries" live>
      <p>
        The next one is possible in{" "}
        <Countdown until={lock.wait_until} onEnd={() => onLock({ ...lock, wait_until: null })} />.
      </p>
    </Notice>
  );
}
