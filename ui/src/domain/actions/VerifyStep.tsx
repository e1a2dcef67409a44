// How the customer proved who they are. Picking a way notes it at once; it counts for this line and five minutes.
import { useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import { type About, call, OUTCOMES, type Problem, type Verification, type VerificationMethod } from "@/ipc";
import { PickCards, StepHeading } from "@/shared";
import styles from "./checks.module.css";
import { METHOD_ORDER, METHODS, OWN_METHODS } from "./checkWords";

interface Props {
  /** What the proof is for. */
  about: About;
  /** The proofs that count, by the policy of this desk. */
  proofs?: readonly VerificationMethod[];
  /** How the codes that the provider sends stand, in words; nothing where it sends none. */
  codes?: string | null;
  /** The proof in force, marked among the cards. */
  current: Verification | null;
  /** Why one is back here. */
  problem: Problem | null;
  onVerified: (verification: Verification) => void;
}

/** The step "Verify". */
export function VerifyStep({ about, proofs = OWN_METHODS, codes = null, current, problem, onVerified }: Props) {
  const [noting, setNoting] = useState<VerificationMethod | null>(null);
  const [failed, setFailed] = useState<Problem | null>(null);
  const pick = (method: VerificationMethod) => {
    setNoting(method);
    setFailed(null);
    const proof = method === "provider_code" ? sendCode(about) : call("verify_customer", { about, method });
    proof.then(onVerified, (error: unknown) => setFailed(asProblem(error))).finally(() => setNoting(null));
  };
  const said = failed ?? problem;
  return (
    <section className={styles.step}>
      <StepHeading>How did the customer prove who they are?</StepHeading>
      {said !== null && <ProblemNotice problem={said} />}
      <PickCards
        label="Proof of identity"
        picks={METHOD_ORDER.filter((one) => proofs.includes(one)).map((value) => ({ value, ...METHODS[value] }))}
        picked={current?.method ?? null}
        onPick={pick}
        ready={noting === null}
      />
      {/* The two are one block, so that an empty first line takes no room. */}
      <div className="dim small">
        <p role="status">
          {noting === "provider_code"
            ? "A code is being sent to the customer…"
            : proofs.includes("provider_code") && codes !== null && codes}
        </p>
        <p>Name and birth date alone are not enough. A proof counts for a few minutes and this one only.</p>
      </div>
    </section>
  );
}

/** The provider sends the customer a code; what it is a proof for is the desk's to say. */
async function sendCode(about: About): Promise<Verification> {
  const { action, verification } = await call("send_one_time_code", { about });
  const outcome = OUTCOMES[action.state];
  // Another proof may be in force: it says nothing about whether a code is on its way.
  if (verification !== null && (outcome === "done" || outcome === "waiting")) return verification;
  throw (
    action.problem ?? {
      ...asProblem("it is not known whether a code was sent"),
      code: "outcome_unknown",
      provider: action.provider,
    }
  );
}
