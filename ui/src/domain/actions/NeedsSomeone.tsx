// What should not wait: changes with an unknown outcome, and codes that no phone has installed yet.
import { CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { ActionView } from "@/ipc";
import { Age, EmptyState, formatWhen, Tag } from "@/shared";
import css from "./actions.module.css";
import { CheckNow } from "./CheckNow";
import { actionTitle } from "./words";

export interface NeedsSomeoneProps {
  unknown: readonly ActionView[];
  notInstalled: readonly ActionView[];
  /** A link to the line of an action, made by the view; `showCode` asks for the code itself. */
  link: (action: ActionView, words: string, to: "line" | "code") => ReactNode;
}

export function NeedsSomeone({ unknown, notInstalled, link }: NeedsSomeoneProps) {
  if (unknown.length + notInstalled.length === 0) {
    return (
      <EmptyState icon={<CircleCheck size={22} />} title="Nothing needs anyone now">
        Changes with an unknown outcome and codes that no phone has installed are listed here.
      </EmptyState>
    );
  }
  return (
    <ul className={css.list}>
      {unknown.map((action) => (
        <li key={action.id} className={css.item}>
          <span>
            <Tag tone="warn">Unknown</Tag>
          </span>
          <div className={css.text}>
            <b className={css.title}>{actionTitle(action.kind)}</b>
            <p className="small dim">
              {link(action, action.number?.shown ?? "the line", "line")} · {action.provider_name ?? "The provider"} did
              not answer · {formatWhen(action.sent_at ?? action.created_at)}
            </p>
          </div>
          <CheckNow action={action} quiet />
        </li>
      ))}
      {notInstalled.map((action) => (
        <li key={action.id} className={css.item}>
          <span>
            <Tag tone="info">eSIM</Tag>
          </span>
          <div className={css.text}>
            <b className={css.title}>Code not installed yet</b>
            <p className="small dim">
              {link(action, action.number?.shown ?? "the line", "line")} · new code <Age at={action.created_at} />
            </p>
          </div>
          {link(action, "Show QR", "code")}
        </li>
      ))}
    </ul>
  );
}
