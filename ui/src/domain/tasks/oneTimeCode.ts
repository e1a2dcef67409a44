// The one-time codes of a line in words, and whether a refused change was refused for its code.
import { type ActionView, type OneTimeCodeView, OUTCOMES, type TaskView } from "@/ipc";
import { countOf } from "@/shared";

/** "1 wrong code since then. After 3 another one has to be sent: the rule of this desk, Reach publishes none." */
export function triesWords({ wrong, most, limit_is_providers }: OneTimeCodeView, provider: string): string {
  const whose = limit_is_providers ? `the limit of ${provider}` : `the rule of this desk, ${provider} publishes none`;
  if (wrong >= most) {
    return `${countOf(wrong, "wrong code")}: the try is over (${whose}). Send another code, or let the customer prove who they are in another way.`;
  }
  const left = most - wrong;
  return wrong === 0
    ? `After ${most} wrong codes another one has to be sent (${whose}).`
    : `${countOf(wrong, "wrong code")} so far, ${left} of ${most} tries left (${whose}).`;
}

/** A change that was refused, as far as anyone knows for the one-time code that was typed. */
export interface RefusedCode {
  /** The field that the code was typed into. */
  field: string;
  /** True: the provider named the code. False: it named nothing, which counts as a wrong code all the same. */
  named: boolean;
}

/** Whether a change was refused for its one-time code, by the rule that the desk counts wrong codes by. */
export function refusedCode(task: TaskView | null, action: ActionView | null): RefusedCode | null {
  const field = task?.fields.find((one) => one.kind.type === "one_time_code")?.name;
  if (field === undefined || action === null || OUTCOMES[action.state] !== "refused") return null;
  const named = action.problem?.field ?? null;
  return named === null || named === field ? { field, named: named !== null } : null;
}

/** What is said at the field of a code that was refused. */
export function refusedCodeWords({ named }: RefusedCode, provider: string): string {
  return named
    ? `${provider} refused the code. Type it again, or another one.`
    : `${provider} refused without a reason. The code may be wrong: type it again, or another one.`;
}
