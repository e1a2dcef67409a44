// One task about a line, a customer, a port order or an account: fill in, verify where it needs a proof, check, send, answer.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation, useParams } from "wouter";
import {
  ActionDetails,
  DecideForm,
  factWords,
  PreviewChecks,
  REASON_PICKS,
  useIsVerified,
  VerificationTag,
  VerifyStep,
} from "@/domain/actions";
import { EnvironmentTag, useConnections } from "@/domain/connections";
import {
  AnswerPanel,
  isChange,
  SUBJECTS,
  TaskCheck,
  TaskForm,
  triesWords,
  useTaskFlow,
  useTasks,
} from "@/domain/tasks";
import { asProblem, ProblemNotice } from "@/errors";
import {
  type About,
  type LineKey,
  type OneTimeCodeView,
  OUTCOMES,
  queryKeys,
  type TaskView as Task,
  type TasksAnswer,
  type Verification,
} from "@/ipc";
import { Button, EmptyState, LeaveDialog, Notice, Skeleton, Steps, useKeys } from "@/shared";
import { CodeOnScreen } from "./CodeOnScreen";
import { useStart } from "./start";
import { aboutOf, aboutPath } from "./TaskPaths";
import css from "./TaskView.module.css";

/** The routes `/line|customer|port/:connection/:id/task/:task` and `/account/:connection/task/:task`. */
export function TaskView({ subject }: { subject: About["type"] }) {
  const { connection = "", id = "", task = "" } = useParams<{ connection: string; id: string; task: string }>();
  const about = aboutOf(subject, connection, id);
  const tasks = useTasks(about);
  const [, go] = useLocation();
  const leave = () => go(aboutPath(about));
  const found = tasks.data?.tasks.find((one) => one.id === task);
  const label = `Back to the ${SUBJECTS[subject]}`;
  // A task that is there asks first where something was typed.
  useKeys({ Escape: { label, run: leave, when: found === undefined } });
  if (tasks.isError) return <ProblemNotice problem={asProblem(tasks.error)} onRetry={() => void tasks.refetch()} />;
  if (tasks.isPending) return <Skeleton label="Reading what can be done" lines={4} />;
  if (found === undefined) {
    return (
      <EmptyState title="There is no such task here" action={<Button onPress={leave}>Back</Button>}>
        This provider offers nothing of that name for a {SUBJECTS[subject]}.
      </EmptyState>
    );
  }
  return (
    <Doing
      key={task}
      about={about}
      task={found}
      verification={tasks.data.verification}
      codes={tasks.data.one_time_code}
      leave={leave}
      label={label}
    />
  );
}

const CHANGE_STEPS = ["Fill in", "Verify", "Check", "Result"];
const READ_STEPS = ["Fill in", "Answer"];

function Doing({
  about,
  task,
  verification,
  codes,
  leave,
  label,
}: {
  about: About;
  task: Task;
  verification: Verification | null;
  codes: OneTimeCodeView | null;
  leave: () => void;
  /** What the key for leaving does, as the list of keys says it. */
  label: string;
}) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const { agent } = useStart();
  const flow = useTaskFlow(about, task);
  const [asking, setAsking] = useState(false);
  const leaveForm = () => (flow.step !== "result" && flow.form.isTyped() ? setAsking(true) : leave());
  const sending = flow.busy && flow.step === "check";
  // Held while sending too: otherwise the key of the shell would leave the page.
  useKeys({ Escape: { label, run: () => (sending ? undefined : leaveForm()) } });
  const [verifying, setVerifying] = useState(false);
  const connectionId = about.type === "line" ? about.line.connection : about.connection;
  const connection = useConnections().data?.connections.find((one) => one.id === connectionId);
  const provider = connection?.provider_name ?? "the provider";
  const verified = useIsVerified(verification);
  const counts = verified && verification !== null && task.proofs.includes(verification.method);
  const needsProof = task.proofs.length > 0 && !counts && flow.step !== "result";
  // Reading something that needs a proof is verified first; a change shows what it is about before it asks.
  const onVerify = verifying || (needsProof && (!isChange(task) || flow.step === "check"));
  const steps = isChange(task) ? CHANGE_STEPS : READ_STEPS;
  const at = { form: 0, check: onVerify ? 1 : 2, result: steps.length - 1 }[flow.step];
  const noted = (proof: Verification) => {
    client.setQueryData<TasksAnswer>(queryKeys.tasks(about), (was) => was && { ...was, verification: proof });
    setVerifying(false);
    // What was looked at without a proof said so: it is looked at again.
    if (flow.step === "check") flow.goOn();
  };
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1 className={css.title}>{task.title}</h1>
        <span className="dim">
          {provider} · {about.type === "account" ? (connection?.label ?? "") : aboutWords(about)}
        </span>
        {connection !== undefined && <EnvironmentTag environment={connection.environment} />}
        {task.proofs.length > 0 && <VerificationTag verification={verification} />}
        <span className={css.grow} />
        <Button kbd="Escape" onPress={leaveForm} isDisabled={sending}>
          Back
        </Button>
      </header>
      {asking && <LeaveDialog title="Leave without sending?" onLeave={leave} onStay={() => setAsking(false)} />}
      <Steps label={task.title} steps={steps} current={at} />
      {task.not_now !== null && flow.step === "form" ? (
        <Notice tone="warn" title="This cannot be done now.">
          {task.not_now}
        </Notice>
      ) : onVerify ? (
        <VerifyStep
          about={about}
          proofs={task.proofs}
          codes={codes && triesWords(codes, provider)}
          current={counts ? verification : null}
          problem={null}
          onVerified={noted}
        />
      ) : flow.step === "form" ? (
        <TaskForm about={about} task={task} provider={provider} flow={flow} />
      ) : flow.step === "check" && flow.preview !== null ? (
        <TaskCheck
          task={task}
          provider={provider}
          preview={flow.preview}
          problem={flow.problem}
          busy={flow.busy}
          reasons={REASON_PICKS}
          now={flow.preview.preview.before.type === "nothing" ? null : factWords(flow.preview.preview.before)}
          checks={
            <PreviewChecks
              environment={connection?.environment ?? "production"}
              provider={provider}
              preview={flow.preview.preview}
              onVerify={() => setVerifying(true)}
              onOpenActions={() => go("/actions")}
              onLookAgain={flow.goOn}
            />
          }
          send={flow.send}
          lookAgain={flow.goOn}
        />
      ) : (
        <Result
          flow={flow}
          agent={agent}
          leave={leave}
          provider={provider}
          line={about.type === "line" ? about.line : null}
          verify={() => setVerifying(true)}
        />
      )}
    </div>
  );
}

function Result({
  flow,
  agent,
  provider,
  line,
  leave,
  verify,
}: {
  flow: ReturnType<typeof useTaskFlow>;
  agent: string;
  provider: string;
  line: LineKey | null;
  leave: () => void;
  verify: () => void;
}) {
  const [showing, setShowing] = useState(false);
  const { action, answer } = flow;
  const outcome = action === null ? "done" : OUTCOMES[action.state];
  return (
    <div className={css.result}>
      {action !== null && (
        <>
          {outcome === "done" && <Notice live tone="ok" title="Done." />}
          {outcome === "waiting" && (
            <Notice live tone="info" title={`${provider} has taken it and is working on it.`}>
              This page and Actions follow. Nothing needs to be sent again.
            </Notice>
          )}
          <ActionDetails action={action} agent={agent} />
          {action.state === "unknown" && <DecideForm action={action} />}
        </>
      )}
      {answer !== null && showing && line !== null ? (
        <CodeOnScreen
          line={line}
          held={answer.id}
          provider={provider}
          issuedAt={action?.changed_at ?? null}
          onLeave={leave}
          onNewCode={null}
          onVerify={verify}
        />
      ) : (
        answer !== null && (
          <AnswerPanel answer={answer} onCode={line === null ? null : () => setShowing(true)} focusSecrets />
        )
      )}
      <div>
        <Button variant="primary" autoFocus={answer === null || answer.secrets.length === 0} onPress={leave}>
          Back
        </Button>
      </div>
    </div>
  );
}

function aboutWords(about: About): string {
  switch (about.type) {
    case "line":
      return about.line.id;
    case "account":
      return "";
    default:
      return about.id;
  }
}
