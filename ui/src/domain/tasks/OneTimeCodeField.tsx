// The field for the code that the provider has sent to the customer: sending one is beside it, and what was refused so far is said.
import { useQueryClient } from "@tanstack/react-query";
import { type Ref, useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import { type About, call, type Problem, queryKeys, type TasksAnswer } from "@/ipc";
import { Age, Button, SecretField } from "@/shared";
import { triesWords } from "./oneTimeCode";
import { useTasks } from "./queries";
import css from "./tasks.module.css";

interface Props {
  about: About;
  provider: string;
  label: string;
  hint?: string;
  error?: string;
  isRequired: boolean;
  ref: Ref<HTMLInputElement>;
  onEdit: () => void;
}

/** A one-time code, typed as the customer reads it out. */
export function OneTimeCodeField({ about, provider, ...field }: Props) {
  const client = useQueryClient();
  const codes = useTasks(about).data?.one_time_code ?? null;
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = () => {
    setSending(true);
    setProblem(null);
    call("send_one_time_code", { about })
      .then(
        ({ action, verification, one_time_code }) => {
          setProblem(action.problem);
          client.setQueryData<TasksAnswer>(
            queryKeys.tasks(about),
            (was) => was && { ...was, verification, one_time_code },
          );
        },
        (error: unknown) => setProblem(asProblem(error)),
      )
      .finally(() => setSending(false));
  };
  return (
    <div className={css.asked}>
      <SecretField {...field} />
      <Button onPress={send} isPending={sending}>
        {codes?.sent_at == null ? "Send the customer a code" : "Send another code"}
      </Button>
      {problem !== null && <ProblemNotice problem={problem} />}
      <p className="dim small" role="status">
        {codes?.sent_at != null && (
          <>
            {provider} sent a code <Age at={codes.sent_at} />.{" "}
          </>
        )}
        {codes !== null && triesWords(codes, provider)}
      </p>
    </div>
  );
}
