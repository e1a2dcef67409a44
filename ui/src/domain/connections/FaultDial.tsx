// The practice shop's fault dial: lets a simulated provider go wrong on purpose, to see what this desk does then. A real
// connection has none.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import {
  type ConnectionView,
  call,
  type FaultDial as Dial,
  type FaultDialsAnswer,
  type FaultScope,
  type PracticeFault,
  queryKeys,
  type SetFault,
} from "@/ipc";
import { Button, type Choice, ChoiceCards, countOf, Field, SelectField } from "@/shared";
import css from "./connections.module.css";
import { fieldWords } from "./words";

const FAULTS: Record<PracticeFault, { name: string; means: string }> = {
  down: { name: "Answers 503", means: "It says that it is not working. Nothing is done." },
  limited: { name: "Answers 429", means: "It says that it was asked too often. Nothing is done." },
  drop_answer: { name: "Acts, then hangs up", means: "What was asked is done, but no answer comes." },
  hang_up: { name: "Hangs up at once", means: "Nothing is done and no answer comes." },
  slow: { name: "Answers after 5 seconds", means: "What was asked is done, slowly." },
};

const CHOICES: readonly Choice<PracticeFault>[] = (Object.keys(FAULTS) as PracticeFault[]).map((value) => ({
  value,
  title: FAULTS[value].name,
  name: FAULTS[value].name,
  description: FAULTS[value].means,
}));

const SCOPES = [
  { value: "every", label: "Every request" },
  { value: "reads", label: "Requests that only read" },
  { value: "changes", label: "Requests that change something" },
] as const;

type Wide = (typeof SCOPES)[number]["value"];

/** A scope as the value of a list, and back: an operation goes by its name, which is none of the others. */
const listValue = (scope: FaultScope) => (scope.type === "operation" ? scope.id : scope.type);
const scopeOf = (value: string): FaultScope =>
  SCOPES.some((one) => one.value === value) ? { type: value as Wide } : { type: "operation", id: value };

function scopeWords(scope: FaultScope): string {
  const value = listValue(scope);
  return SCOPES.find((one) => one.value === value)?.label ?? value;
}

function leftWords({ left }: SetFault): string {
  return left === null ? "until it is cleared" : `for ${countOf(left, "more request")}`;
}

/** How often what is set is looked at while something is: requests use it up. */
const LOOK_AGAIN = 1000;

function useDial(connection: ConnectionView): Dial | null {
  const dials = useQuery({
    queryKey: queryKeys.faultDials,
    queryFn: () => call("fault_dials", {}),
    enabled: connection.environment === "practice",
    refetchInterval: (query) =>
      query.state.data?.dials.some((dial) => dial.faults.length > 0) === true ? LOOK_AGAIN : false,
  });
  return dials.data?.dials.find((dial) => dial.connection === connection.id) ?? null;
}

/** Nothing for a connection whose provider is not simulated by this program. */
export function FaultDial({ connection }: { connection: ConnectionView }) {
  const dial = useDial(connection);
  const [open, setOpen] = useState(false);
  if (dial === null) return null;
  return (
    <section className={css.dial} aria-label={`Faults of ${connection.label}`}>
      <div className={css.buttons}>
        <h3 className={css.subtitle}>Practise with faults</h3>
        <Button
          onPress={() => setOpen(!open)}
          aria-expanded={open}
          aria-label={`${open ? "Close the fault dial of" : "Let something go wrong at"} ${connection.label}`}
        >
          {open ? "Close" : "Let something go wrong…"}
        </Button>
      </div>
      <Faults connection={connection} dial={dial} />
      {open && <Setting connection={connection} dial={dial} />}
    </section>
  );
}

function usePatch() {
  const client = useQueryClient();
  return (dial: Dial) =>
    client.setQueryData<FaultDialsAnswer>(queryKeys.faultDials, (data) =>
      data === undefined ? data : { dials: data.dials.map((one) => (one.connection === dial.connection ? dial : one)) },
    );
}

function Faults({ connection, dial }: { connection: ConnectionView; dial: Dial }) {
  const patch = usePatch();
  const clearing = useMutation({
    mutationFn: () => call("clear_faults", { connection: connection.id }),
    onSuccess: patch,
  });
  if (dial.faults.length === 0) return <p className="dim small">Nothing is set: it answers as it should.</p>;
  return (
    <>
      <ul className={css.list}>
        {dial.faults.map((one, at) => (
          // Two of the same are two: the second begins when the first is used up.
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no name but their place.
          <li key={at}>
            <strong>{one.fault === null ? "Something else" : FAULTS[one.fault].name}</strong> · {scopeWords(one.scope)}{" "}
            · {leftWords(one)}
          </li>
        ))}
      </ul>
      <div className={css.buttons}>
        <Button
          isPending={clearing.isPending}
          onPress={() => clearing.mutate()}
          aria-label={`Clear the faults of ${connection.label}`}
        >
          Clear
        </Button>
      </div>
      {clearing.isError && <ProblemNotice problem={asProblem(clearing.error)} />}
    </>
  );
}

function Setting({ connection, dial }: { connection: ConnectionView; dial: Dial }) {
  const patch = usePatch();
  const [fault, setFault] = useState<PracticeFault>("drop_answer");
  const [scope, setScope] = useState("changes");
  const [times, setTimes] = useState("1");
  const [wrong, setWrong] = useState<string | null>(null);
  const setting = useMutation({
    mutationFn: (count: number) =>
      call("set_fault", { connection: connection.id, scope: scopeOf(scope), fault, times: count }),
    onSuccess: patch,
  });
  const problem = setting.isError ? asProblem(setting.error) : null;
  const ofTimes = problem?.field === "times" ? fieldWords(problem, "times") : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const count = Number(times.trim());
    if (!/^\d{1,3}$/.test(times.trim()) || count < 1) {
      setWrong("Type a whole number from 1 to 999.");
      return;
    }
    setting.mutate(count);
  };
  return (
    <form className={css.dialForm} noValidate autoComplete="off" onSubmit={submit}>
      <ChoiceCards
        label="What goes wrong"
        choices={CHOICES}
        value={fault}
        onChange={setFault}
        numberKeys={false}
        across
      />
      <SelectField
        label="Which requests"
        hint={`Reads are tried again by themselves, so one that fails once is seldom seen. A name is one operation of ${connection.provider_name}'s contract.`}
        options={SCOPES}
        more={{ label: "One operation", options: dial.operations.map((id) => ({ value: id, label: id })) }}
        empty={null}
        value={scope}
        onChange={setScope}
      />
      <Field
        label="For how many of the next ones"
        inputMode="numeric"
        value={times}
        error={wrong ?? ofTimes}
        validationBehavior="aria"
        onChange={(next) => {
          setTimes(next);
          setWrong(null);
          setting.reset();
        }}
      />
      {problem !== null && ofTimes === null && <ProblemNotice problem={problem} />}
      <div className={css.buttons}>
        <Button type="submit" variant="primary" isPending={setting.isPending}>
          Set
        </Button>
      </div>
    </form>
  );
}
