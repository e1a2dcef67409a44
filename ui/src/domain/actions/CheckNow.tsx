// Asks now what became of a change with an unknown outcome, and says what came of asking.
import { asProblem, explain } from "@/errors";
import type { ActionView } from "@/ipc";
import { Button, toast } from "@/shared";
import { useCheckAction } from "./queries";
import { actionOutcome, actionTitle, whatIsKnown } from "./words";

export function CheckNow({ action, quiet = false }: { action: ActionView; quiet?: boolean }) {
  const check = useCheckAction();
  return (
    <Button
      variant={quiet ? "quiet" : "primary"}
      isDisabled={check.isPending}
      aria-label={`Check now what became of: ${actionTitle(action.kind)}`}
      onPress={() =>
        check.mutate(action.id, {
          onSuccess: (now) =>
            toast(`${actionTitle(now.kind)}: ${saidNow(now)}`, now.state === "unknown" ? "info" : "ok"),
          onError: (error) => toast(explain(asProblem(error)).what, "bad"),
        })
      }
    >
      {check.isPending ? "Checking…" : "Check now"}
    </Button>
  );
}

function saidNow(action: ActionView): string {
  if (action.state === "unknown") return `still unknown, ${whatIsKnown(action)}`;
  return `${actionOutcome(action).words.toLowerCase()}, ${whatIsKnown(action)}`;
}
