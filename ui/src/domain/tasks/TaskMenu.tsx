// Everything a provider can do about something, by group. What cannot be done now says why and does nothing.
import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import type { About, TaskView } from "@/ipc";
import { Field, Skeleton } from "@/shared";
import { useTasks } from "./queries";
import css from "./tasks.module.css";
import { grouped } from "./words";

/** From so many tasks on there is a box to find one. */
const MANY = 12;

interface Props {
  about: About;
  /** Opens one. */
  onOpen: (task: TaskView) => void;
  /** Tasks that have a better place on this page. */
  without?: (task: TaskView) => boolean;
  /** What stands there when there is none. */
  none: string;
}

/** The menu. */
export function TaskMenu({ about, onOpen, without, none }: Props) {
  const tasks = useTasks(about);
  const [words, setWords] = useState("");
  if (tasks.isError) return <ProblemNotice problem={asProblem(tasks.error)} onRetry={() => void tasks.refetch()} />;
  if (tasks.isPending) return <Skeleton label="Reading what can be done" lines={3} />;
  const all = tasks.data.tasks.filter((task) => without?.(task) !== true);
  const typed = words.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = all.filter((task) => {
    const text = `${task.title} ${task.hint}`.toLowerCase();
    return typed.every((word) => text.includes(word));
  });
  if (all.length === 0) return <p className="dim small">{none}</p>;
  return (
    <div className={css.menu}>
      {all.length >= MANY && (
        <Field
          label="Find what to do"
          value={words}
          onChange={setWords}
          type="search"
          placeholder="suspend, invoice, SIM…"
        />
      )}
      {shown.length === 0 && <p className="dim small">Nothing here is called that.</p>}
      <div className={css.groups}>
        {grouped(shown).map((one) => (
          <section key={one.group} className={css.group}>
            <h3 className={css.groupName}>{one.name}</h3>
            <ul>
              {one.tasks.map((task) => (
                <li key={task.id}>
                  <Item task={task} open={() => onOpen(task)} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}

function Item({ task, open }: { task: TaskView; open: () => void }) {
  const id = useId();
  const resting = task.not_now !== null;
  return (
    <button
      type="button"
      className={css.item}
      aria-disabled={resting}
      aria-describedby={id}
      onClick={() => !resting && open()}
    >
      <span className={css.itemText}>
        <span className={css.itemTitle}>{task.title}</span>
        <span id={id} className={css.itemHint}>
          {task.not_now ?? task.hint}
        </span>
      </span>
      {!resting && <ChevronRight size={16} aria-hidden="true" />}
    </button>
  );
}
