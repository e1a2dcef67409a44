// After a task put another SIM on a line: the code that came with it, the way to enter one that comes by e-mail, or what came back.
import { type ReactNode, useState } from "react";
import { CodeIntake, CustomerText, givenSim, InstallPanel, type useHeldCode } from "@/domain/sims";
import { AnswerPanel, type TaskResult } from "@/domain/tasks";
import type { ActionView, CodeArrives, LineKey, LineView, SimChoice, TaskView } from "@/ipc";
import { Button, Notice, Skeleton } from "@/shared";
import { LineName } from "./LineName";
import { lastDigits } from "./LineViewPaths";
import css from "./ReplaceSimView.module.css";

interface Props {
  line: LineView;
  task: TaskView | null;
  choice: SimChoice | null;
  action: ActionView;
  result: TaskResult;
  /** The code that came from outside, if one was entered. */
  outside: ReturnType<typeof useHeldCode>;
  /** The provider gives the code in force of this line. */
  canShowInForce: boolean;
  leave: () => void;
  startOver: () => void;
  verifyAgain: () => void;
}

/** The step "Install" of a way that is a task. */
export function AfterTask(props: Props) {
  const { line, task, choice, outside, action, result, canShowInForce, leave, startOver, verifyAgain } = props;
  const code = givenSim(choice, action.kind.type === "task" ? action.kind.given : [])?.code ?? null;
  const mailed = code === "by_mail" || code === "as_before";
  // A code that is held already was entered before the customer had to be verified anew.
  const [entering, setEntering] = useState(outside[0] !== null);
  if (result.type === "looking") return <Skeleton label="Reading what came back" lines={4} />;
  const answer = result.type === "found" ? result.answer : null;
  const panel = {
    line: line.key,
    provider: line.provider_name,
    issuedAt: action.changed_at,
    lastDigits: lastDigits(line),
  };
  if (answer?.has_code === true) {
    return <InstallPanel {...panel} held={answer.id} onLeave={leave} onNewCode={startOver} onVerify={verifyAgain} />;
  }
  if (canShowInForce && task?.ability === "new_esim_code") {
    return <InstallPanel {...panel} onLeave={leave} onNewCode={startOver} onVerify={verifyAgain} />;
  }
  const isCard = code === "card";
  return (
    <div className={css.after}>
      {/* Once the picture of a code is here, the room is its own: on a small screen it would not fit under the notice. */}
      {outside[0] === null && (
        <Notice
          live
          tone="ok"
          title={`${line.provider_name} has done it.`}
          action={
            <>
              <Button variant={mailed ? "quiet" : "primary"} autoFocus={!mailed} onPress={leave}>
                Back to the line
              </Button>
              {!isCard && !mailed && !entering && (
                <Button onPress={() => setEntering(true)}>Enter a code that came by e-mail</Button>
              )}
              <Button variant="quiet" onPress={startOver}>
                Another step for this SIM
              </Button>
            </>
          }
        >
          {mailed || entering
            ? null
            : isCard
              ? "Ask the customer to put the card in and to switch the phone off and on."
              : "What it means stands in the answer and on the page of the line."}
        </Notice>
      )}
      {answer !== null && <AnswerPanel answer={answer} onCode={null} />}
      {(mailed || entering) && (
        <OutsideCode line={line} outside={outside} leave={leave} verifyAgain={verifyAgain} issuedAt={action.changed_at}>
          {code !== null && <p>{COMES[code]?.(line.provider_name)}</p>}
        </OutsideCode>
      )}
    </div>
  );
}

/** A code that comes from outside: entered, then shown. */
export function OutsideCode({
  line,
  outside: [held, setHeld],
  leave,
  verifyAgain,
  issuedAt = null,
  children,
}: {
  line: LineView;
  outside: ReturnType<typeof useHeldCode>;
  leave: () => void;
  verifyAgain: () => void;
  issuedAt?: number | null;
  children?: ReactNode;
}) {
  if (held !== null) {
    return (
      <InstallPanel
        line={line.key}
        held={held}
        lastDigits={lastDigits(line)}
        provider={line.provider_name}
        issuedAt={issuedAt}
        onLeave={leave}
        onNewCode={null}
        onVerify={verifyAgain}
        onEnter={() => setHeld(null)}
      />
    );
  }
  return (
    <CodeIntake
      line={line.key}
      provider={line.provider_name}
      nameOf={(other: LineKey) => <LineName line={other} />}
      onShow={setHeld}
      onVerify={verifyAgain}
    >
      {children}
    </CodeIntake>
  );
}

/** What to tell the customer when a SIM was replaced. */
export function Told({ line, at }: { line: LineView; at: number }) {
  return (
    <div className={css.told}>
      <CustomerText country={line.country} lastDigits={lastDigits(line)} at={at} />
    </div>
  );
}

/** How a code comes that is not in the answer. */
const COMES: Partial<Record<CodeArrives, (provider: string) => string>> = {
  by_mail: (provider) =>
    `${provider} sends the code by e-mail. When the customer has it, let them read it out or forward it, and paste it here; or leave, and enter it later from the page of the line. If it never comes, ask for it again with “Another step for this SIM”; a code that came before may then stop working.`,
  as_before: (provider) =>
    `${provider} sends no new code: the one from the e-mail that came with this eSIM is used again. Let the customer read it out or forward it, and paste it here; or leave, and enter it later from the page of the line.`,
};
