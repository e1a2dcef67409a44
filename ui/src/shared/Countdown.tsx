// The time left, counting down, and a call when it is over.
import { useEffect, useRef } from "react";
import { clockWords, useNow } from "./time";

export interface CountdownProps {
  /** Milliseconds since 1970. */
  until: number;
  onEnd?: () => void;
  /** The words for so many milliseconds; as on a clock when absent. */
  words?: (left: number) => string;
}

export function Countdown({ until, onEnd, words = clockWords }: CountdownProps) {
  const left = until - useNow(1000);
  const ended = useRef(onEnd);
  useEffect(() => {
    ended.current = onEnd;
  });
  useEffect(() => {
    const timer = setTimeout(() => ended.current?.(), Math.max(0, until - Date.now()));
    return () => clearTimeout(timer);
  }, [until]);
  return (
    <span className="mono" role="timer">
      {words(left)}
    </span>
  );
}
