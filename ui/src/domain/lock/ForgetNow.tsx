// Forgetting at once: how many actions it is, and a person types that number.
import { type FormEvent, useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import type { ForgetAfter } from "@/ipc";
import { Button, countOf, Field, formatDate, SelectField, Skeleton, toast } from "@/shared";
import css from "./lock.module.css";
import { useForgetNow, useForgetPreview } from "./queries";
import { FORGET_AFTER } from "./words";

export interface ForgetNowProps {
  /** What is set. */
  kept: ForgetAfter;
  /** True when the policy says so: no shorter time may be chosen. */
  fixed: boolean;
  onLeave: () => void;
}

/** From the longest to the shortest. */
const TIMES: readonly ForgetAfter[] = ["five_years", "two_years", "one_year", "half_year"];

export function ForgetNow({ kept, fixed, onLeave }: ForgetNowProps) {
  const allowed = fixed ? TIMES.slice(0, TIMES.indexOf(kept) + 1) : TIMES;
  const [after, setAfter] = useState<ForgetAfter>(kept === "never" ? "five_years" : kept);
  const [typed, setTyped] = useState("");
  const preview = useForgetPreview(after);
  const forget = useForgetNow();
  if (allowed.length === 0) return <p>The policy of this computer keeps personal details for good.</p>;
  const count = preview.data?.count;
  const none = count !== undefined && count.actions === 0 && count.customers === 0;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (count === undefined || none || typed.trim() !== String(count.actions)) return;
    forget.mutate(
      { after, actions: count.actions },
      {
        onSuccess: ({ actions }) => {
          toast(`Personal details of ${countOf(actions, "action", "actions")} forgotten`, "ok");
          onLeave();
        },
        onError: () => {
          setTyped("");
          void preview.refetch();
        },
      },
    );
  };

  return (
    <form className={css.form} onSubmit={submit} aria-label="Forget now">
      <SelectField
        label="Older than"
        options={allowed.map((value) => ({ value, label: FORGET_AFTER[value] }))}
        value={after}
        empty={null}
        onChange={(value) => {
          const chosen = allowed.find((one) => one === value);
          setTyped("");
          if (chosen !== undefined) setAfter(chosen);
        }}
      />
      {preview.isPending && <Skeleton label="Counting" lines={1} />}
      {preview.isError && <ProblemNotice problem={asProblem(preview.error)} />}
      {preview.data !== undefined && count !== undefined && (
        <p role="status">
          {none
            ? `Nothing is that old: no settled action is from before ${formatDate(preview.data.before)}.`
            : `${countOf(count.actions, "action", "actions")} from before ${formatDate(preview.data.before)}${
                count.customers === 0 ? "" : ` and ${countOf(count.customers, "customer", "customers")}`
              } would lose their personal details for good.`}
        </p>
      )}
      {count !== undefined && !none && (
        <Field
          label="Type the number of actions to confirm"
          mono
          inputMode="numeric"
          value={typed}
          onChange={setTyped}
          autoComplete="off"
        />
      )}
      {forget.isError && <ProblemNotice problem={asProblem(forget.error)} />}
      <div className={css.end}>
        <Button
          type="submit"
          variant="danger"
          isPending={forget.isPending}
          isDisabled={count === undefined || none || typed.trim() !== String(count.actions)}
        >
          Forget personal details
        </Button>
        <Button variant="quiet" onPress={onLeave}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
