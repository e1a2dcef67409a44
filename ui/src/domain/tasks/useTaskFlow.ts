// One task from its form to its answer: what is filled in, what it would change, what became of it. A change is sent once:
// its preview is its name, and the same preview twice is the same action.
import { useCallback, useEffect, useRef, useState } from "react";
import { asProblem } from "@/errors";
import {
  type About,
  type ActionView,
  call,
  onDeskEvent,
  type PreviewAnswer,
  type Problem,
  type Reason,
  type TaskAnswerView,
  type TaskView,
} from "@/ipc";
import { useTaskForm } from "./useTaskForm";
import { useTaskResult } from "./useTaskResult";
import { isChange } from "./words";

/** Where a task stands. */
export type TaskStep = "form" | "check" | "result";

/** What is said when a change is confirmed. */
export interface Confirmation {
  reason: Reason;
  note: string;
  digits: string;
}

export function useTaskFlow(about: About, task: TaskView) {
  const [step, setStep] = useState<TaskStep>("form");
  const form = useTaskForm(task);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [preview, setPreview] = useState<PreviewAnswer | null>(null);
  const [action, setAction] = useState<ActionView | null>(null);
  const [looked, setLooked] = useState<TaskAnswerView | null>(null);
  const result = useTaskResult(action);
  const sent = useRef<string | null>(null);
  const mine = action?.id ?? preview?.preview.id ?? null;

  // What became of it may come later: after a read back, or when the provider has finished.
  useEffect(() => {
    if (mine === null) return;
    return onDeskEvent((event) => {
      if (event.type === "action" && event.action.id === mine) setAction(event.action);
    });
  }, [mine]);

  const { takeFault } = form;
  const failed = useCallback(
    (error: unknown) => {
      const what = asProblem(error);
      if (takeFault(what)) {
        setProblem(null);
        setStep("form");
      } else {
        setProblem(what);
      }
    },
    [takeFault],
  );

  /** Looks at what it would change, or does it when it only reads. */
  const goOn = () => {
    const request = { about, task: task.id, filled_in: form.read() };
    if (!form.complete()) return;
    setProblem(null);
    setBusy(true);
    const asked = isChange(task)
      ? call("preview_task", request).then((found) => {
          setPreview(found);
          setStep("check");
        })
      : call("look_up", request).then((found) => {
          setLooked(found);
          setStep("result");
        });
    asked.catch(failed).finally(() => setBusy(false));
  };

  const send = ({ reason, note, digits }: Confirmation) => {
    if (preview === null || !preview.may_send || sent.current === preview.preview.id) return;
    const id = preview.preview.id;
    sent.current = id;
    setProblem(null);
    setBusy(true);
    call("submit_change", {
      preview: id,
      reason,
      note: note.trim() === "" ? null : note.trim(),
      digits: digits.trim() === "" ? null : digits.trim(),
      old_sim: null,
    })
      .then(
        (found) => {
          setAction(found);
          setStep("result");
          form.forgetSecrets();
        },
        (error: unknown) => {
          sent.current = null;
          failed(error);
        },
      )
      .finally(() => setBusy(false));
  };

  return {
    step,
    form,
    problem,
    busy,
    preview,
    action,
    answer: looked ?? (result.type === "found" ? result.answer : null),
    goOn,
    send,
  };
}
