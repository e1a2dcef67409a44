// How far the phone has come, live, with the provider's own word.
import { Circle, CircleCheck, LoaderCircle } from "lucide-react";
import { ProblemNotice } from "@/errors";
import { Age, Card, formatTime } from "@/shared";
import styles from "./install.module.css";
import { type PhoneStep, phoneSteps } from "./phone";
import type { Phone } from "./useShowing";

const SIGNS = { done: CircleCheck, now: LoaderCircle, ahead: Circle };
const SAID = { done: "done", now: "now", ahead: "not yet" };

function Line({ step }: { step: PhoneStep }) {
  const Sign = SIGNS[step.standing];
  return (
    <li className={styles.phoneStep} data-standing={step.standing}>
      <Sign aria-hidden size={16} />
      <span>
        {step.label} <span className="readerOnly">({SAID[step.standing]})</span>
        {step.at !== null && <span className="dim"> {formatTime(step.at)}</span>}
        {step.note !== null && <span className="dim"> · {step.note}</span>}
      </span>
    </li>
  );
}

/** The card "On the phone". */
export function OnThePhone({
  phone: { state, notRead, checkedAt, shownAt },
  issuedAt,
  provider,
}: {
  phone: Phone;
  issuedAt: number | null;
  provider: string;
}) {
  const steps = phoneSteps({ state, issuedAt, shownAt, provider });
  const now = steps.find((step) => step.standing === "now") ?? steps.at(-1);
  return (
    <Card title="On the phone">
      <ol className={styles.phoneSteps}>
        {steps.map((step) => (
          <Line key={step.label} step={step} />
        ))}
      </ol>
      <p className={styles.providerWord}>
        {provider} says: <span className="mono">{state.raw}</span>
        {state.enabled_raw !== null && (
          <>
            {", enabled "}
            <span className="mono">{state.enabled_raw}</span>
          </>
        )}{" "}
        · asked <Age at={checkedAt} />
      </p>
      <p className="readerOnly" role="status">
        {now?.label}
      </p>
      {notRead !== null && <ProblemNotice problem={notRead} />}
    </Card>
  );
}
