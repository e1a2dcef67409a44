// The line above the results: how many, how fast, from where, and what is still being read.
import { explain } from "@/errors";
import type { ConnectionView, SearchAnswer } from "@/ipc";
import { countOf, formatCount, formatDuration } from "@/shared";
import type { Asked } from "./asked";
import css from "./SearchStatus.module.css";

export interface SearchStatusProps {
  answer: SearchAnswer;
  connections: readonly ConnectionView[];
  /** How each provider stands with the text, asked beside this desk. */
  providers: readonly Asked[];
}

/** What one provider says, in words; the tone is never all there is. */
function Provider({ asked }: { asked: Asked }) {
  const { label, state } = asked;
  switch (state.is) {
    case "asking":
      return <span>{label}: still asking…</span>;
    case "stopped":
      return <span className="dim">{label}: stopped</span>;
    case "answered":
      return (
        <span className={css.answered}>
          {label} answered: {foundWords(state)}
          {state.unreadable > 0 && (
            <span className={css.failed}> · {countOf(state.unreadable, "answer", "answers")} could not be read</span>
          )}
          {state.incomplete !== null && (
            <span className={css.failed}> · not everything: {explain(state.incomplete).what}</span>
          )}
        </span>
      );
    case "failed":
      return (
        <span className={css.failed}>
          {label} did not answer: {explain(state.problem).what}
        </span>
      );
    case "not_asked":
      return (
        <span className="dim">
          {label} not asked: {state.why}
        </span>
      );
  }
}

function foundWords({ found, customers }: Extract<Asked["state"], { is: "answered" }>): string {
  const parts = [
    ...(found > 0 ? [countOf(found, "line")] : []),
    ...(customers.length > 0 ? [countOf(customers.length, "customer")] : []),
  ];
  return parts.length === 0 ? "none" : parts.join(", ");
}

export function SearchStatus({ answer, connections, providers }: SearchStatusProps) {
  const { lines, more, took_ms: took, known } = answer;
  const found = more ? `The first ${formatCount(lines.length)} lines` : countOf(lines.length, "line");
  const reading = connections.filter((connection) => connection.listing);
  return (
    <div className={css.status} role="status">
      <b>{found}</b>
      <span className="dim">
        in {formatDuration(took)} from this desk, which knows {formatCount(known)}
        {more && " · type more to narrow it down"}
        {reading.length > 0 && ` · still reading the list from ${reading.map((one) => one.provider_name).join(", ")}`}
      </span>
      <ProvidersAsked providers={providers} />
    </div>
  );
}

/** How each provider stands with the text, one by one; those that are not asked together, with their reasons folded. */
export function ProvidersAsked({ providers }: { providers: readonly Asked[] }) {
  const asked = providers.filter((one) => one.state.is !== "not_asked");
  const others = providers.filter((one) => one.state.is === "not_asked");
  if (providers.length === 0) return null;
  return (
    <div className={css.providers}>
      {asked.map((one) => (
        <Provider key={one.connection} asked={one} />
      ))}
      {others.length > 0 && (
        <details className={css.others}>
          <summary>Not asked: {others.map((one) => one.label).join(", ")}</summary>
          <ul>
            {others.map((one) => (
              <li key={one.connection}>
                <Provider asked={one} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
