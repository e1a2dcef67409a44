// Something a person should read, in the flow of the page.
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";
import css from "./Notice.module.css";
import tones from "./tones.module.css";

export type NoticeTone = "ok" | "info" | "warn" | "bad";

const ICONS = { ok: CircleCheck, info: Info, warn: TriangleAlert, bad: CircleAlert } as const;

export interface NoticeProps {
  tone: NoticeTone;
  title: ReactNode;
  children?: ReactNode;
  /** Buttons. */
  action?: ReactNode;
  /** True: said at once by a screen reader when it appears. */
  live?: boolean;
}

export function Notice({ tone, title, children, action, live = false }: NoticeProps) {
  const Icon = ICONS[tone];
  const hasBody = children !== undefined && children !== null && children !== false;
  return (
    <div
      className={cx(css.notice, tones[tone], !hasBody && css.short)}
      {...(live ? { role: tone === "bad" ? "alert" : "status" } : {})}
    >
      <Icon className={css.icon} size={18} aria-hidden="true" />
      <div className={css.text}>
        <p className={css.title}>{title}</p>
        {hasBody && <div className={css.body}>{children}</div>}
      </div>
      {action !== undefined && <div className={css.action}>{action}</div>}
    </div>
  );
}
