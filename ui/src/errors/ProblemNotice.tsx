// A problem as a person reads it: our words, the provider's beside them, and the details for a report.
import type { ReactNode } from "react";
import type { Problem } from "@/ipc";
import { Button, Notice } from "@/shared";
import css from "./ProblemNotice.module.css";
import { explain } from "./problem";
import { Provider, sentence } from "./words";

export interface ProblemNoticeProps {
  problem: Problem;
  /** Tries the same again. The button is there only when that cannot do anything twice. */
  onRetry?: () => void;
  /** Other buttons. */
  action?: ReactNode;
  /** False: not said at once by a screen reader (it was there from the start). */
  live?: boolean;
}

export function ProblemNotice({ problem, onRetry, action, live = true }: ProblemNoticeProps) {
  const words = explain(problem);
  const again = onRetry !== undefined && problem.retry_safe;
  return (
    <Notice
      tone={words.severity}
      title={words.what}
      live={live}
      {...(again || action !== undefined
        ? {
            action: (
              <>
                {again && <Button onPress={onRetry}>Try again</Button>}
                {action}
              </>
            ),
          }
        : {})}
    >
      <p>
        {words.means} {words.todo}
      </p>
      {words.unfolded && <p>{sentence(problem.message)}</p>}
      {problem.provider_words !== null && (
        <p>
          {Provider(problem)} says: <q>{problem.provider_words}</q>
        </p>
      )}
      <details className={css.details}>
        <summary>Details</summary>
        <dl className={css.facts}>
          <dt>Code</dt>
          <dd className="mono">{problem.code}</dd>
          {problem.operation !== null && (
            <>
              <dt>Call</dt>
              <dd className="mono">{problem.operation}</dd>
            </>
          )}
          {problem.request_id !== null && (
            <>
              <dt>Request</dt>
              <dd className="mono">{problem.request_id}</dd>
            </>
          )}
          <dt>Message</dt>
          <dd>{problem.message}</dd>
        </dl>
      </details>
    </Notice>
  );
}
