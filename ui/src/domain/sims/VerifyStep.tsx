// How the customer proved who they are. Picking a way notes it at once; it counts for this line and five minutes.
import { useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import { call, type LineKey, type Problem, type Verification, type VerificationMethod } from "@/ipc";
import { PickCards } from "./PickCards";
import { StepHeading } from "./StepHeading";
import styles from "./steps.module.css";
import { METHOD_ORDER, METHODS } from "./words";

const PICKS = METHOD_ORDER.map((value) => ({
  value,
  name: METHODS[value].name,
  description: METHODS[value].description,
}));

interface Props {
  line: LineKey;
  /** The proof in force, marked among the cards. */
  current: Verification | null;
  /** Why one is back here. */
  problem: Problem | null;
  onVerified: (verification: Verification) => void;
}

/** The step "Verify". */
export function VerifyStep({ line, current, problem, onVerified }: Props) {
  const [noting, setNoting] = useState(false);
  const [failed, setFailed] = useState<Problem | null>(null);
  const pick = (method: VerificationMethod) => {
    setNoting(true);
    setFailed(null);
    call("verify_customer", { line, method })
      .then(onVerified, (error: unknown) => setFailed(asProblem(error)))
      .finally(() => setNoting(false));
  };
  const said = failed ?? problem;
  return (
    <section className={styles.step}>
      <StepHeading>How did the customer prove who they are?</StepHeading>
      {said !== null && <ProblemNotice problem={said} />}
      <PickCards
        label="Proof of identity"
        picks={PICKS}
        picked={current?.method ?? null}
        onPick={pick}
        ready={!noting}
      />
      <p className="dim small">
        Name and birth date alone are not enough. A proof counts for this line and five minutes.
      </p>
    </section>
  );
}
