// After which time the personal details of settled actions are forgotten, and forgetting them now.
import { useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import type { ForgetAfter, RetentionView } from "@/ipc";
import { Button, Card, ChoiceCards, Notice } from "@/shared";
import { ForgetNow } from "./ForgetNow";
import css from "./lock.module.css";
import { useChangeSettings } from "./queries";
import { FORGET_AFTER } from "./words";

const CHOICES: readonly ForgetAfter[] = ["half_year", "one_year", "two_years", "five_years", "never"];

export function RetentionSettings({ retention }: { retention: RetentionView }) {
  const change = useChangeSettings();
  const [asks, setAsks] = useState(false);
  const { fixed } = retention;
  const after = change.isPending ? (change.variables.forget_after ?? retention.after) : retention.after;
  return (
    <Card title="Personal details in the record of changes">
      <div className={css.part}>
        <p>
          Once a day SIMdesk forgets the numbers, names, SIMs, notes and whatever was typed of actions that came to
          their end longer ago than this. Who did what, when, why and with which outcome stays, and the record can still
          be verified. What is forgotten does not come back.
        </p>
        {fixed ? (
          <Notice tone="info" title={`Forgotten after: ${FORGET_AFTER[after]}`}>
            <p>The policy of this computer says so. It cannot be changed here.</p>
          </Notice>
        ) : (
          <ChoiceCards
            label="Forget personal details of settled actions after"
            across
            numberKeys={false}
            choices={CHOICES.map((value) => ({ value, name: FORGET_AFTER[value], title: FORGET_AFTER[value] }))}
            value={after}
            onChange={(forget_after) => change.mutate({ forget_after })}
          />
        )}
        <p className="dim small">
          Five years is chosen at first: rules on records of SIM changes ask for up to three. Kept in any case: changes
          whose outcome is not known yet, and those a recent-change warning still looks at. Customers in the desk’s own
          directory are forgotten by the same rule once their line has ended.
        </p>
        {change.isError && <ProblemNotice problem={asProblem(change.error)} />}
        {asks ? (
          <ForgetNow kept={after} fixed={fixed} onLeave={() => setAsks(false)} />
        ) : (
          <div className={css.end}>
            <Button onPress={() => setAsks(true)}>Forget now…</Button>
          </div>
        )}
      </div>
    </Card>
  );
}
