// The change that already runs on a line, live, so that nobody sends a second one to find out about the first.
import { useEffect, useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import { type ActionState, type ActionView, call, onDeskEvent, type Problem } from "@/ipc";
import { Age, Button } from "@/shared";
import styles from "./checks.module.css";

const STANDING: Record<ActionState, string> = {
  prepared: "not sent yet",
  sent: "being sent",
  done: "done",
  accepted: "being worked on by the provider",
  refused: "refused",
  not_sent: "not sent",
  unknown: "outcome unknown",
  not_done: "did not happen",
  failed: "failed",
  noted: "noted",
};
const OPEN: ReadonlySet<ActionState> = new Set(["prepared", "sent", "accepted", "unknown"]);

/** Shows the running change and tells when it has ended. */
export function RunningChange({
  id,
  onOpenActions,
  onEnded,
}: {
  id: string;
  onOpenActions: () => void;
  onEnded: () => void;
}) {
  const [action, setAction] = useState<ActionView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [checking, setChecking] = useState(false);

  useEffect(() => {
    let current = true;
    call("action", { id }).then(
      (found) => current && setAction((was) => was ?? found),
      (error: unknown) => current && setProblem(asProblem(error)),
    );
    const stop = onDeskEvent((event) => {
      if (event.type === "action" && event.action.id === id) {
        setAction(event.action);
      }
    });
    return () => {
      current = false;
      stop();
    };
  }, [id]);

  const check = () => {
    setChecking(true);
    setProblem(null);
    call("check_action", { id })
      .then(setAction, (error: unknown) => setProblem(asProblem(error)))
      .finally(() => setChecking(false));
  };
  const ended = action !== null && !OPEN.has(action.state);
  return (
    <div className={styles.running}>
      {action !== null && (
        <p className="dim small">
          Begun by {action.agent} <Age at={action.created_at} />: {STANDING[action.state]}
        </p>
      )}
      <div className={styles.row}>
        {action?.state === "unknown" && (
          <Button onPress={check} isPending={checking}>
            Check now
          </Button>
        )}
        {ended && <Button onPress={onEnded}>Look again</Button>}
        <Button variant="quiet" onPress={onOpenActions}>
          Open Actions
        </Button>
      </div>
      {problem !== null && <ProblemNotice problem={problem} />}
    </div>
  );
}
