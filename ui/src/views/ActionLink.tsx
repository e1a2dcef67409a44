// From an action to its line, or to the code of its line.
import { Link } from "wouter";
import type { ActionView } from "@/ipc";
import { cx } from "@/shared";
import css from "./ActionLink.module.css";
import { codePath, linePath } from "./LineViewPaths";

export interface ActionLinkProps {
  action: ActionView;
  words: string;
  to: "line" | "code";
}

export function ActionLink({ action, words, to }: ActionLinkProps) {
  if (action.line === null) return <>{words}</>;
  const number = action.number?.shown ?? "this line";
  return (
    <Link
      href={to === "code" ? codePath(action.line) : linePath(action.line)}
      className={cx(css.link, to === "line" && "mono")}
      {...(to === "code" ? { "aria-label": `${words} of ${number}` } : {})}
    >
      {words}
    </Link>
  );
}
