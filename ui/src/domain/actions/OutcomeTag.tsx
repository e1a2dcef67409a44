// Where an action stands.
import type { ActionView } from "@/ipc";
import { Tag } from "@/shared";
import { actionOutcome } from "./words";

export function OutcomeTag({ action }: { action: ActionView }) {
  const { tone, words } = actionOutcome(action);
  return <Tag tone={tone}>{words}</Tag>;
}
