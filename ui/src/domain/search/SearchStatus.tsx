// The line above the results: how many, how fast, from where, and what is still being read.
import type { ConnectionView, SearchAnswer } from "@/ipc";
import { countOf, formatCount, formatDuration } from "@/shared";
import css from "./SearchStatus.module.css";

export interface SearchStatusProps {
  answer: SearchAnswer;
  connections: readonly ConnectionView[];
}

export function SearchStatus({ answer, connections }: SearchStatusProps) {
  const { lines, more, took_ms: took, known } = answer;
  const found = more ? `The first ${formatCount(lines.length)} lines` : countOf(lines.length, "line");
  const reading = connections.filter((connection) => connection.listing);
  return (
    <p className={css.status} role="status">
      <b>{found}</b>
      <span className="dim">
        in {formatDuration(took)} from this desk, which knows {formatCount(known)}
        {more && " · type more to narrow it down"}
        {reading.length > 0 && ` · still reading the list from ${reading.map((one) => one.provider_name).join(", ")}`}
      </span>
    </p>
  );
}
