// What one harmless read of a connection gave: that it works, or what is wrong, what may be the cause and what to do.
import { LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import { asProblem, explain, ProblemNotice } from "@/errors";
import type { ConnectionView, TestAnswer } from "@/ipc";
import { formatDuration, Notice } from "@/shared";
import css from "./connections.module.css";
import type { useConnectionTest } from "./queries";

export interface ConnectionTestProps {
  connection: ConnectionView;
  test: ReturnType<typeof useConnectionTest>;
  /** Ways out of a failure. */
  mend?: ReactNode;
}

/** Nothing until a test was asked for. */
export function ConnectionTest({ connection, test, mend }: ConnectionTestProps) {
  if (test.isFetching) {
    return (
      <p className={css.reading} role="status">
        <LoaderCircle size={15} aria-hidden="true" className={css.turning} />
        Asking {connection.provider_name} something harmless…
      </p>
    );
  }
  if (test.isError) return <ProblemNotice problem={asProblem(test.error)} action={mend} />;
  if (test.data === undefined) return null;
  if (test.data.ok) return <Works provider={connection.provider_name} answer={test.data} />;
  return <DoesNot provider={connection.provider_name} answer={test.data} mend={mend} />;
}

function Works({ provider, answer }: { provider: string; answer: TestAnswer }) {
  return (
    <Notice tone="ok" live title={`It works: ${provider} answered in ${formatDuration(answer.took_ms)}.`}>
      <p>
        The address and the credentials are right. What was asked: <span className="mono">{answer.asked}</span>, which
        only reads.
      </p>
    </Notice>
  );
}

function DoesNot({ provider, answer, mend }: { provider: string; answer: TestAnswer; mend: ReactNode }) {
  const words = answer.problem === null ? null : explain(answer.problem);
  return (
    <Notice
      tone="bad"
      live
      title={words?.what ?? `${provider} did not answer as it should.`}
      {...(mend === undefined ? {} : { action: mend })}
    >
      {answer.causes.length > 0 && (
        <>
          <p>{answer.causes.length === 1 ? "What may be the cause:" : "What may be the cause, the likeliest first:"}</p>
          <ul className={css.causes}>
            {answer.causes.map((cause) => (
              <li key={cause}>{cause}</li>
            ))}
          </ul>
        </>
      )}
      <p>
        {answer.causes.length === 0 && words !== null && `${words.todo} `}
        The connection is kept as it is: mend what is wrong, then test again.
      </p>
      {answer.problem?.provider_words != null && (
        <p>
          {provider} says: <q>{answer.problem.provider_words}</q>
        </p>
      )}
      <p className="dim small">
        {answer.asked !== "" && (
          <>
            Asked: <span className="mono">{answer.asked}</span> ·{" "}
          </>
        )}
        after {formatDuration(answer.took_ms)}
        {answer.problem !== null && ` · ${answer.problem.message}`}
      </p>
    </Notice>
  );
}
