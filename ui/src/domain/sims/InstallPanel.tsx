// The code on screen: picture, parts, how far the phone is, and the time it has left. Mounted means shown; leaving hides it.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import type { ActionId, LineKey, Problem, ShowingId } from "@/ipc";
import { Button, Countdown, Notice, Skeleton } from "@/shared";
import { CodePicture } from "./CodePicture";
import { DidNotScan } from "./DidNotScan";
import styles from "./install.module.css";
import { OnThePhone } from "./OnThePhone";
import { PrintSlip } from "./PrintSlip";
import { SIZES, type Size } from "./picture";
import { SavePicture } from "./SavePicture";
import { TypeItIn } from "./TypeItIn";
import { type Phone, type ShowingControl, useShowing } from "./useShowing";
import { goneWords } from "./words";

interface Props {
  line: LineKey;
  /** What holds the code, where it is not the one in force at the provider. */
  held?: ActionId;
  provider: string;
  /** When the code was issued, where that happened just now. */
  issuedAt: number | null;
  /** Back to the page of the line. */
  onLeave: () => void;
  /** To a new code; absent where the line cannot get one. */
  onNewCode: (() => void) | null;
  /** The customer has to be verified first. */
  onVerify: () => void;
  /** To entering a code from outside; absent where that is no way to one. */
  onEnter?: (() => void) | null;
  /** The last digits of the number, for a printed slip. */
  lastDigits?: string | null;
  /** The customer's screen; what is shown can be put on it, nothing when it is gone. */
  customer: (showing: ShowingId | null) => ReactNode;
}

/** The last step of a replacement, and the page "Show QR". */
export function InstallPanel(props: Props) {
  const control = useShowing(props.line, props.held ?? null);
  const { showing } = control;
  switch (showing.phase) {
    case "loading":
      return (
        <div className={styles.panel} role="status" aria-label="Reading the code">
          <Skeleton label="Reading the code" lines={6} />
        </div>
      );
    case "problem":
      return <NoCode problem={showing.problem} again={control.again} {...props} />;
    case "gone":
      return <Gone why={showing.why} phone={showing.phone} again={control.again} {...props} />;
    case "shown":
      return <Shown key={showing.code.showing} shown={showing} control={control} {...props} />;
  }
}

function Shown({
  shown,
  control,
  provider,
  issuedAt,
  onNewCode,
  onEnter = null,
  lastDigits = null,
  customer,
}: Props & { shown: Extract<ShowingControl["showing"], { phase: "shown" }>; control: ShowingControl }) {
  const [size, setSize] = useState<Size>("10");
  const [help, setHelp] = useState(false);
  const helpButton = useRef<HTMLButtonElement>(null);
  const hadHelp = useRef(false);
  useEffect(() => {
    if (hadHelp.current && !help) helpButton.current?.focus();
    hadHelp.current = help;
  }, [help]);
  const [extendProblem, setExtendProblem] = useState<Problem | null>(null);
  const { code } = shown;
  const extend = () => {
    setExtendProblem(null);
    control.extend().catch((error: unknown) => setExtendProblem(asProblem(error)));
  };
  return (
    <div className={styles.panel} data-big={size === "largest"}>
      <div className={styles.left}>
        <CodePicture showing={code.showing} modules={code.modules} size={size} onProblem={control.fail} />
        <fieldset className={styles.languages}>
          <legend className="readerOnly">Size of the picture</legend>
          {Object.entries(SIZES).map(([one, { words }]) => (
            <label key={one}>
              <input type="radio" name="size" checked={one === size} onChange={() => isSize(one) && setSize(one)} />
              {words}
            </label>
          ))}
        </fieldset>
        <div className={styles.timer}>
          <span>
            hides in{" "}
            <strong>
              <Countdown until={shown.hidesAt} />
            </strong>
          </span>
          <Button variant="quiet" onPress={extend}>
            Extend (+2 min)
          </Button>
          <Button variant="quiet" onPress={() => control.hide("asked")}>
            Hide now
          </Button>
        </div>
        {extendProblem !== null && <ProblemNotice problem={extendProblem} />}
      </div>
      <div className={styles.right}>
        {code.warnings.length > 0 && (
          <Notice tone="warn" title="This code is unusual">
            <ul className={styles.warnings}>
              {code.warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          </Notice>
        )}
        {shown.phone === null ? (
          <p className="dim small">{provider} does not tell whether a phone has installed it. Ask the customer.</p>
        ) : (
          <OnThePhone phone={shown.phone} issuedAt={issuedAt} provider={provider} />
        )}
        {customer(code.showing)}
        <TypeItIn code={code} />
        {help && (
          <DidNotScan
            onBigger={size === "largest" ? null : () => setSize("largest")}
            onNewCode={onNewCode}
            onEnter={onEnter}
            onClose={() => setHelp(false)}
          />
        )}
        <div className={styles.row}>
          {!help && (
            <Button ref={helpButton} onPress={() => setHelp(true)}>
              It did not scan…
            </Button>
          )}
          <PrintSlip code={code} lastDigits={lastDigits} />
          {code.may_be_saved && <SavePicture showing={code.showing} />}
        </div>
      </div>
    </div>
  );
}

function Gone({
  why,
  phone,
  again,
  provider,
  issuedAt,
  onLeave,
  customer,
}: Props & { why: Parameters<typeof goneWords>[0]; phone: Phone | null; again: () => void }) {
  const words = goneWords(why, provider);
  return (
    <div className={styles.gone}>
      {phone !== null && <OnThePhone phone={phone} issuedAt={issuedAt} provider={provider} />}
      <Notice
        tone={why === "used" ? "ok" : "info"}
        title={words.what}
        action={
          <>
            {words.again !== null && <Button onPress={again}>{words.again}</Button>}
            <Button variant={words.again === null ? "primary" : "quiet"} onPress={onLeave}>
              Back to the line
            </Button>
          </>
        }
      >
        {words.todo}
      </Notice>
      {customer(null)}
    </div>
  );
}

function NoCode({
  problem,
  again,
  onLeave,
  onNewCode,
  onVerify,
  onEnter = null,
  held,
}: Props & { problem: Problem; again: () => void }) {
  const verify = problem.code === "verification_needed";
  useEffect(() => {
    if (verify) {
      onVerify();
    }
  }, [verify, onVerify]);
  // What the desk held is forgotten after a short while.
  const forgotten = held !== undefined && problem.code === "no_such_record";
  const hopeless =
    forgotten || problem.code === "code_used" || problem.code === "no_code" || problem.code === "code_malformed";
  return (
    <div className={styles.gone}>
      <ProblemNotice
        problem={problem}
        action={
          <>
            {!hopeless && <Button onPress={again}>Try again</Button>}
            {hopeless && onNewCode !== null && <Button onPress={onNewCode}>New code…</Button>}
            {hopeless && onEnter !== null && <Button onPress={onEnter}>Enter the code again</Button>}
            <Button variant="quiet" onPress={onLeave}>
              Back to the line
            </Button>
          </>
        }
      />
    </div>
  );
}

function isSize(value: string): value is Size {
  return value in SIZES;
}
