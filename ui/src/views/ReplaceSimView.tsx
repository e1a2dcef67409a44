// Replacing a SIM: Verify, New SIM, Check, Send, Install. Every way a line can get a SIM goes through these five steps, whether it
// is a new code for the eSIM or a task of the provider.
//
// By keyboard, from the page of the line to the QR code: R, 1 (photo ID), 1 (eSIM, new code), 4 (new phone), Enter (send).
// That is 5 keystrokes; 8 are allowed. A test counts them.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useLocation, useParams } from "wouter";
import {
  DecideForm,
  PreviewChecks,
  REASON_PICKS,
  reasonName,
  useIsVerified,
  VerificationTag,
  VerifyStep,
} from "@/domain/actions";
import { EnvironmentTag } from "@/domain/connections";
import { LineHeader, LineLoading, type LinePageState, LineProblem, useLinePage, whyNoQr } from "@/domain/lines";
import {
  CheckStep,
  isSending,
  NewSimStep,
  SendStep,
  STEPS,
  stepBack,
  useHeldCode,
  useReplacement,
} from "@/domain/sims";
import {
  AnswerPanel,
  refusedCode,
  refusedCodeWords,
  TaskFields,
  triesWords,
  useTaskForm,
  useTaskResult,
  useTasks,
} from "@/domain/tasks";
import { asProblem, ProblemNotice } from "@/errors";
import {
  type About,
  type LinePage,
  OUTCOMES,
  queryKeys,
  type TasksAnswer,
  type TaskView,
  type Verification,
} from "@/ipc";
import { Button, LeaveDialog, Notice, Skeleton, Steps, useKeys } from "@/shared";
import { AskCustomer } from "./AskCustomer";
import { CodeOnScreen } from "./CodeOnScreen";
import { lastDigits, linePath } from "./LineViewPaths";
import { AfterTask, Told } from "./ReplaceSimResult";
import { useCardScan } from "./ReplaceSimScan";
import css from "./ReplaceSimView.module.css";
import { everyProof, newSim, provableWays } from "./ReplaceSimWays";
import { useCarriedCard } from "./scannedCard";

const STEP_NAMES = ["Verify", "New SIM", "Check", "Send", "Install"];
const NO_TASKS: readonly TaskView[] = [];

/** The route `/line/:connection/:id/replace`. */
export default function ReplaceSimView() {
  const { connection = "", id = "" } = useParams<{ connection: string; id: string }>();
  const state = useLinePage({ connection, id });
  const card = useCarriedCard({ connection, id });
  const [round, setRound] = useState(0);
  const [, go] = useLocation();
  if (state.page === null) {
    return state.problem === null ? (
      <LineLoading />
    ) : (
      <LineProblem problem={state.problem} retry={state.refresh} leave={() => go("/")} leaveWords="Back to Search" />
    );
  }
  return (
    <Sheet
      key={round}
      page={state.page}
      state={state}
      card={round === 0 ? card : null}
      startOver={() => setRound(round + 1)}
    />
  );
}

interface SheetProps {
  page: LinePage;
  state: LinePageState;
  /** A card that was scanned before the sheet was opened. */
  card: string | null;
  startOver: () => void;
}

function Sheet({ page, state, card, startOver }: SheetProps) {
  const { line, verification } = page;
  const about = useMemo<About>(() => ({ type: "line", line: line.key }), [line.key]);
  const client = useQueryClient();
  const tasks = useTasks(about);
  const offered = tasks.data?.tasks ?? NO_TASKS;
  const verified = useIsVerified(verification);
  const [chosen, setChosen] = useState<string | null>(null);
  const task = offered.find((one) => one.id === chosen) ?? null;
  const form = useTaskForm(task);
  const { flow, tell, send } = useReplacement(line.key, verified, form);
  const { way } = flow;
  const result = useTaskResult(way?.type === "task" ? flow.action : null);
  const [, go] = useLocation();
  const leave = useCallback(() => go(linePath(line.key)), [go, line.key]);
  const verifyAgain = useCallback(() => tell({ type: "verify_again" }), [tell]);
  const openActions = () => go("/actions");
  const outside = useHeldCode();
  const { forgetSecrets } = form;
  useEffect(() => {
    if (flow.step === "install") forgetSecrets();
  }, [flow.step, forgetSecrets]);
  const [asking, setAsking] = useState(false);
  const back = () => {
    if (stepBack(flow) !== null) tell({ type: "back" });
    // Once it was sent, nothing that was typed is lost by leaving.
    else if (flow.action === null && (form.isTyped() || flow.note.trim() !== "")) setAsking(true);
    else leave();
  };
  const sending = isSending(flow);
  useKeys({
    // Held while sending too: otherwise the key of the shell would leave the page.
    Escape: { label: "One step back", run: () => (sending ? undefined : back()) },
  });

  const choose = useCallback(
    (next: NonNullable<typeof way>) => {
      const found = next.type === "task" ? offered.find((one) => one.id === next.task) : undefined;
      setChosen(next.type === "task" ? next.task : null);
      tell({ type: "way", way: next, noteNeeded: found?.note_needed ?? false });
    },
    [offered, tell],
  );
  const choices = useMemo(
    () => provableWays(page.sim_choices, offered, line.provider_name),
    [page.sim_choices, offered, line.provider_name],
  );
  const choice = choices.find(
    (one) =>
      one.way.type === way?.type && (one.way.type !== "task" || (way?.type === "task" && one.way.task === way.task)),
  );
  const scan = useCardScan({
    choices,
    tasks: offered,
    task,
    form,
    flow,
    tell,
    choose,
    card,
    ready: tasks.isSuccess,
  });

  const noted = (proof: Verification) => {
    state.verified(proof);
    client.setQueryData<TasksAnswer>(queryKeys.tasks(about), (was) => was && { ...was, verification: proof });
    if (proof.method === "provider_code") void client.invalidateQueries({ queryKey: queryKeys.tasks(about) });
    tell({ type: "verified" });
  };
  const codes = tasks.data?.one_time_code ?? null;
  const wrongCode = refusedCode(task, flow.action);
  const proofs = task === null ? everyProof(choices, offered) : task.proofs;

  return (
    <>
      <LineHeader
        line={line}
        refreshing={state.refreshing}
        refresh={state.refresh}
        environment={<EnvironmentTag environment={line.environment} />}
        verification={<VerificationTag verification={verification} />}
      >
        <Button kbd="Escape" onPress={back} isDisabled={sending}>
          Back
        </Button>
      </LineHeader>
      {asking && <LeaveDialog title="Leave without sending?" onLeave={leave} onStay={() => setAsking(false)} />}
      <div className={css.steps}>
        <Steps label="Replace SIM" steps={STEP_NAMES} current={STEPS.indexOf(flow.step)} />
      </div>
      <div role="status">
        {scan.said !== null && (
          <div className={css.above}>
            <Notice tone={scan.said.tone} title={scan.said.title}>
              {scan.said.text}
            </Notice>
          </div>
        )}
      </div>
      {flow.step === "verify" && (
        <VerifyStep
          about={about}
          {...(proofs.length === 0 ? {} : { proofs })}
          codes={codes && triesWords(codes, line.provider_name)}
          current={verified && flow.problem === null ? verification : null}
          problem={flow.problem}
          onVerified={noted}
        />
      )}
      {flow.step === "new_sim" && (
        <NewSimStep
          choices={choices}
          onWay={choose}
          fields={
            way?.type !== "task" ? null : task !== null ? (
              task.fields.length === 0 ? null : (
                <TaskFields
                  about={about}
                  task={task.id}
                  fields={task.fields}
                  form={form}
                  provider={line.provider_name}
                  simNow={line.sim.iccid}
                />
              )
            ) : tasks.isError ? (
              <ProblemNotice problem={asProblem(tasks.error)} onRetry={() => void tasks.refetch()} />
            ) : (
              <Skeleton label="Reading what it asks for" lines={2} />
            )
          }
          complete={() => way?.type !== "task" || (task !== null && form.complete())}
          wrong={task?.fields.find((field) => form.faults[field.name] !== undefined)?.name ?? null}
          scanned={scan.times}
          asksOldSim={line.sim.kind !== "esim"}
          reasons={REASON_PICKS}
          provider={line.provider_name}
          flow={flow}
          tell={tell}
        />
      )}
      {flow.step === "check" && (
        <CheckStep
          line={line}
          choice={choice ?? null}
          task={task}
          flow={flow}
          tell={tell}
          send={send}
          reason={reasonName(flow.reason)}
          checks={({ preview }) => (
            <PreviewChecks
              environment={line.environment}
              provider={line.provider_name}
              preview={preview}
              onVerify={verifyAgain}
              onOpenActions={openActions}
              onLookAgain={() => tell({ type: "look_again" })}
            />
          )}
          after={<AskCustomer line={line.key} gets={newSim(task)} />}
        />
      )}
      {flow.step === "send" && (
        <SendStep
          provider={line.provider_name}
          flow={flow}
          tell={tell}
          onOpenActions={openActions}
          onLeave={leave}
          retype={
            wrongCode && {
              title: `${line.provider_name} refused${wrongCode.named ? " the one-time code" : ""}. Nothing changed.`,
              text: codes !== null && codes.wrong > 0 ? triesWords(codes, line.provider_name) : null,
              button: "Back to the one-time code",
              unsure: !wrongCode.named,
              run: () => {
                form.typeAnew(wrongCode.field, refusedCodeWords(wrongCode, line.provider_name));
                tell({ type: "type_anew" });
              },
            }
          }
          more={(action) =>
            way?.type === "task" && (
              <>
                {result.type === "found" && OUTCOMES[action.state] === "waiting" && (
                  <AnswerPanel answer={result.answer} onCode={null} />
                )}
                {action.state === "unknown" && <DecideForm action={action} />}
              </>
            )
          }
        />
      )}
      {flow.step === "install" && flow.action !== null && (
        <div className={css.after}>
          {flow.unanswered && flow.action.read_back && (
            <Notice tone="ok" title="It happened.">
              {line.provider_name} did not answer when it was sent.{" "}
              {way?.type === "task"
                ? "Reading back proved that it was done."
                : "Reading back proved that the new code is in force."}
            </Notice>
          )}
          {way?.type === "task" ? (
            <AfterTask
              line={line}
              task={task}
              choice={choice ?? null}
              outside={outside}
              action={flow.action}
              result={result}
              canShowInForce={whyNoQr(page) === null}
              leave={leave}
              startOver={startOver}
              verifyAgain={verifyAgain}
            />
          ) : (
            <CodeOnScreen
              line={line.key}
              lastDigits={lastDigits(line)}
              provider={line.provider_name}
              issuedAt={flow.action.changed_at}
              onLeave={leave}
              onNewCode={startOver}
              onVerify={verifyAgain}
            />
          )}
          <Told line={line} at={flow.action.changed_at} />
        </div>
      )}
    </>
  );
}
