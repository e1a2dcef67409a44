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
import { beginning, type Filled, type FilledValue, filledIn, missing } from "./filled";
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
  const [filled, setFilled] = useState<Filled>(() => beginning(task.fields));
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [preview, setPreview] = useState<PreviewAnswer | null>(null);
  const [action, setAction] = useState<ActionView | null>(null);
  const [answer, setAnswer] = useState<TaskAnswerView | null>(null);
  const secrets = useRef(new Map<string, HTMLInputElement>());
  const typed = useRef<Record<string, string>>({});
  const sent = useRef<string | null>(null);
  const mine = action?.id ?? preview?.preview.id ?? null;

  // What became of it may come later: after a read back, or when the provider has finished.
  useEffect(() => {
    if (mine === null) return;
    return onDeskEvent((event) => {
      if (event.type === "action" && event.action.id === mine) setAction(event.action);
    });
  }, [mine]);

  // What it gave back is kept by the desk for a short while.
  const state = action?.state ?? null;
  useEffect(() => {
    if (mine === null || (state !== "done" && state !== "accepted")) return;
    let current = true;
    call("task_result", { id: mine }).then(
      (found) => current && setAnswer(found),
      () => {
        // Nothing came back with it.
      },
    );
    return () => {
      current = false;
    };
  }, [mine, state]);

  const read = useCallback(() => {
    // The inputs are gone while Check is shown; what was in them is kept beside, until it is sent or this is left.
    for (const [name, input] of secrets.current) typed.current[name] = input.value;
    return filledIn(task.fields, filled, typed.current);
  }, [task.fields, filled]);

  const failed = useCallback(
    (error: unknown) => {
      const what = asProblem(error);
      const field = task.fields.find((one) => one.name === what.field);
      if (field !== undefined) {
        setFaults({ [field.name]: what.message });
        setProblem(null);
        setStep("form");
      } else {
        setProblem(what);
      }
    },
    [task.fields],
  );

  /** Looks at what it would change, or does it when it only reads. */
  const goOn = () => {
    const request = { about, task: task.id, filled_in: read() };
    const empty = missing(task.fields, filled, (name) => (typed.current[name] ?? "") !== "");
    if (empty.length > 0) {
      setFaults(Object.fromEntries(empty.map((field) => [field.name, "This has to be filled in."])));
      return;
    }
    setFaults({});
    setProblem(null);
    setBusy(true);
    const asked = isChange(task)
      ? call("preview_task", request).then((found) => {
          setPreview(found);
          setStep("check");
        })
      : call("look_up", request).then((found) => {
          setAnswer(found);
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
    })
      .then(
        (found) => {
          setAction(found);
          setStep("result");
          typed.current = {};
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
    filled,
    faults,
    problem,
    busy,
    preview,
    action,
    answer,
    goOn,
    send,
    fill: (name: string, value: FilledValue) => {
      setFilled((was) => ({ ...was, [name]: value }));
      setFaults(({ [name]: _, ...others }) => others);
    },
    secretEdited: (name: string) => setFaults(({ [name]: _, ...others }) => others),
    secretRef: (name: string) => (input: HTMLInputElement | null) => {
      if (input === null) secrets.current.delete(name);
      else secrets.current.set(name, input);
    },
    back: () => {
      setProblem(null);
      setStep("form");
    },
    say: setProblem,
  };
}
