// How old something is, kept up to date; the exact time is its title.
import { formatDateTime } from "./format";
import { ageWords, useTimeText } from "./time";

export interface AgeProps {
  /** Milliseconds since 1970. */
  at: number;
  /** "12 s" instead of "12 s ago", for columns that say it in their heading. */
  short?: boolean;
}

export function Age({ at, short = false }: AgeProps) {
  const words = useTimeText((now) => ageWords(at, now));
  return (
    <time dateTime={new Date(at).toISOString()} title={formatDateTime(at)}>
      {short || words === "now" ? words : `${words} ago`}
    </time>
  );
}
