// Which SIM the line gets, and why. The reason moves on at once, except "other", which needs a note.
import { type FormEvent, useEffect, useRef } from "react";
import type { Reason, SimChoice } from "@/ipc";
import { Button, type Choice, ChoiceCards, Field, type Pick, PickCards, StepHeading } from "@/shared";
import { type Flow, type Happening, isChosen } from "./flow";
import styles from "./steps.module.css";
import { WAYS } from "./words";

/** The ways as cards; what cannot be chosen says why. */
export function wayCards(choices: readonly SimChoice[], provider: string): Choice<SimChoice["way"]>[] {
  return choices
    .map(({ way, available, reason }) => {
      const words = WAYS[way];
      const card = { value: way, title: words.name, name: words.name, description: words.description };
      if (available && words.kind !== null) {
        return card;
      }
      const why = available ? "This version cannot do this yet." : (reason ?? `${provider} does not offer this.`);
      return { ...card, unavailable: why };
    })
    .sort((a, b) => Number("unavailable" in a) - Number("unavailable" in b));
}

interface Props {
  choices: readonly SimChoice[];
  reasons: readonly Pick<Reason>[];
  provider: string;
  flow: Flow;
  tell: (happening: Happening) => void;
}

/** The step "New SIM". */
export function NewSimStep({ choices, reasons, provider, flow, tell }: Props) {
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
          onChange={(way) => tell({ type: "way", way })}
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
