// Which SIM the line gets, and why. The reason moves on at once, except "other", which needs a note.
import { type FormEvent, useEffect, useRef } from "react";
import type { Reason, SimChoice } from "@/ipc";
import { Button, type Choice, ChoiceCards, Field, type Pick, PickCards, StepHeading } from "@/shared";
import { type Flow, type Happening, isChosen } from "./flow";
import styles from "./steps.module.css";

/** Names a way within its line. */
function nameOf({ way, title }: SimChoice): string {
  return way.type === "task" ? `task ${way.task}` : way.type === "not_offered" ? `not offered ${title}` : way.type;
}

/** The ways as cards; what cannot be chosen says why. */
export function wayCards(choices: readonly SimChoice[], provider: string): Choice<string>[] {
  return choices
    .map((choice) => {
      const { title, hint, available, reason } = choice;
      const card = { value: nameOf(choice), title, name: title, ...(hint === "" ? {} : { description: hint }) };
      return available ? card : { ...card, unavailable: reason ?? `${provider} does not offer this.` };
    })
    .sort((a, b) => Number("unavailable" in a) - Number("unavailable" in b));
}

interface Props {
  choices: readonly SimChoice[];
  /** Goes on with a way that is a task of its own. */
  onTask: (task: string) => void;
  reasons: readonly Pick<Reason>[];
  provider: string;
  flow: Flow;
  tell: (happening: Happening) => void;
}

/** The step "New SIM". */
export function NewSimStep({ choices, onTask, reasons, provider, flow, tell }: Props) {
  const note = useRef<HTMLFormElement>(null);
  const asksNote = flow.way !== null && flow.reason === "other";
  const cameBack = useRef(asksNote);
  useEffect(() => {
    if (asksNote && !cameBack.current) {
      note.current?.querySelector("input")?.focus();
    }
    cameBack.current = asksNote;
  }, [asksNote]);
  const goOn = (event: FormEvent) => {
    event.preventDefault();
    tell({ type: "go_on" });
  };
  return (
    <section className={styles.step}>
      <StepHeading>Which SIM does the line get, and why?</StepHeading>
      <div className={styles.ways}>
        <ChoiceCards
          label="New SIM"
          choices={wayCards(choices, provider)}
          value={flow.way}
          onChange={(name) => {
            const way = choices.find((choice) => nameOf(choice) === name)?.way;
            if (way?.type === "task") onTask(way.task);
            else if (way?.type === "new_esim_code") tell({ type: "way", way: way.type });
          }}
          numberKeys={flow.way === null}
        />
      </div>
      <h3 className={styles.subheading}>Reason</h3>
      {flow.way === null && <p className="dim small">Choose the new SIM first.</p>}
      <PickCards
        label="Reason"
        picks={reasons}
        picked={flow.reason}
        onPick={(reason) => tell({ type: "reason", reason })}
        ready={flow.way !== null}
      />
      {asksNote && (
        <form className={styles.note} ref={note} onSubmit={goOn}>
          <Field
            label="Note"
            hint="What the reason is. It is kept with the change."
            value={flow.note}
            onChange={(text) => tell({ type: "note", note: text })}
            isRequired
            maxLength={500}
          />
          <Button type="submit" variant="primary" kbd="Enter" isDisabled={!isChosen(flow)}>
            Continue
          </Button>
        </form>
      )}
    </section>
  );
}
