// Removing a connection, after saying what goes and what stays. In production its label is typed first.
import { type FormEvent, useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import { type ConnectionView, call, type Problem } from "@/ipc";
import { Button, Dialog, Field } from "@/shared";
import css from "./setup.module.css";

export interface RemoveDialogProps {
  connection: ConnectionView;
  /** True: the practice shop comes back when it is gone. */
  isLast: boolean;
  onRemoved: () => void;
  onClose: () => void;
}

export function RemoveDialog({ connection, isLast, onRemoved, onClose }: RemoveDialogProps) {
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { label } = connection;
  const confirms = connection.environment === "production";
  const sure = !confirms || typed.trim() === label;
  const remove = (event: FormEvent) => {
    event.preventDefault();
    if (!sure || busy) return;
    setBusy(true);
    setProblem(null);
    call("remove_connection", { connection: connection.id }).then(onRemoved, (error: unknown) => {
      setProblem(asProblem(error));
      setBusy(false);
    });
  };
  return (
    <Dialog title={`Remove ${label}?`} onClose={onClose}>
      <form className={css.dialog} noValidate autoComplete="off" onSubmit={remove}>
        <ul className={css.points}>
          <li>Its credentials and the lines this desk knows of it are deleted from this computer.</li>
          <li>Nothing changes at {connection.provider_name}: lines and customers stay as they are.</li>
          <li>The record of what was done stays in Actions.</li>
          {isLast && <li>It is the last one: the practice shop comes back.</li>}
        </ul>
        {confirms && (
          <Field
            label={`Type the label to confirm: ${label}`}
            value={typed}
            onChange={setTyped}
            autoFocus
            autoComplete="off"
            spellCheck="false"
          />
        )}
        {problem !== null && <ProblemNotice problem={problem} />}
        <div className={css.dialogEnd}>
          <Button onPress={onClose}>Keep it</Button>
          <Button type="submit" variant="danger" isDisabled={!sure} isPending={busy}>
            {busy ? "Removing…" : "Remove"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
