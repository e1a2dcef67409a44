// The code in force of a line, on screen. Showing it hands out a key, so the customer is verified first.
import { useCallback, useState } from "react";
import { useLocation, useParams } from "wouter";
import { useIsVerified, VerificationTag, VerifyStep } from "@/domain/actions";
import { EnvironmentTag } from "@/domain/connections";
import { LineHeader, LineLoading, type LinePageState, LineProblem, useLinePage, whyNoWay } from "@/domain/lines";
import { InstallPanel } from "@/domain/sims";
import type { LinePage } from "@/ipc";
import { Button, useKeys } from "@/shared";
import { lastDigits, linePath, replacePath } from "./LineViewPaths";

/** The route `/line/:connection/:id/code`. */
export default function CodeView() {
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
  // A proof that runs out while the code is on screen does not take it off: the code has its own time.
  const [proven, setProven] = useState(verified);
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
        <InstallPanel
          line={line.key}
          lastDigits={lastDigits(line)}
          provider={line.provider_name}
          issuedAt={null}
          onLeave={leave}
          onNewCode={whyNoWay(page, "new_esim_code") === null ? () => go(replacePath(line.key)) : null}
          onVerify={verifyAgain}
        />
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
