// What a change gave back. The desk keeps it for a short while after it was done or accepted.
import { useEffect, useState } from "react";
import { type ActionView, call, type TaskAnswerView } from "@/ipc";

/** Looked for, found, or nothing came back with it. */
export type TaskResult = { type: "looking" } | { type: "found"; answer: TaskAnswerView } | { type: "nothing" };

const LOOKING: TaskResult = { type: "looking" };

/** The answer of a change, read when it is there. */
export function useTaskResult(action: Pick<ActionView, "id" | "state"> | null): TaskResult {
  const id = action?.id ?? null;
  const state = action?.state ?? null;
  const [found, setFound] = useState<{ of: string; result: TaskResult } | null>(null);
  useEffect(() => {
    if (id === null || (state !== "done" && state !== "accepted")) return;
    let current = true;
    call("task_result", { id }).then(
      (answer) => current && setFound({ of: id, result: { type: "found", answer } }),
      // What was found while it was only accepted stays.
      () => current && setFound((was) => (was?.of === id ? was : { of: id, result: { type: "nothing" } })),
    );
    return () => {
      current = false;
    };
  }, [id, state]);
  return found !== null && found.of === id ? found.result : LOOKING;
}
