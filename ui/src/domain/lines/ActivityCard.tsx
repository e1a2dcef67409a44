// What was done with a line on this desk, the newest first. An unknown outcome has its way out beside it.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem, explain, ProblemNotice } from "@/errors";
import { type ActionView, call, type LineKey, type Problem, queryKeys } from "@/ipc";
import { Button, Card, formatWhen, Tag, useNow } from "@/shared";
import { actionAbout, actionTag, actionTitle } from "./actionWords";
import styles from "./lines.module.css";

/** The card "Activity". */
export function ActivityCard({ line, activity }: { line: LineKey; activity: readonly ActionView[] }) {
  return (
    <Card title="Activity">
      {activity.length === 0 ? (
        <p className="dim small">Nothing was done with this line on this desk.</p>
      ) : (
        <ul className={styles.rows}>
          {activity.map((action) => (
            <Row key={action.id} line={line} action={action} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Row({ line, action }: { line: LineKey; action: ActionView }) {
  const tag = actionTag(action);
  const now = useNow(60_000);
  return (
    <li>
      <p>
        <Tag tone={tag.tone}>{tag.words}</Tag> {actionTitle(action.kind, action.seconds)}
      </p>
      <p className="dim small">
        {formatWhen(action.created_at, now)} · {actionAbout(action)}
      </p>
      {action.problem !== null && action.state !== "unknown" && (
        <p className="dim small">
          {explain(action.problem).what}
          {action.problem.provider_words !== null && <q> {action.problem.provider_words}</q>}
        </p>
      )}
      {action.state === "unknown" && <CheckNow line={line} id={action.id} />}
    </li>
  );
}

function CheckNow({ line, id }: { line: LineKey; id: string }) {
  const client = useQueryClient();
  const [checking, setChecking] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const check = async () => {
    setChecking(true);
    setProblem(null);
    try {
      await call("check_action", { id });
      await client.invalidateQueries({ queryKey: queryKeys.line(line) });
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setChecking(false);
    }
  };
  return (
    <>
      <Button variant="quiet" isPending={checking} onPress={check}>
        {checking ? "Checking…" : "Check now"}
      </Button>
      {problem !== null && <ProblemNotice problem={problem} />}
    </>
  );
}
