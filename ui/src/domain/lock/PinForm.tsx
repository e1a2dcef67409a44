// Setting, changing or removing the PIN. What is typed is read from the elements once and never held by React.
import { type FormEvent, useEffect, useRef, useState } from "react";
import { asProblem, explain, ProblemNotice } from "@/errors";
import { call, type LockState, type PinAnswer, type Problem } from "@/ipc";
import { Button, SecretField } from "@/shared";
import css from "./lock.module.css";
import { TooManyTries } from "./TooManyTries";
import { triedWords } from "./words";

export interface PinFormProps {
  job: "set" | "change" | "remove";
  lock: LockState;
  /** How the lock stands after a try. */
  onLock: (lock: LockState) => void;
  onDone: (lock: LockState) => void;
  onLeave: () => void;
}

interface Wrong {
  current?: string;
  pin?: string;
  again?: string;
}

const SUBMIT = { set: "Set the PIN", change: "Change the PIN", remove: "Remove the PIN" } as const;

export function PinForm({ job, lock, onLock, onDone, onLeave }: PinFormProps) {
  const current = useRef<HTMLInputElement>(null);
  const pin = useRef<HTMLInputElement>(null);
  const again = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState<Wrong>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const waits = lock.wait_until !== null;

  useEffect(() => {
    (current.current ?? pin.current)?.focus();
  }, []);

  const send = (): Promise<PinAnswer> => {
    const old = current.current?.value ?? "";
    if (job === "remove") return call("remove_pin", { current: old });
    return call("set_pin", { current: job === "set" ? null : old, new: pin.current?.value ?? "" });
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || waits) return;
    setProblem(null);
    if (job !== "remove" && pin.current?.value !== again.current?.value) {
      setWrong({ again: "This is not the same as above. Type it again." });
      if (again.current !== null) again.current.value = "";
      again.current?.focus();
      return;
    }
    setWrong({});
    setBusy(true);
    send()
      .then(
        (answer) => {
          if (answer.tried === "right") {
            for (const field of [current, pin, again]) if (field.current !== null) field.current.value = "";
            onDone(answer.lock);
            return;
          }
          onLock(answer.lock);
          setWrong({ current: triedWords(answer) ?? "" });
          if (current.current !== null) current.current.value = "";
          current.current?.focus();
        },
        (error: unknown) => {
          const refused = asProblem(error);
          if (refused.field !== "pin") {
            setProblem(refused);
            return;
          }
          setWrong({ pin: `${explain(refused).what} ${RULES}` });
          pin.current?.focus();
        },
      )
      .finally(() => setBusy(false));
  };

  return (
    <form className={css.form} onSubmit={submit} aria-label={SUBMIT[job]}>
      {job !== "set" && (
        <SecretField
          ref={current}
          label="PIN in force"
          isRequired
          {...(wrong.current === undefined ? {} : { error: wrong.current })}
          onEdit={() => setWrong(({ current: _mended, ...rest }) => rest)}
        />
      )}
      {job !== "remove" && (
        <>
          <SecretField
            ref={pin}
            label="New PIN"
            isRequired
            hint={RULES}
            {...(wrong.pin === undefined ? {} : { error: wrong.pin })}
          />
          <SecretField
            ref={again}
            label="New PIN again"
            isRequired
            {...(wrong.again === undefined ? {} : { error: wrong.again })}
          />
        </>
      )}
      <TooManyTries lock={lock} onLock={onLock} />
      {problem !== null && <ProblemNotice problem={problem} />}
      <div className={css.end}>
        <Button type="submit" variant={job === "remove" ? "danger" : "primary"} isDisabled={waits} isPending={busy}>
          {SUBMIT[job]}
        </Button>
        <Button variant="quiet" onPress={onLeave}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

const RULES = "4 to 64 digits, letters or signs; not 0000 or 1234.";
