// What was done with a line on this desk, the newest first. An unknown outcome has its way out beside it.
import {
  actionTitle,
  CheckNow,
  OutcomeTag,
  oldSimWords,
  reasonWords,
  replacedWords,
  whatIsKnown,
} from "@/domain/actions";
import type { ActionView } from "@/ipc";
import { Card, formatWhen, useNow } from "@/shared";
import css from "./LineView.module.css";

/** The card "Activity". */
export function LineActivity({ activity }: { activity: readonly ActionView[] }) {
  return (
    <Card title="Activity">
      {activity.length === 0 ? (
        <p className="dim small">Nothing was done with this line on this desk.</p>
      ) : (
        <ul className={css.rows}>
          {activity.map((action) => (
            <Row key={action.id} action={action} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Row({ action }: { action: ActionView }) {
  const now = useNow(60_000);
  const reason = reasonWords(action);
  const oldSim = oldSimWords(action);
  const about = [
    formatWhen(action.created_at, now),
    action.agent,
    reason === null ? null : `reason: ${reason}`,
    action.note,
    replacedWords(action),
    oldSim === null ? null : `old SIM: ${oldSim}`,
    whatIsKnown(action),
  ].filter((part) => part !== null);
  return (
    <li>
      <p>
        <OutcomeTag action={action} /> {actionTitle(action.kind)}
      </p>
      <p className="dim small">{about.join(" · ")}</p>
      {action.state === "unknown" && (
        <div className={css.flush}>
          <CheckNow action={action} quiet />
        </div>
      )}
    </li>
  );
}
