// What the desk found in a code from outside, before its line has it: the address, and what a person has to look at. The code itself
// is not here.
import { type ReactNode, useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import { call, type LineKey, type Problem, type TakenInCode } from "@/ipc";
import { Button, Card, Fact, FactList, Notice, StepHeading } from "@/shared";
import styles from "./intake.module.css";

interface Props {
  taken: TakenInCode;
  provider: string;
  nameOf: (line: LineKey) => ReactNode;
  /** The line has the code now. */
  onBound: () => void;
  /** The customer has to be verified first. */
  onVerify: () => void;
  other: () => void;
}

/** "Is this the right code?": the line gets it by "Show QR", and only after a tick where something is odd. */
export function TakenCode({ taken, provider, nameOf, onBound, onVerify, other }: Props) {
  const [sure, setSure] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const { bound } = taken;
  const show = () => {
    if (bound) {
      onBound();
      return;
    }
    setProblem(null);
    setBusy(true);
    call("bind_code", { id: taken.id }).then(onBound, (error: unknown) => {
      const what = asProblem(error);
      setBusy(false);
      if (what.code === "verification_needed") onVerify();
      else setProblem(what);
    });
  };
  return (
    <section className={styles.intake}>
      <StepHeading>Is this the right code?</StepHeading>
      <Card title="The code">
        <FactList>
          <Fact name="SM-DP+ address">
            <span className={styles.part}>{taken.sm_dp_address}</span>
          </Fact>
        </FactList>
        {!taken.new_host && <p className="dim small">This desk knows the address from other codes of {provider}.</p>}
      </Card>
      {taken.warnings.length > 0 && (
        <Notice tone="warn" title="This code is unusual">
          <ul className={styles.list}>
            {taken.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Notice>
      )}
      {taken.new_host && (
        <Notice live tone="warn" title={`This desk has seen no code of ${provider} with this address.`}>
          {taken.known_hosts.length === 0 ? (
            <p>
              It has seen no code of {provider} at all. Compare the address with what {provider} told you.
            </p>
          ) : (
            <>
              <p>The addresses it has seen there are:</p>
              <ul className={styles.list}>
                {taken.known_hosts.map((host) => (
                  <li key={host} className={styles.part}>
                    {host}
                  </li>
                ))}
              </ul>
            </>
          )}
        </Notice>
      )}
      {taken.other_sim !== null && (
        <Notice live tone="warn" title={`The text names another SIM: ${taken.other_sim}.`}>
          <p>
            It is not the SIM that this line has now. That is right for a new one, and wrong for a code that was mixed
            up.
          </p>
        </Notice>
      )}
      {taken.seen_on.length > 0 && (
        <Notice live tone="warn" title="This desk has seen the same code on another line.">
          <p>A code is for one line and mostly installs once. This one may be used, or somebody else's.</p>
          <ul className={styles.list}>
            {taken.seen_on.map((line) => (
              <li key={`${line.connection} ${line.id}`}>{nameOf(line)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {problem !== null && <ProblemNotice problem={problem} />}
      {!bound && (
        <label className={styles.sure}>
          <input type="checkbox" checked={sure} onChange={(event) => setSure(event.target.checked)} />I have checked
          that it belongs to this line
        </label>
      )}
      <div className={styles.row}>
        <Button variant="primary" autoFocus={bound} isDisabled={!bound && !sure} isPending={busy} onPress={show}>
          Show QR
        </Button>
        <Button variant="quiet" onPress={other}>
          Enter another code
        </Button>
      </div>
    </section>
  );
}
