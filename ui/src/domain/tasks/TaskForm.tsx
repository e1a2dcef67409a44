// The form of a task: its fields, and the way on.
import { ProblemNotice } from "@/errors";
import type { About, TaskView } from "@/ipc";
import { Button, StepHeading } from "@/shared";
import { TaskFields } from "./TaskFields";
import css from "./tasks.module.css";
import type { useTaskFlow } from "./useTaskFlow";
import { isChange } from "./words";

/** The step "Fill in" of a task. */
export function TaskForm({
  about,
  task,
  provider,
  flow,
}: {
  about: About;
  task: TaskView;
  provider: string;
  flow: ReturnType<typeof useTaskFlow>;
}) {
  const { problem, busy, form } = flow;
  return (
    <form
      noValidate
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        flow.goOn();
      }}
    >
      <StepHeading>{task.fields.length === 0 ? "What it does" : "Fill in"}</StepHeading>
      <p className="dim">{task.hint}</p>
      {problem !== null && <ProblemNotice problem={problem} />}
      <TaskFields about={about} task={task.id} fields={task.fields} form={form} provider={provider} />
      <div className={css.row}>
        <Button autoFocus={task.fields.length === 0} type="submit" variant="primary" kbd="Enter" isDisabled={busy}>
          {busy ? "Asking…" : isChange(task) ? "Check" : "Read it"}
        </Button>
      </div>
    </form>
  );
}
