// Everything the ledger has of one action.
import type { ReactNode } from "react";
import { ProblemNotice } from "@/errors";
import type { ActionView } from "@/ipc";
import { Card, Fact, FactList, formatDateTime } from "@/shared";
import css from "./actions.module.css";
import { CheckNow } from "./CheckNow";
import { OutcomeTag } from "./OutcomeTag";
import { actionTitle, factWords, methodWords, oldSimWords, reasonWords, replacedWords, whatIsKnown } from "./words";

export interface ActionDetailsProps {
  action: ActionView;
  agent: string;
  /** A link to the line, made by the view. */
  line?: ReactNode;
}

export function ActionDetails({ action, agent, line }: ActionDetailsProps) {
  const who = action.provider_name ?? "the provider";
  return (
    <Card
      title={
        <span className={css.head}>
          {actionTitle(action.kind)} <OutcomeTag action={action} />
        </span>
      }
      aside={action.state === "unknown" ? <CheckNow action={action} /> : undefined}
    >
      {action.state === "unknown" && (
        <p className={css.unknown}>
          {who} did not answer. The change may or may not have happened. It is not sent again; Check now reads back what
          became of it.
        </p>
      )}
      <div className={css.columns}>
        <FactList>
          <Fact name="Line">{line ?? action.number?.shown ?? "none"}</Fact>
          <Fact name="Known">{whatIsKnown(action)}</Fact>
          {replacedWords(action) !== null && <Fact name="Replaced">{replacedWords(action)}</Fact>}
          {oldSimWords(action) !== null && <Fact name="Old SIM">{oldSimWords(action)}</Fact>}
          {action.kind.type === "task" &&
            action.kind.given.map((one) => (
              <Fact key={one.name} name={one.label}>
                {one.shown ?? one.value ?? "typed, not kept"}
              </Fact>
            ))}
          {action.before !== null && <Fact name="Before">{factWords(action.before)}</Fact>}
          {action.after !== null && <Fact name="After">{factWords(action.after)}</Fact>}
          {action.kind.type === "code_shown" && (
            <Fact name="Code">{`${action.kind.fingerprint.slice(0, 8)} at ${action.kind.sm_dp_address}`}</Fact>
          )}
          {action.kind.type === "code_copied" && <Fact name="Code">{action.kind.fingerprint.slice(0, 8)}</Fact>}
          <Fact name="Reason">
            {reasonWords(action) ?? "none asked for"}
            {action.note !== null && `: ${action.note}`}
          </Fact>
          <Fact name="Verified">
            {action.verification === null
              ? "not needed"
              : `by ${methodWords(action.verification.method)}, ${formatDateTime(action.verification.at)}`}
          </Fact>
        </FactList>
        <FactList>
          <Fact name="By">{action.agent === agent ? `${action.agent} (you)` : action.agent}</Fact>
          <Fact name="Made">{formatDateTime(action.created_at)}</Fact>
          <Fact name="Sent">{action.sent_at === null ? "nothing was sent" : formatDateTime(action.sent_at)}</Fact>
          <Fact name="Last changed">{formatDateTime(action.changed_at)}</Fact>
          <Fact name="Read back">{readBacks(action)}</Fact>
          <Fact name="Id">
            <span className={css.id}>{action.id}</span>
          </Fact>
        </FactList>
      </div>
      {action.problem !== null && action.state !== "unknown" && (
        <div className={css.problem}>
          <ProblemNotice problem={action.problem} live={false} />
        </div>
      )}
    </Card>
  );
}

function readBacks(action: ActionView): string {
  if (action.read_backs > 1) return `${action.read_backs} times`;
  if (action.read_backs === 1 || action.read_back) return "once";
  return "no";
}
