// What a person found out about a change that nothing the provider publishes could prove.
import { useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import { type ActionView, call, type Problem } from "@/ipc";
import { Button, Card, Field } from "@/shared";
import css from "./actions.module.css";

/** The card "Find out and decide". It is there for any unknown outcome, and says what to look at where that is known. */
export function DecideForm({ action }: { action: ActionView }) {
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const decide = (happened: boolean) => {
    setBusy(true);
    setProblem(null);
    call("decide_action", { id: action.id, happened, note: note.trim() })
      .catch((error: unknown) => setProblem(asProblem(error)))
      .finally(() => setBusy(false));
  };
  const ready = note.trim() !== "" && !busy;
  return (
    <Card title="Find out and decide">
      <div className={css.decide}>
        <p>
          {action.look_at ??
            "Check now reads it back. If that cannot tell, ask the provider, then note here what you found out."}
        </p>
        {problem !== null && <ProblemNotice problem={problem} />}
        <Field
          label="What you looked at, and what it said"
          value={note}
          onChange={setNote}
          maxLength={500}
          isRequired
          hint="It is kept with the change, with your name."
        />
        <div className={css.decideRow}>
          <Button isDisabled={!ready} onPress={() => decide(true)}>
            It happened
          </Button>
          <Button isDisabled={!ready} onPress={() => decide(false)}>
            It did not happen
          </Button>
        </div>
      </div>
    </Card>
  );
}
