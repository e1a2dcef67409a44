// What stands where a line is not there to show: while it is read, and when it cannot be.
import { explain, ProblemNotice } from "@/errors";
import type { ErrorCode, Problem } from "@/ipc";
import { Age, Button, Card, Notice, Skeleton } from "@/shared";
import { LineGrid } from "./LineGrid";

/** The shape of the page while nothing is known. */
export function LineLoading() {
  return (
    <>
      <h1 className="readerOnly">Line</h1>
      <LineGrid
        sim={
          <Card title="SIM">
            <Skeleton label="Reading the line" lines={4} />
          </Card>
        }
        plan={
          <Card title="Plan and data">
            <Skeleton label="Reading the plan" lines={3} />
          </Card>
        }
        activity={
          <Card title="Activity">
            <Skeleton label="Reading the activity" lines={5} />
          </Card>
        }
        ports={null}
        more={null}
      />
    </>
  );
}

const GONE: ReadonlySet<ErrorCode> = new Set(["not_found", "no_such_record", "no_such_connection"]);

interface LineProblemProps {
  problem: Problem;
  retry: () => void;
  leave: () => void;
  /** Where leaving leads. */
  leaveWords: string;
}

/** No page at all. */
export function LineProblem({ problem, retry, leave, leaveWords }: LineProblemProps) {
  return (
    <ProblemNotice
      problem={problem}
      action={
        <>
          {!GONE.has(problem.code) && <Button onPress={retry}>Try again</Button>}
          <Button variant="quiet" onPress={leave}>
            {leaveWords}
          </Button>
        </>
      }
    />
  );
}

/** The page is there, but it is not fresh. */
export function NotRefreshed({ problem, readAt, retry }: { problem: Problem; readAt: number; retry: () => void }) {
  const words = explain(problem);
  return (
    <Notice live tone="warn" title={words.what} action={<Button onPress={retry}>Try again</Button>}>
      <p>
        What is shown is what this desk read <Age at={readAt} />. It may have changed since. {words.todo}
      </p>
      {problem.provider_words !== null && <q>{problem.provider_words}</q>}
    </Notice>
  );
}
