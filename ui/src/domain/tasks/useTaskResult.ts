// What a change gave back. The desk keeps it for a short while after it was done or accepted.
import { useEffect, useState } from "react";
import { type ActionView, call, type TaskAnswerView } from "@/ipc";

/** Looked for, found, or nothing came back with it. */
export type TaskResult = { type: "looking" } | { type: "found"; answer: TaskAnswerView } | { type: "nothing" };

/** The answer of a change, read when it is there. */
export function useTaskResult(action: Pick<ActionView, "id" | "state"> | null): TaskResult {
  const id = action?.id ?? null;
  const state = action?.state ?? null;
  const [result, setResult] = useState<TaskResult>({ type: "looking" });
  useEffect(() => {
    if (id === null || (state !== "done" && state !== "accepted")) return;
    let current = true;
    call("task_result", { id }).then(
      (answer) => current && setResult({ type: "found", answer }),
      // What was found while it was only accepted stays.
      () => current && setResult((was) => (was.type === "found" ? was : { type: "nothing" })),
    );
    return () => {
      current = false;
    };
  }, [id, state]);
  return result;
}
