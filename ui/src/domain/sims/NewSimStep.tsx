// Which SIM the line gets, and why. What a way asks for is filled in here. The reason moves on at once when nothing is missing.
import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { ProblemNotice } from "@/errors";
import { OLD_SIMS, type OldSim, type Reason, type SimChoice } from "@/ipc";
import { Button, type Choice, ChoiceCards, Field, type Pick, PickCards, SelectField, StepHeading } from "@/shared";
import { asksNote, type Flow, type Happening, isChosen, oldSimOf, type Way } from "./flow";
import styles from "./steps.module.css";

/** Names a way within its line. */
function nameOf({ way, title }: SimChoice): string {
  return way.type === "not_offered" ? `not offered ${title}` : wayName(way);
}

function wayName(way: Way): string {
  return way.type === "task" ? `task ${way.task}` : way.type;
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
  onWay: (way: Way) => void;
  /** What the chosen way asks for; nothing where it asks for nothing. */
  fields: ReactNode;
  /** True when all of that is filled in; what is missing says so. */
  complete: () => boolean;
  /** The field that has to be mended first. */
  wrong: string | null;
  /** How often a scanner has filled a field here. */
  scanned: number;
  /** True: ask what becomes of the SIM the line has now. */
  asksOldSim: boolean;
  reasons: readonly Pick<Reason>[];
  provider: string;
  flow: Flow;
  tell: (happening: Happening) => void;
}

/** The step "New SIM". */
export function NewSimStep(props: Props) {
  const { choices, onWay, fields, complete, wrong, scanned, asksOldSim, reasons, provider, flow, tell } = props;
  const { way, reason, problem } = flow;
  const form = useRef<HTMLFormElement>(null);
  const filling = useRef<HTMLDivElement>(null);
  const why = useRef<HTMLHeadingElement>(null);
  const note = useRef<HTMLDivElement>(null);
  const hasFields = fields !== null;
  const needsNote = asksNote(flow);
  const wayNow = way === null ? null : wayName(way);

  // What came first is not focused: the heading of the step is. What comes while one is here is.
  const before = useRef({ wayNow, reason, scanned });
  useEffect(() => {
    const was = before.current;
    before.current = { wayNow, reason, scanned };
    if (scanned !== was.scanned) why.current?.focus();
    else if (needsNote && reason !== was.reason && wrong === null) first(note.current)?.focus();
    else if (wayNow !== was.wayNow && hasFields) first(filling.current)?.focus();
  }, [wayNow, needsNote, reason, hasFields, scanned, wrong]);
  useEffect(() => {
    if (wrong !== null) form.current?.querySelector<HTMLElement>(WRONG)?.focus();
  }, [wrong]);

  const goOn = (event: FormEvent) => {
    event.preventDefault();
    if (way === null || !complete()) return;
    if (reason === null) why.current?.focus();
    else tell({ type: "go_on" });
  };
  return (
    <section className={styles.step}>
      <StepHeading>Which SIM does the line get, and why?</StepHeading>
      {problem !== null && problem.field !== "note" && <ProblemNotice problem={problem} />}
      <form className={styles.step} ref={form} onSubmit={goOn} noValidate>
        <div className={styles.ways}>
          <ChoiceCards
            label="New SIM"
            choices={wayCards(choices, provider)}
            value={wayNow}
            onChange={(name) => {
              const chosen = choices.find((choice) => nameOf(choice) === name)?.way;
              if (chosen !== undefined && chosen.type !== "not_offered") onWay(chosen);
            }}
            numberKeys={way === null}
          />
        </div>
        {hasFields && (
          <div className={styles.filling} ref={filling}>
            {fields}
          </div>
        )}
        {way !== null && asksOldSim && (
          <div className={styles.filling}>
            <SelectField
              label="The SIM that the line has now (optional)"
              hint="It is kept with the change."
              empty="Not said"
              options={Object.entries(OLD_SIMS).map(([value, label]) => ({ value, label }))}
              value={oldSimOf(flow) ?? ""}
              onChange={(next) => tell({ type: "old_sim", oldSim: isOldSim(next) ? next : null })}
            />
          </div>
        )}
        <h3 className={styles.subheading} ref={why} tabIndex={-1}>
          Reason
        </h3>
        {way === null && <p className="dim small">Choose the new SIM first.</p>}
        <PickCards
          label="Reason"
          picks={reasons}
          picked={reason}
          onPick={(picked) => tell({ type: "reason", reason: picked, ready: complete() })}
          ready={way !== null}
        />
        {needsNote && (
          <div className={styles.filling} ref={note}>
            <Field
              label="Note"
              hint="What the reason is. It is kept with the change."
              value={flow.note}
              onChange={(text) => tell({ type: "note", note: text })}
              isRequired
              maxLength={440}
              {...(problem?.field === "note" ? { error: problem.message } : {})}
            />
          </div>
        )}
        {(needsNote || hasFields) && (
          <div className={styles.row}>
            <Button
              type="submit"
              variant="primary"
              kbd="Enter"
              isDisabled={needsNote && reason !== null && !isChosen(flow)}
            >
              Continue
            </Button>
            {reason === null && <span className="dim small">Pick the reason too.</span>}
          </div>
        )}
      </form>
    </section>
  );
}

const WRONG =
  "input[aria-invalid=true], select[aria-invalid=true], textarea[aria-invalid=true], [aria-invalid=true] input";

function first(place: HTMLElement | null): HTMLElement | null {
  return place?.querySelector<HTMLElement>("input, select, textarea") ?? null;
}

function isOldSim(value: string): value is OldSim {
  return value in OLD_SIMS;
}
