// The ways a line can get another SIM, by what the policy of the desk asks for each.
import type { NewSim, SimChoice, TaskView, VerificationMethod } from "@/ipc";

/** What the customer is told that they get. */
export function newSim(task: TaskView | null): NewSim {
  return task === null || task.ability === "new_esim_code" ? "esim" : "sim";
}

/** The proofs that count for one of the ways at least; none: whatever the desk takes. */
export function everyProof(choices: readonly SimChoice[], tasks: readonly TaskView[]): VerificationMethod[] {
  const open = choices.filter((one) => one.available).map((one) => one.way);
  if (open.some((way) => way.type !== "task")) return [];
  const names = open.map((way) => (way.type === "task" ? way.task : ""));
  return [...new Set(tasks.filter((task) => names.includes(task.id)).flatMap((task) => task.proofs))];
}

/** The ways as they can be chosen: one for which no proof counts is greyed before it is chosen, not refused at Check. */
export function provableWays(choices: readonly SimChoice[], tasks: readonly TaskView[], provider: string): SimChoice[] {
  return choices.map((choice) => {
    const { way } = choice;
    const task = way.type === "task" ? tasks.find((one) => one.id === way.task) : undefined;
    if (!choice.available || task === undefined || !noProofCounts(task, tasks)) return choice;
    const reason = `The policy of this desk takes only a code that ${provider} checks with the change, and this way asks for none.`;
    return { ...choice, available: false, reason };
  });
}

/**
 * Whether the policy asks for a proof and none of those that it takes counts for this task. The policy goes by the risk, so
 * another task of the same risk tells; without one an empty list means as well that no proof is needed.
 */
function noProofCounts({ risk, proofs }: TaskView, tasks: readonly TaskView[]): boolean {
  return proofs.length === 0 && tasks.some((one) => one.risk === risk && one.proofs.length > 0);
}
