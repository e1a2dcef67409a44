// What will change, and what was looked at before. Nothing is sent from here but by a press that began on this screen.
import { ArrowRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { ProblemNotice } from "@/errors";
import { type LineView, OLD_SIMS, type PreviewAnswer, type SimChoice, type TaskView } from "@/ipc";
import { Button, Card, Fact, FactList, Field, inGroups, Skeleton, StepHeading, useFreshGesture } from "@/shared";
import { type Flow, type Happening, noteOf, oldSimOf } from "./flow";
import { givenSim } from "./given";
import styles from "./steps.module.css";
import { CODE_ARRIVES, SIM_NOW } from "./words";

interface Props {
  line: LineView;
  /** The chosen way, in the provider's words. */
  choice: SimChoice | null;
  /** The task that it is, where it is one. */
  task: TaskView | null;
  flow: Flow;
  tell: (happening: Happening) => void;
  send: (digits: string | null) => void;
  /** The reason as it is said. */
  reason: string;
  /** What was looked at before, with the ways out. */
  checks: (preview: PreviewAnswer) => ReactNode;
}

/** The step "Check". */
export function CheckStep(props: Props) {
  const { line, flow, tell, send, checks } = props;
  const { preview, problem } = flow;
  const atDigits = problem?.field === "digits" ? problem.message : null;
  return (
    <section className={styles.step}>
      <StepHeading>Check before you send</StepHeading>
      {problem !== null && atDigits === null && (
        <ProblemNotice
          problem={problem}
          action={preview === null && <Button onPress={() => tell({ type: "look_again" })}>Look again</Button>}
        />
      )}
      {preview === null ? (
        problem === null || flow.problem?.code === "preview_outdated" || flow.problem?.code === "change_in_flight" ? (
          <Skeleton label={`Looking at the line at ${line.provider_name}`} lines={5} />
        ) : null
      ) : (
        <div className={styles.check}>
          <Change {...props} preview={preview} />
          <div className={styles.side}>
            {checks(preview)}
            <SendButton
              key={preview.preview.id}
              provider={line.provider_name}
              preview={preview}
              fault={atDigits}
              send={send}
            />
            <p className="dim small">
              Sent once. If {line.provider_name} does not answer, the desk reads back what happened and never sends it
              twice.
            </p>
          </div>
        </div>
      )}
    </section>
  );
}

function Change({ line, choice, task, flow, preview: answer, reason }: Props & { preview: PreviewAnswer }) {
  const { preview } = answer;
  const { before, kind } = preview;
  const state = before.type === "esim" ? before.state : null;
  const iccid = before.type === "line" && before.iccid !== null ? inGroups(before.iccid) : line.sim.iccid_grouped;
  const given = kind.type === "task" ? kind.given : [];
  // The number of the new SIM is the one thing that is compared: it stands in the picture of the change.
  const newSim = kind.type === "task" ? (kind.new_sim ?? null) : null;
  const code = givenSim(choice, given)?.code ?? null;
  const oldSim = oldSimOf(flow);
  const note = noteOf(flow);
  return (
    <Card title="What will change" padded={false}>
      <div className={styles.change}>
        <div>
          <p className="dim small">Now</p>
          <p className={styles.strong}>{SIM_NOW[preview.sim_now]}</p>
          {iccid !== null && <p className="mono">{iccid}</p>}
          {state !== null && (
            <p className="dim small">
              {line.provider_name} says: <span className="mono">{state}</span>
            </p>
          )}
        </div>
        <ArrowRight aria-label="becomes" role="img" size={18} />
        <div>
          <p className="dim small">New</p>
          <p className={styles.strong}>{choice?.title ?? "eSIM, new code"}</p>
          {newSim === null ? (
            <p className="dim small">issued by {line.provider_name}, known after sending</p>
          ) : (
            <p className="mono">{inGroups(newSim)}</p>
          )}
        </div>
      </div>
      <div className={styles.facts}>
        <FactList>
          <Fact name="Number">{line.number === null ? "none" : <span className="mono">{line.number.shown}</span>}</Fact>
          <Fact name="Plan">{line.plan?.name == null ? "stays as it is" : `${line.plan.name}, stays`}</Fact>
          {given
            .filter((one) => newSim === null || one.value !== newSim)
            .map((one) => (
              <Fact key={one.name} name={one.label}>
                {one.shown ?? one.value ?? "typed, not kept"}
              </Fact>
            ))}
          {preview.estimate.length === 0 ? (
            <Fact name="Cost">
              {preview.checks.some((check) => check.type === "no_estimate")
                ? `${line.provider_name} did not say`
                : "none published"}
            </Fact>
          ) : (
            preview.estimate.map((one) => (
              <Fact key={`${one.name} ${one.value}`} name={one.name}>
                {one.value}
              </Fact>
            ))
          )}
          <Fact name="Reason">
            {reason}
            {note !== null && <span className="dim"> · {note}</span>}
          </Fact>
          {kind.type === "task" && <Fact name="What it means">{task?.hint ?? choice?.hint ?? kind.title}</Fact>}
          {choice?.sim != null && <Fact name="Stops working">{choice.sim.stops}</Fact>}
          {code !== null && <Fact name="Code">{CODE_ARRIVES[code]}</Fact>}
          {oldSim !== null && <Fact name="Old SIM">{OLD_SIMS[oldSim]}</Fact>}
          <Fact name="Undo">{undoWords(answer)}</Fact>
        </FactList>
      </div>
    </Card>
  );
}

function undoWords({ preview: { undo, reversible, kind } }: PreviewAnswer): string {
  if (undo !== null) return undo;
  if (reversible) return "possible";
  return kind.type === "task" ? "not possible" : "not possible: the old code cannot come back";
}

function SendButton({
  provider,
  preview: { preview, may_send },
  fault,
  send,
}: {
  provider: string;
  preview: PreviewAnswer;
  fault: string | null;
  send: (digits: string | null) => void;
}) {
  const isFresh = useFreshGesture(true);
  const [digits, setDigits] = useState("");
  if (!may_send) {
    return (
      <Button variant="primary" wide isDisabled>
        Cannot be sent: see above
      </Button>
    );
  }
  const asked = preview.confirm_digits;
  return (
    <>
      {asked && (
        <Field
          autoFocus
          label="Last four digits of the number"
          hint="Typed, because this cannot be undone."
          value={digits}
          onChange={setDigits}
          inputMode="numeric"
          maxLength={4}
          mono
          isRequired
          {...(fault === null ? {} : { error: fault })}
        />
      )}
      <Button
        autoFocus={!asked}
        variant="primary"
        wide
        {...(asked ? {} : { kbd: "Enter" })}
        isDisabled={asked && digits.trim().length !== 4}
        onPress={(event) => {
          if (isFresh(event.pointerType)) {
            send(asked ? digits.trim() : null);
          }
        }}
      >
        Send to {provider}
      </Button>
    </>
  );
}
