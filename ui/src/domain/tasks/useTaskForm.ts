// What is typed into the forms of tasks, and what is wrong with it. Each task keeps its own, so that going to another one and
// back loses nothing. Secrets stay in their inputs and beside React's state; they are gone when the form is left for good.
import { useCallback, useMemo, useRef, useState } from "react";
import type { FilledIn, Problem, TaskField, TaskView } from "@/ipc";
import { inGroups } from "@/shared";
import { beginning, type Filled, type FilledValue, filledIn, missing } from "./filled";
import { type Scanned, takes } from "./simNumber";

type Faults = Readonly<Record<string, string>>;

interface Kept {
  filled: Filled;
  faults: Faults;
}

const NOTHING_WRONG: Faults = {};

/** The forms of tasks; what it answers is about the given one. */
export function useTaskForm(task: TaskView | null) {
  const [kept, setKept] = useState<Readonly<Record<string, Kept>>>({});
  const inputs = useRef(new Map<string, HTMLInputElement>());
  const typed = useRef<Record<string, Record<string, string>>>({});
  const id = task?.id ?? "";
  const fields = task?.fields ?? NO_FIELDS;
  const begun = useMemo(() => ({ filled: beginning(fields), faults: NOTHING_WRONG }), [fields]);
  const { filled, faults } = kept[id] ?? begun;

  const alter = useCallback((one: TaskView, change: (was: Kept) => Kept) => {
    setKept((was) => ({
      ...was,
      [one.id]: change(was[one.id] ?? { filled: beginning(one.fields), faults: NOTHING_WRONG }),
    }));
  }, []);

  const secrets = useCallback(() => {
    const mine = { ...typed.current[id] };
    // The inputs are gone while another step is shown; what was in them is kept beside, until it is sent or this is left.
    for (const [name, input] of inputs.current) mine[name] = input.value;
    typed.current[id] = mine;
    return mine;
  }, [id]);

  /** Everything that is filled in, as it is sent. */
  const read = useCallback((): FilledIn[] => filledIn(fields, filled, secrets()), [fields, filled, secrets]);

  const say = useCallback(
    (next: Faults) => {
      if (task !== null) alter(task, (was) => ({ ...was, faults: next }));
    },
    [task, alter],
  );

  /** True when nothing that is needed is empty; what is, says so. */
  const complete = useCallback((): boolean => {
    const mine = secrets();
    const empty = missing(fields, filled, (name) => (mine[name] ?? "") !== "");
    say(Object.fromEntries(empty.map((field) => [field.name, "This has to be filled in."])));
    return empty.length === 0;
  }, [fields, filled, secrets, say]);

  /** Says a problem at its field. False when it is about none of them. */
  const takeFault = useCallback(
    (problem: Problem): boolean => {
      const field = fields.find((one) => one.name === problem.field);
      if (field === undefined) return false;
      say({ [field.name]: problem.message });
      return true;
    },
    [fields, say],
  );

  /** Puts a scanned number where it belongs in a task. False when it belongs nowhere there. */
  const fillScanned = useCallback(
    (one: TaskView, { kind, digits }: Scanned): boolean => {
      const place = one.fields.find((field) => takes(field, kind));
      if (place === undefined) return false;
      const values = asked(one.fields, place);
      values[place.name] = { value: place.kind.type === "iccid" ? inGroups(digits) : digits, label: null };
      alter(one, (was) => ({ filled: { ...was.filled, ...values }, faults: NOTHING_WRONG }));
      return true;
    },
    [alter],
  );

  /** Empties the field of a secret that was refused, and says why; the rest stays. */
  const typeAnew = useCallback(
    (name: string, why: string) => {
      const { [name]: _, ...others } = typed.current[id] ?? {};
      typed.current[id] = others;
      const input = inputs.current.get(name);
      if (input !== undefined) input.value = "";
      say({ [name]: why });
    },
    [id, say],
  );

  /** True when something was filled in, in the form of any task: leaving would lose it. */
  const isTyped = useCallback(
    (): boolean =>
      Object.values(kept).some((one) =>
        Object.values(one.filled).some(({ value }) => !["", "false"].includes(value)),
      ) ||
      [...inputs.current.values()].some((input) => input.value !== "") ||
      Object.values(typed.current).some((mine) => Object.values(mine).some((value) => value !== "")),
    [kept],
  );

  /** Forgets every secret: they were sent. */
  const forgetSecrets = useCallback(() => {
    typed.current = {};
    for (const input of inputs.current.values()) input.value = "";
  }, []);

  return {
    filled,
    faults,
    read,
    complete,
    takeFault,
    fillScanned,
    typeAnew,
    isTyped,
    fill: (name: string, value: FilledValue) => {
      if (task !== null)
        alter(task, (was) => ({ filled: { ...was.filled, [name]: value }, faults: but(was.faults, name) }));
    },
    secretEdited: (name: string) => {
      if (task !== null) alter(task, (was) => ({ ...was, faults: but(was.faults, name) }));
    },
    secretRef: (name: string) => (input: HTMLInputElement | null) => {
      if (input === null) {
        const gone = inputs.current.get(name);
        if (gone !== undefined) typed.current[id] = { ...typed.current[id], [name]: gone.value };
        inputs.current.delete(name);
        return;
      }
      inputs.current.set(name, input);
      if (input.value === "") input.value = typed.current[id]?.[name] ?? "";
    },
    forgetSecrets,
  };
}

const NO_FIELDS: readonly TaskField[] = [];

function but(faults: Faults, name: string): Faults {
  const { [name]: _, ...others } = faults;
  return others;
}

/** What other fields have to hold for this one to be asked for. */
function asked(fields: readonly TaskField[], place: TaskField): Record<string, FilledValue> {
  const values: Record<string, FilledValue> = {};
  let needed = place.only_if;
  while (needed !== null) {
    const [other, [value]] = needed;
    if (value === undefined || values[other] !== undefined) break;
    values[other] = { value, label: null };
    needed = fields.find((field) => field.name === other)?.only_if ?? null;
  }
  return values;
}
