// What a task answered: values and lists as they came; secrets one at a time and for a short while; a file, a page to open.
import { Download, ExternalLink, Eye, EyeOff } from "lucide-react";
import { useEffect, useState } from "react";
import { asProblem, explain, ProblemNotice } from "@/errors";
import { type ActionId, call, type Problem, type TaskAnswerView } from "@/ipc";
import { Button, Card, Fact, FactList, toast } from "@/shared";
import css from "./tasks.module.css";

interface Props {
  answer: TaskAnswerView;
  /** Shows the activation code of a new eSIM, where there is one. */
  onCode: (() => void) | null;
  /** True: the secrets are what one came for, so the focus goes to the first. */
  focusSecrets?: boolean;
}

/** The answer. */
export function AnswerPanel({ answer, onCode, focusSecrets = false }: Props) {
  const { id } = answer;
  return (
    <div className={css.answer}>
      {answer.note !== null && <p>{answer.note}</p>}
      {answer.facts.length > 0 && (
        <Card title="Answer">
          <FactList>
            {answer.facts.map((fact) => (
              <Fact key={`${fact.name} ${fact.value}`} name={fact.name}>
                {fact.value}
              </Fact>
            ))}
          </FactList>
        </Card>
      )}
      {answer.secrets.length > 0 && <Secrets id={id} labels={answer.secrets} focus={focusSecrets} />}
      {(answer.has_link || answer.file !== null || (answer.has_code && onCode !== null)) && (
        <div className={css.row}>
          {answer.has_code && onCode !== null && (
            <Button variant="primary" onPress={onCode}>
              Show QR
            </Button>
          )}
          {answer.has_link && (
            <Button
              icon={<ExternalLink size={15} />}
              onPress={() => void call("open_result_link", { id }).catch((error: unknown) => failed(error))}
            >
              Open the provider's page
            </Button>
          )}
          {answer.file !== null && (
            <Button
              icon={<Download size={15} />}
              onPress={() =>
                void call("save_result_file", { id }).then(
                  ({ path }) => toast(`Saved as ${path}`, "ok"),
                  (error: unknown) => failed(error),
                )
              }
            >
              Save {answer.file}
            </Button>
          )}
        </div>
      )}
      {answer.tables.map((table) => (
        <Card
          key={table.title}
          title={table.title}
          aside={`${table.rows.length}${table.more ? "+" : ""}`}
          padded={false}
        >
          {table.rows.length === 0 ? (
            <p className={css.empty}>None.</p>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached by the keyboard.
            <section className={css.scroll} tabIndex={0} aria-label={`${table.title}, list`}>
              <table className={css.table}>
                <thead>
                  <tr>
                    {table.columns.map((column) => (
                      <th key={column} scope="col">
                        {column}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {table.rows.map((row, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: rows of a provider have no name of their own and never move.
                    <tr key={at}>
                      {row.map((cell, place) => (
                        <td key={table.columns[place] ?? place}>{cell}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )}
        </Card>
      ))}
    </div>
  );
}

function failed(error: unknown): void {
  toast(explain(asProblem(error)).what, "bad");
}

/** One is shown at a time; it hides itself, and is gone when this is left. */
function Secrets({ id, labels, focus }: { id: ActionId; labels: readonly string[]; focus: boolean }) {
  const [shown, setShown] = useState<{ label: string; value: string } | null>(null);
  const [hidesAt, setHidesAt] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    if (shown === null) return;
    const timer = setTimeout(() => setShown(null), Math.max(0, hidesAt - Date.now()));
    return () => clearTimeout(timer);
  }, [shown, hidesAt]);
  const reveal = (label: string) => {
    setProblem(null);
    call("reveal_secret", { id, label }).then(
      ({ value, seconds }) => {
        setHidesAt(Date.now() + seconds * 1000);
        setShown({ label, value });
      },
      (error: unknown) => setProblem(asProblem(error)),
    );
  };
  return (
    <Card title="Secret" aside="one at a time, noted in Actions">
      <ul className={css.secrets}>
        {labels.map((label, at) => (
          <li key={label} className={css.secret}>
            <span>{label}</span>
            <span className="mono" aria-live="polite">
              {shown?.label === label ? shown.value : "••••••"}
            </span>
            {shown?.label === label ? (
              <Button icon={<EyeOff size={15} />} onPress={() => setShown(null)} aria-label={`Hide ${label}`}>
                Hide
              </Button>
            ) : (
              <Button
                autoFocus={focus && at === 0}
                icon={<Eye size={15} />}
                onPress={() => reveal(label)}
                aria-label={`Show ${label}`}
              >
                Show
              </Button>
            )}
          </li>
        ))}
      </ul>
      {problem !== null && <ProblemNotice problem={problem} />}
    </Card>
  );
}
