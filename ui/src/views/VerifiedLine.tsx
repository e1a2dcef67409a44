// A page of a line that hands out a key: the line is read, the customer is verified first, and Esc leads back to the line.
import { type ReactNode, useCallback, useState } from "react";
import { useLocation, useParams } from "wouter";
import { useIsVerified, VerificationTag, VerifyStep } from "@/domain/actions";
import { EnvironmentTag } from "@/domain/connections";
import { LineHeader, LineLoading, type LinePageState, LineProblem, useLinePage } from "@/domain/lines";
import type { LinePage } from "@/ipc";
import { Button, useKeys } from "@/shared";
import { linePath } from "./LineViewPaths";

/** What the page shows once the customer is verified. */
export interface Verified {
  page: LinePage;
  /** Back to the page of the line. */
  leave: () => void;
  /** The desk wants a new proof. */
  verifyAgain: () => void;
}

type Show = (verified: Verified) => ReactNode;

/** Reads the line that the address names, asks for a proof of identity, and then shows what is given. */
export function VerifiedLine({ children }: { children: Show }) {
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
  return (
    <Page page={state.page} state={state}>
      {children}
    </Page>
  );
}

function Page({ page, state, children }: { page: LinePage; state: LinePageState; children: Show }) {
  const { line, verification } = page;
  const verified = useIsVerified(verification);
  // A proof that runs out meanwhile takes nothing off the screen: a code has its own time, and the desk asks anew where it
  // has to.
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
        children({ page, leave, verifyAgain })
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
