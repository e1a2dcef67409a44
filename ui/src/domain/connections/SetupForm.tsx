// The frame of everything that is filled in for a connection: heading, what went wrong, the buttons, and asking before what
// was typed is thrown away.
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { ProblemNotice } from "@/errors";
import type { Problem } from "@/ipc";
import { Button, LeaveDialog, useKeys } from "@/shared";
import css from "./setup.module.css";

export interface SetupFormProps {
  title: ReactNode;
  /** What went wrong as a whole. What is wrong with one field stands at the field. */
  problem: Problem | null;
  /** Counts up with every refusal: the first wrong field gets the focus. */
  refusals: number;
  submit: string;
  /** What stands there while it is being done. */
  working?: string;
  busy: boolean;
  /** False: there is nothing to save yet. */
  ready?: boolean;
  /** Whether leaving would lose something. */
  isTyped: () => boolean;
  onSubmit: () => void;
  onLeave: () => void;
  children: ReactNode;
}

export function SetupForm(props: SetupFormProps) {
  const {
    title,
    problem,
    refusals,
    submit,
    working = "Saving…",
    busy,
    ready = true,
    isTyped,
    onSubmit,
    onLeave,
    children,
  } = props;
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [asking, setAsking] = useState(false);
  const leave = () => {
    if (busy) return;
    if (isTyped()) setAsking(true);
    else onLeave();
  };
  useKeys({ Escape: { label: "Back to Connections", run: leave } });
  useEffect(() => {
    const wrong = refusals > 0 ? form.current?.querySelector<HTMLElement>("[aria-invalid=true]") : null;
    // A group of choices is entered through its first one.
    (wrong?.querySelector("input") ?? wrong)?.focus();
  }, [refusals]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && ready) onSubmit();
  };
  return (
    <form ref={form} className={css.form} aria-labelledby={id} noValidate autoComplete="off" onSubmit={send}>
      <h1 id={id} className={css.title}>
        {title}
      </h1>
      {children}
      {problem !== null && <ProblemNotice problem={problem} />}
      <div className={css.end}>
        {ready && (
          <Button type="submit" variant="primary" isPending={busy}>
            {busy ? working : submit}
          </Button>
        )}
        <Button kbd="Escape" onPress={leave} isDisabled={busy}>
          Cancel
        </Button>
      </div>
      {asking && <LeaveDialog title="Leave without saving?" onLeave={onLeave} onStay={() => setAsking(false)} />}
    </form>
  );
}
