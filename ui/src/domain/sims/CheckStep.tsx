// What will change, and what was looked at before. Nothing is sent from here but by a press that began on this screen.
import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { ProblemNotice } from "@/errors";
import type { LineView, PreviewAnswer } from "@/ipc";
import { Button, Card, Fact, FactList, Skeleton, StepHeading, useFreshGesture } from "@/shared";
import type { Flow, Happening } from "./flow";
import styles from "./steps.module.css";
import { SIM_NOW } from "./words";

interface Props {
  line: LineView;
  flow: Flow;
  tell: (happening: Happening) => void;
  send: () => void;
  /** The reason as it is said. */
  reason: string;
  /** What was looked at before, with the ways out. */
  checks: (preview: PreviewAnswer) => ReactNode;
}

/** The step "Check". */
export function CheckStep({ line, flow, tell, send, reason, checks }: Props) {
  const { preview, problem } = flow;
  return (
    <section className={styles.step}>
      <StepHeading>Check before you send</StepHeading>
      {problem !== null && (
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
          <Change line={line} flow={flow} preview={preview} reason={reason} />
          <div className={styles.side}>
            {checks(preview)}
            <SendButton provider={line.provider_name} preview={preview} send={send} />
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

function Change({
  line,
  flow,
  preview: { preview },
  reason,
}: {
  line: LineView;
  flow: Flow;
  preview: PreviewAnswer;
  reason: string;
}) {
  const state = preview.before.type === "esim" ? preview.before.state : null;
  return (
    <Card title="What will change" padded={false}>
      <div className={styles.change}>
        <div>
          <p className="dim small">Now</p>
          <p className={styles.strong}>{SIM_NOW[preview.sim_now]}</p>
          {line.sim.iccid_grouped !== null && <p className="mono">{line.sim.iccid_grouped}</p>}
          {state !== null && (
            <p className="dim small">
              {line.provider_name} says: <span className="mono">{state}</span>
            </p>
          )}
        </div>
        <ArrowRight aria-label="becomes" role="img" size={18} />
        <div>
          <p className="dim small">New</p>
          <p className={styles.strong}>eSIM, new code</p>
          <p className="dim small">issued by {line.provider_name}, known after sending</p>
        </div>
      </div>
      <div className={styles.facts}>
        <FactList>
          <Fact name="Number">{line.number === null ? "none" : <span className="mono">{line.number.shown}</span>}</Fact>
          <Fact name="Plan">{line.plan?.name == null ? "stays as it is" : `${line.plan.name}, stays`}</Fact>
          <Fact name="Cost">none published</Fact>
          <Fact name="Reason">
            {reason}
            {flow.reason === "other" && <span className="dim"> · {flow.note.trim()}</span>}
          </Fact>
          <Fact name="Works when">the phone has installed the code; the old code stops working at once</Fact>
          <Fact name="Undo">{preview.reversible ? "possible" : "not possible: the old code cannot come back"}</Fact>
        </FactList>
      </div>
    </Card>
  );
}

function SendButton({ provider, preview, send }: { provider: string; preview: PreviewAnswer; send: () => void }) {
  const isFresh = useFreshGesture(true);
  if (!preview.may_send) {
    return (
      <Button variant="primary" wide isDisabled>
        Cannot be sent: see above
      </Button>
    );
  }
  return (
    <Button
      autoFocus
      variant="primary"
      wide
      kbd="Enter"
      onPress={(event) => {
        if (isFresh(event.pointerType)) {
          send();
        }
      }}
    >
      Send to {provider}
    </Button>
  );
}
