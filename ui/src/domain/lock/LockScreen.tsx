// The screen of a locked console: the time and a way in. Nothing of a customer or of who works here is on it.
import { LockKeyhole } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import { call, type LockState, type PinAnswer, type Problem } from "@/ipc";
import { Button, formatLongDate, formatMinutes, Logo, SecretField, useTimeText } from "@/shared";
import css from "./lock.module.css";
import { TooManyTries } from "./TooManyTries";
import { triedWords } from "./words";

export interface LockScreenProps {
  lock: LockState;
  /** How the lock stands after a try. */
  onLock: (lock: LockState) => void;
}

export function LockScreen({ lock, onLock }: LockScreenProps) {
  const pin = useRef<HTMLInputElement>(null);
  const press = useRef<HTMLButtonElement>(null);
  const [answer, setAnswer] = useState<PinAnswer | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const time = useTimeText(formatMinutes);
  const date = useTimeText(formatLongDate);
  const asked = lock.pin !== "none";
  const waits = lock.wait_until !== null;

  useEffect(() => {
    (asked ? pin : press).current?.focus();
  }, [asked]);

  const unlock = (event: FormEvent) => {
    event.preventDefault();
    if (busy || waits) return;
    const typed = pin.current?.value ?? "";
    if (pin.current !== null) pin.current.value = "";
    setBusy(true);
    setProblem(null);
    call("unlock", { pin: typed === "" ? null : typed })
      .then(
        (next) => {
          setAnswer(next);
          onLock(next.lock);
        },
        (error: unknown) => setProblem(asProblem(error)),
      )
      .finally(() => {
        setBusy(false);
        pin.current?.focus();
      });
  };

  const wrong = answer === null ? null : triedWords(answer);
  return (
    <main className={css.screen}>
      <form className={css.inner} onSubmit={unlock}>
        <p className={css.brand}>
          <Logo />
          SIMdesk
        </p>
        <p className={css.now}>
          <span className={css.time}>{time}</span>
          <span className={css.date}>{date}</span>
        </p>
        <h1 className={css.title}>
          <LockKeyhole size={16} aria-hidden="true" /> Locked
        </h1>
        {asked ? (
          <SecretField
            ref={pin}
            label="PIN"
            isRequired
            {...(wrong === null ? {} : { error: wrong })}
            onEdit={() => setAnswer(null)}
          />
        ) : (
          <p className={css.plain}>No PIN is set, so anyone at this computer can unlock. One can be set in Settings.</p>
        )}
        <TooManyTries lock={lock} onLock={onLock} />
        {problem !== null && <ProblemNotice problem={problem} />}
        <Button ref={press} type="submit" variant="primary" wide isDisabled={waits} isPending={busy}>
          Unlock
        </Button>
        {asked && (
          <details className={css.forgot}>
            <summary>Forgot the PIN?</summary>
            {lock.pin === "session" ? (
              <p>End SIMdesk and start it again. This PIN counts only until then.</p>
            ) : (
              <p>
                Remove the entry “console-lock” of “app.simdesk.console” with the program that shows this computer's
                keyring, then press Unlock. Nothing else is lost.
              </p>
            )}
          </details>
        )}
      </form>
    </main>
  );
}
