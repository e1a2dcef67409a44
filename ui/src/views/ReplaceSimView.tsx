// Replacing a SIM: Verify, New SIM, Check, Send, Install.
//
// By keyboard, from the page of the line to the QR code: R, 1 (photo ID), 1 (eSIM, new code), 4 (new phone), Enter (send).
// That is 5 keystrokes; 8 are allowed. A test counts them.
import { useCallback, useState } from "react";
import { useLocation, useParams } from "wouter";
import { PreviewChecks, REASON_PICKS, reasonName, useIsVerified, VerificationTag, VerifyStep } from "@/domain/actions";
import { EnvironmentTag } from "@/domain/connections";
import { LineHeader, LineLoading, type LinePageState, LineProblem, useLinePage } from "@/domain/lines";
import {
  CheckStep,
  InstallPanel,
  isSending,
  NewSimStep,
  SendStep,
  STEPS,
  stepBack,
  useReplacement,
} from "@/domain/sims";
import type { LinePage } from "@/ipc";
import { Button, Notice, Steps, useKeys } from "@/shared";
import { linePath } from "./LineViewPaths";
import css from "./ReplaceSimView.module.css";
import { taskPath } from "./TaskPaths";

const STEP_NAMES = ["Verify", "New SIM", "Check", "Send", "Install"];

/** The route `/line/:connection/:id/replace`. */
export default function ReplaceSimView() {
  const { connection = "", id = "" } = useParams<{ connection: string; id: string }>();
  const state = useLinePage({ connection, id });
  const [round, setRound] = useState(0);
  const [, go] = useLocation();
  if (state.page === null) {
    return state.problem === null ? (
      <LineLoading />
    ) : (
      <LineProblem problem={state.problem} retry={state.refresh} leave={() => go("/")} leaveWords="Back to Search" />
    );
  }
  return <Sheet key={round} page={state.page} state={state} startOver={() => setRound(round + 1)} />;
}

function Sheet({ page, state, startOver }: { page: LinePage; state: LinePageState; startOver: () => void }) {
  const { line, verification } = page;
  const verified = useIsVerified(verification);
  const { flow, tell, send } = useReplacement(line.key, verified);
  const [, go] = useLocation();
  const leave = useCallback(() => go(linePath(line.key)), [go, line.key]);
  const verifyAgain = useCallback(() => tell({ type: "verify_again" }), [tell]);
  const openActions = () => go("/actions");
  const back = () => (stepBack(flow) === null ? leave() : tell({ type: "back" }));
  const sending = isSending(flow);
  useKeys({
    // Held while sending too: otherwise the key of the shell would leave the page.
    Escape: { label: "One step back", run: () => (sending ? undefined : back()) },
  });

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
      <div className={css.steps}>
        <Steps label="Replace SIM" steps={STEP_NAMES} current={STEPS.indexOf(flow.step)} />
      </div>
      {flow.step === "verify" && (
        <VerifyStep
          about={{ type: "line", line: line.key }}
          current={verified && flow.problem === null ? verification : null}
          problem={flow.problem}
          onVerified={(proof) => {
            state.verified(proof);
            tell({ type: "verified" });
          }}
        />
      )}
      {flow.step === "new_sim" && (
        <NewSimStep
          choices={page.sim_choices}
          onTask={(task) => go(taskPath({ type: "line", line: line.key }, task))}
          reasons={REASON_PICKS}
          provider={line.provider_name}
          flow={flow}
          tell={tell}
        />
      )}
      {flow.step === "check" && (
        <CheckStep
          line={line}
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
        />
      )}
      {flow.step === "send" && (
        <SendStep provider={line.provider_name} flow={flow} tell={tell} onOpenActions={openActions} onLeave={leave} />
      )}
      {flow.step === "install" && (
        <>
          {flow.action?.read_back === true && (
            <div className={css.above}>
              <Notice tone="ok" title="It happened.">
                {line.provider_name} did not answer when it was sent. Reading back proved that the new code is in force.
              </Notice>
            </div>
          )}
          <InstallPanel
            line={line.key}
            provider={line.provider_name}
            issuedAt={flow.action?.changed_at ?? null}
            onLeave={leave}
            onNewCode={startOver}
            onVerify={verifyAgain}
          />
        </>
      )}
    </>
  );
}
