// A code that comes from outside: pasted with whatever stands around it, looked at by the desk, then shown like any other. What is
// pasted is in the box until the desk has taken it, and nowhere else on this page.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import { type ActionId, call, type LineKey, type Problem, type TakenInCode } from "@/ipc";
import { Button, Card, Fact, FactList, Notice, SecretArea, StepHeading } from "@/shared";
import styles from "./install.module.css";

interface Props {
  line: LineKey;
  provider: string;
  /** What is known about where the code is. */
  children?: ReactNode;
  /** Another way in beside pasting: a picture of the code. It hands over what the desk took in. */
  picture?: (taken: (code: TakenInCode) => void) => ReactNode;
  /** How another line is called, for the warning that a code was seen there. */
  nameOf: (line: LineKey) => ReactNode;
  /** Shows the code that the desk holds. */
  onShow: (held: ActionId) => void;
  /** The customer has to be verified first. */
  onVerify: () => void;
}

/** "Enter a code": take in, look, show. */
export function CodeIntake({ line, provider, children, picture, nameOf, onShow, onVerify }: Props) {
  const box = useRef<HTMLTextAreaElement>(null);
  const [taken, setTaken] = useState<TakenInCode | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  // What is in the box must not outlive it, and what was taken in and not shown is forgotten.
  useEffect(() => {
    const element = box.current;
    return () => {
      if (element !== null) element.value = "";
    };
  }, []);
  const shown = useRef(false);
  const waiting = taken?.id ?? null;
  useEffect(() => {
    if (waiting === null) return;
    return () => {
      if (!shown.current) call("drop_result", { id: waiting }).catch(() => undefined);
    };
  }, [waiting]);

  const take = () => {
    const text = box.current?.value ?? "";
    setProblem(null);
    if (text.trim() === "") {
      setFault("Paste the code first. It begins with LPA:1$, and text around it does not matter.");
      box.current?.focus();
      return;
    }
    setFault(null);
    setBusy(true);
    call("take_in_code", { line, text })
      .then(
        (code) => {
          if (box.current !== null) box.current.value = "";
          setTaken(code);
        },
        (error: unknown) => {
          const what = asProblem(error);
          if (what.code === "verification_needed") onVerify();
          else if (what.field === "code") {
            setFault(what.message);
            box.current?.focus();
          } else setProblem(what);
        },
      )
      .finally(() => setBusy(false));
  };

  if (taken !== null) {
    return (
      <Taken
        taken={taken}
        provider={provider}
        nameOf={nameOf}
        show={() => {
          shown.current = true;
          onShow(taken.id);
        }}
        other={() => setTaken(null)}
      />
    );
  }
  return (
    <section className={styles.intake}>
      <StepHeading>Enter the code of the eSIM</StepHeading>
      {children}
      {problem !== null && <ProblemNotice problem={problem} />}
      <SecretArea
        ref={box}
        label="The code, or the text of the e-mail that it is in"
        hint="It begins with LPA:1$. It is kept in memory only, for this line, and forgotten after a few minutes."
        {...(fault === null ? {} : { error: fault })}
        onEdit={() => setFault(null)}
        onSubmit={take}
      />
      <div className={styles.row}>
        <Button variant="primary" onPress={take} isPending={busy} kbd="Mod+Enter">
          Take in
        </Button>
      </div>
      {picture?.(setTaken)}
    </section>
  );
}

function Taken({
  taken,
  provider,
  nameOf,
  show,
  other,
}: {
  taken: TakenInCode;
  provider: string;
  nameOf: Props["nameOf"];
  show: () => void;
  other: () => void;
}) {
  const [sure, setSure] = useState(false);
  const seen = taken.seen_on.length > 0;
  return (
    <section className={styles.intake}>
      <StepHeading>Is this the right code?</StepHeading>
      <Card title="The code">
        <FactList>
          <Fact name="SM-DP+ address">
            <span className={styles.part}>{taken.sm_dp_address}</span>
          </Fact>
        </FactList>
        <p className="dim small">Compare the address with the one {provider} uses, as far as you know it.</p>
      </Card>
      {taken.warnings.length > 0 && (
        <Notice tone="warn" title="This code is unusual">
          <ul className={styles.warnings}>
            {taken.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Notice>
      )}
      {seen && (
        <Notice live tone="warn" title="This desk has seen the same code on another line.">
          <p>A code is for one line and mostly installs once. This one may be used, or somebody else's.</p>
          <ul className={styles.warnings}>
            {taken.seen_on.map((line) => (
              <li key={`${line.connection} ${line.id}`}>{nameOf(line)}</li>
            ))}
          </ul>
          <label className={styles.sure}>
            <input type="checkbox" checked={sure} onChange={(event) => setSure(event.target.checked)} />I have checked
            that it belongs to this line
          </label>
        </Notice>
      )}
      <div className={styles.row}>
        <Button variant="primary" autoFocus={!seen} isDisabled={seen && !sure} onPress={show}>
          Show QR
        </Button>
        <Button variant="quiet" onPress={other}>
          Enter another code
        </Button>
      </div>
    </section>
  );
}
