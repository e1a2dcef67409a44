// A connection in the top bar: its name, its state, and on a press what that means.
import type { ReactNode } from "react";
import { explain } from "@/errors";
import type { ConnectionView } from "@/ipc";
import { Fact, FactList, Popover, Tag } from "@/shared";
import css from "./connections.module.css";
import { EnvironmentTag } from "./EnvironmentTag";
import { NextProbe } from "./NextProbe";
import { ListAge, RefreshList } from "./RefreshList";
import { codeNeeded, SignInCode } from "./SignInCode";
import { ENVIRONMENTS, standing, tagName, tagRest, tagTitle } from "./words";

export interface ConnectionTagProps {
  connection: ConnectionView;
  /** True: another connection leads to the same provider, so this one goes by its label. */
  byLabel?: boolean;
  /** A link to the page of connections, made by the view; closes the box first. */
  more: (close: () => void) => ReactNode;
}

export function ConnectionTag({ connection, byLabel = false, more }: ConnectionTagProps) {
  const health = standing(connection);
  const environment = ENVIRONMENTS[connection.environment];
  return (
    <Popover
      name={tagName(connection, byLabel)}
      label={connection.label}
      trigger={
        <Tag tone={health.tone}>
          <span className={css.tagTitle}>{tagTitle(connection, byLabel)}</span> {tagRest(connection)}
        </Tag>
      }
    >
      {(close) => (
        <div className={css.popover}>
          <p className={css.popoverTitle}>
            {connection.label} <Tag tone={health.tone}>{health.word}</Tag>
            <EnvironmentTag environment={connection.environment} />
          </p>
          <p>{health.means(connection.provider_name)}</p>
          <NextProbe connection={connection} />
          <SignInCode connection={connection} />
          {connection.problem !== null && codeNeeded(connection) === null && (
            <p>
              Last problem: {explain(connection.problem).what} {explain(connection.problem).todo}
            </p>
          )}
          <FactList>
            <Fact name="Environment">{environment.means}</Fact>
            <Fact name="Lines known">
              <ListAge connection={connection} />
            </Fact>
          </FactList>
          <div className={css.buttons}>
            <RefreshList connection={connection} />
            {more(close)}
          </div>
        </div>
      )}
    </Popover>
  );
}
