// What is confirmed before a change is sent: what it does, what was typed, what it costs, why, and for what cannot be undone
// the last four digits, typed.
import { type ReactNode, useState } from "react";
import { ProblemNotice } from "@/errors";
import type { PreviewAnswer, Problem, Reason, TaskView } from "@/ipc";
import { Button, Card, Fact, FactList, Field, SelectField, StepHeading, useFreshGesture } from "@/shared";
import css from "./tasks.module.css";
import type { Confirmation } from "./useTaskFlow";

interface Props {
  task: TaskView;
  provider: string;
  preview: PreviewAnswer;
  problem: Problem | null;
  busy: boolean;
  reasons: readonly { value: Reason; name: string }[];
  /** What is so now, in words; null where nothing can be read. */
  now: string | null;
  /** What was looked at before, with the ways out. */
  checks: ReactNode;
  send: (confirmation: Confirmation) => void;
  lookAgain: () => void;
}

/** The step "Check" of a task. */
export function TaskCheck({ task, provider, preview, problem, busy, reasons, now, checks, send, lookAgain }: Props) {
  const isFresh = useFreshGesture(true);
  const [reason, setReason] = useState<Reason>("customer_asked");
  const [note, setNote] = useState("");
  const [digits, setDigits] = useState("");
  const { kind, confirm_digits, undo, estimate } = preview.preview;
  const needsNote = task.note_needed || reason === "other";
  const ready = (!needsNote || note.trim() !== "") && (!confirm_digits || digits.trim().length === 4);
  const fault = (field: string) => (problem?.field === field ? { error: problem.message } : {});
  return (
    <section className={css.form}>
      <StepHeading>Check before you send</StepHeading>
      {problem !== null && problem.field === null && (
        <ProblemNotice problem={problem} action={<Button onPress={lookAgain}>Look again</Button>} />
      )}
      <div className={css.check}>
        <Card title={task.title}>
          <FactList>
            <Fact name="What it means">{task.hint}</Fact>
            {now !== null && <Fact name="Now">{now}</Fact>}
            {kind.type === "task" &&
              kind.given.map((one) => (
                <Fact key={one.name} name={one.label}>
                  {one.shown ?? one.value ?? "typed, not kept"}
                </Fact>
              ))}
            {estimate.map((one) => (
              <Fact key={`${one.name} ${one.value}`} name={one.name}>
                {one.value}
              </Fact>
            ))}
            <Fact name="Undo">{undo ?? "no way back is published"}</Fact>
          </FactList>
        </Card>
        <div className={css.side}>
          {checks}
          <form
            noValidate
            className={css.confirm}
            onSubmit={(event) => {
              event.preventDefault();
            }}
          >
            <SelectField
              label="Reason"
              options={reasons.map((one) => ({ value: one.value, label: one.name }))}
              value={reason}
              onChange={(next) => setReason(reasons.find((one) => one.value === next)?.value ?? "customer_asked")}
              isRequired
            />
            <Field
              label={needsNote ? "Note" : "Note (optional)"}
              hint="It is kept with the change."
              value={note}
              onChange={setNote}
              maxLength={500}
              isRequired={needsNote}
              {...fault("note")}
            />
            {confirm_digits && (
              <Field
                label="Last four digits of the number"
                hint="Typed, because this cannot be undone."
                value={digits}
                onChange={setDigits}
                inputMode="numeric"
                maxLength={4}
                mono
                isRequired
                {...fault("digits")}
              />
            )}
            {preview.may_send ? (
              <Button
                variant={task.effect === "irreversible" ? "danger" : "primary"}
                wide
                autoFocus={!needsNote && !confirm_digits}
                isDisabled={!ready || busy}
                onPress={(event) => {
                  if (isFresh(event.pointerType)) send({ reason, note, digits });
                }}
              >
                {busy ? `Sending to ${provider}…` : `Send to ${provider}`}
              </Button>
            ) : (
              <Button variant="primary" wide isDisabled>
                Cannot be sent: see above
              </Button>
            )}
          </form>
          <p className="dim small">
            Sent once. If {provider} does not answer, the desk finds out what happened and never sends it twice.
          </p>
        </div>
      </div>
    </section>
  );
}
