// Taking in the text an export gave: what was added, and what was refused and why.
import { type FormEvent, useState } from "react";
import { asProblem, explain, ProblemNotice, sentence } from "@/errors";
import { call, type ImportAnswer, type Problem } from "@/ipc";
import { Button, countOf, Dialog, Field, Notice } from "@/shared";
import css from "./setup.module.css";

export interface ImportDialogProps {
  /** Connections were added, and the person has read what became of the rest. */
  onAdded: () => void;
  onClose: () => void;
}

export function ImportDialog({ onAdded, onClose }: ImportDialogProps) {
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [answer, setAnswer] = useState<ImportAnswer | null>(null);
  const added = answer?.added.length ?? 0;
  const close = () => (added > 0 ? onAdded() : onClose());
  const take = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (text.trim() === "") {
      setWrong("Paste the text an export gave.");
      return;
    }
    setBusy(true);
    setProblem(null);
    call("import_connections", { text })
      .then(setAnswer, (error: unknown) => setProblem(asProblem(error)))
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title="Import connections" onClose={close} wide>
      {answer === null ? (
        <form className={css.dialog} noValidate autoComplete="off" onSubmit={take}>
          <Field
            label="Text of an export"
            hint="Credentials are never in it: enter them for each connection afterwards."
            multiline
            mono
            autoFocus
            value={text}
            error={wrong}
            validationBehavior="aria"
            spellCheck="false"
            onChange={(next) => {
              setText(next);
              setWrong(null);
            }}
          />
          {problem !== null && (
            <>
              <ProblemNotice problem={problem} />
              <p className="dim small">{sentence(problem.message)}</p>
            </>
          )}
          <div className={css.dialogEnd}>
            <Button onPress={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" isPending={busy}>
              {busy ? "Reading…" : "Import"}
            </Button>
          </div>
        </form>
      ) : (
        <div className={css.dialog}>
          {added > 0 && (
            <Notice tone="ok" live title={`${countOf(added, "connection was", "connections were")} added.`}>
              <p>
                {answer.added.map((one) => one.label).join(", ")}. Enter the credentials of each: until then nothing is
                read.
              </p>
            </Notice>
          )}
          {added === 0 && <Notice tone="warn" live title="No connection was added." />}
          {answer.refused.length > 0 && (
            <section>
              <h3 className={css.legend}>Refused</h3>
              <ul className={css.refused}>
                {answer.refused.map(({ label, problem: why }) => (
                  <li key={`${label} ${why.message}`}>
                    <p className={css.strong}>{label}</p>
                    <p>{explain(why).what}</p>
                    <p className="dim small">{sentence(why.message)}</p>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <div className={css.dialogEnd}>
            {added === 0 && <Button onPress={() => setAnswer(null)}>Change the text</Button>}
            <Button variant="primary" autoFocus onPress={close}>
              Done
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
