// A code that came from outside, for a line whose provider shows none: verified, entered, shown, forgotten.
import { useCallback, useState } from "react";
import { useLocation, useParams } from "wouter";
import { useIsVerified, VerificationTag, VerifyStep } from "@/domain/actions";
import { EnvironmentTag } from "@/domain/connections";
import { LineHeader, LineLoading, type LinePageState, LineProblem, useLinePage } from "@/domain/lines";
import { useHeldCode } from "@/domain/sims";
import type { LinePage } from "@/ipc";
import { Button, useKeys } from "@/shared";
import { linePath } from "./LineViewPaths";
import { OutsideCode } from "./ReplaceSimResult";

/** The route `/line/:connection/:id/enter-code`. */
export function EnterCodeView() {
  const { connection = "", id = "" } = useParams<{ connection: string; id: string }>();
  const state = useLinePage({ connection, id });
  const [, go] = useLocation();
  if (state.page === null) {
    return state.problem === null ? (
      <LineLoading />
    ) : (
      <LineProblem problem={state.problem} retry={state.refresh} leave={() => go("/")} leaveWords="Back to Search" />
    );
  }
  return <Page page={state.page} state={state} />;
}

function Page({ page, state }: { page: LinePage; state: LinePageState }) {
  const { line, verification } = page;
  const verified = useIsVerified(verification);
  // A proof that runs out while the code is entered or on screen does not take it away: the desk asks anew where it has to.
  const [proven, setProven] = useState(verified);
  const outside = useHeldCode();
  const [, go] = useLocation();
  const leave = useCallback(() => go(linePath(line.key)), [go, line.key]);
  const verifyAgain = useCallback(() => setProven(false), []);
  useKeys({ Escape: { label: "Back to the line", run: leave } });
  return (
    <>
      <LineHeader
        line={line}
        refreshing={state.refreshing}
        refresh={state.refresh}
        environment={<EnvironmentTag environment={line.environment} />}
        verification={<VerificationTag verification={verification} />}
      >
        <Button kbd="Escape" onPress={leave}>
          Back
        </Button>
      </LineHeader>
      {proven ? (
        <OutsideCode line={line} outside={outside} leave={leave} verifyAgain={verifyAgain} />
      ) : (
        <VerifyStep
          about={{ type: "line", line: line.key }}
          current={verified ? verification : null}
          problem={null}
          onVerified={(proof) => {
            state.verified(proof);
            setProven(true);
          }}
        />
      )}
    </>
  );
}
