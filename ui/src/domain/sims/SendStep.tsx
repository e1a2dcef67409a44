// What became of the change. "Unknown" is a state with a way out, not an apology: the desk reads back and this page follows.
import { LoaderCircle } from "lucide-react";
import { type ReactNode, useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import { type ActionView, call, OUTCOMES, type Problem } from "@/ipc";
import { Button, countOf, Notice, StepHeading } from "@/shared";
import type { Flow, Happening } from "./flow";
import styles from "./steps.module.css";

interface Props {
  provider: string;
  flow: Flow;
  tell: (happening: Happening) => void;
  onOpenActions: () => void;
  onLeave: () => void;
  /** The refusal was about something typed in "New SIM": which, and the way back to it. */
  retype: Retype | null;
  /** What else there is to it: what came back already, what a person can find out. */
  more?: (action: ActionView) => ReactNode;
}

/** Something typed that was refused. */
export interface Retype {
  /** What happened, in a sentence. */
  title: string;
  /** What can still be done. */
  text: string | null;
  /** On the button that leads back. */
  button: string;
  /** True: something else may be what was refused, so that looking again is offered too. */
  unsure: boolean;
  run: () => void;
}

/** The step "Send". */
export function SendStep(props: Props) {
  const { flow, provider } = props;
  return (
    <section className={styles.step}>
      <StepHeading>Send to {provider}</StepHeading>
      {flow.problem !== null ? (
        <Broken problem={flow.problem} {...props} />
      ) : (
        <>
          <Became action={flow.action} {...props} />
          {flow.action !== null && props.more?.(flow.action)}
        </>
      )}
    </section>
  );
}

function Buttons({ tell, again, quiet = false }: { tell: Props["tell"]; again: ReactNode; quiet?: boolean }) {
  return (
    <Button variant={quiet ? "quiet" : "primary"} onPress={() => tell({ type: "look_again" })}>
      {again}
    </Button>
  );
}

/** The call broke off, and the ledger holds nothing of it, or not what became of it: then there is no way back to it. */
function Broken({ problem, tell, onOpenActions }: Props & { problem: Problem }) {
  return (
    <ProblemNotice
      problem={problem}
      action={
        <>
          {problem.code !== "outcome_not_written" && <Buttons tell={tell} again="Back to Check" />}
          <Button variant="quiet" onPress={onOpenActions}>
            Open Actions
          </Button>
        </>
      }
    />
  );
}

function Became(props: Props & { action: ActionView | null }) {
  const { action, flow, provider, tell, onOpenActions, onLeave, retype } = props;
  switch (action === null ? "sending" : OUTCOMES[action.state]) {
    case "sending":
    case "done":
      return (
        <p className={styles.sending} role="status">
          <LoaderCircle className={styles.turning} size={18} aria-hidden="true" />
          Sending to {provider}…
        </p>
      );
    case "waiting":
      return (
        <Notice
          live
          tone="info"
          title={`${provider} has taken it and is working on it.`}
          action={
            <Button variant="quiet" onPress={onOpenActions}>
              Open Actions
            </Button>
          }
        >
          This page follows. {flow.way?.type === "task" ? "What comes of it" : "The code"} is shown here when it is
          done. Nothing needs to be sent again.
        </Notice>
      );
    case "refused":
      return (
        <Ended
          tone="bad"
          title={retype?.title ?? `${provider} refused. Nothing changed.`}
          text={retype?.text ?? null}
          problem={action?.problem ?? null}
          action={
            <>
              {retype !== null && (
                <Button variant="primary" onPress={retype.run}>
                  {retype.button}
                </Button>
              )}
              {(retype === null || retype.unsure) && (
                <Buttons tell={tell} again="Back to Check" quiet={retype !== null} />
              )}
            </>
          }
        />
      );
    case "failed":
      return (
        <Ended
          tone="bad"
          title={`${provider} took it, and then it did not work.`}
          problem={action?.problem ?? null}
          action={<Buttons tell={tell} again="Back to Check" />}
        />
      );
    case "not_sent":
      return (
        <Ended
          tone="warn"
          title="Nothing was sent. Nothing changed. It is safe to try again."
          problem={action?.problem ?? null}
          action={<Buttons tell={tell} again="Try again" />}
        />
      );
    case "not_done":
      return (
        <Ended
          tone="warn"
          title="It did not happen. Nothing changed. You can send again."
          problem={null}
          action={<Buttons tell={tell} again="Back to Check" />}
        />
      );
    case "unknown":
      return action === null ? null : (
        <Unknown action={action} provider={provider} tell={tell} onOpenActions={onOpenActions} onLeave={onLeave} />
      );
  }
}

function Ended({
  tone,
  title,
  text = null,
  problem,
  action,
}: {
  tone: "warn" | "bad";
  title: string;
  text?: string | null;
  problem: Problem | null;
  action: ReactNode;
}) {
  return (
    <>
      <Notice live tone={tone} title={title} action={action}>
        {text}
      </Notice>
      {problem !== null && <ProblemNotice problem={problem} />}
    </>
  );
}

function Unknown({
  action,
  provider,
  tell,
  onOpenActions,
  onLeave,
}: {
  action: ActionView;
  provider: string;
} & Pick<Props, "tell" | "onOpenActions" | "onLeave">) {
  const [checking, setChecking] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const check = () => {
    setChecking(true);
    setProblem(null);
    call("check_action", { id: action.id })
      .then(
        (now) => tell({ type: "action", action: now }),
        (error: unknown) => setProblem(asProblem(error)),
      )
      .finally(() => setChecking(false));
  };
  return (
    <>
      <Notice
        live
        tone="warn"
        title={`${provider} did not answer. The change may or may not have happened. The desk is reading back what happened.`}
        action={
          <>
            <Button variant="primary" onPress={check} isPending={checking}>
              Check now
            </Button>
            <Button variant="quiet" onPress={onOpenActions}>
              Open Actions
            </Button>
            <Button variant="quiet" onPress={onLeave}>
              Back to the line
            </Button>
          </>
        }
      >
        {action.read_backs === 0 ? "Not read back yet." : `Read back ${countOf(action.read_backs, "time")} so far.`} It
        is not sent again. You may leave: it goes on, and stays on top of Actions until it is known.
      </Notice>
      {problem !== null && <ProblemNotice problem={problem} />}
    </>
  );
}
