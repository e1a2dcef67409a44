// Taking a list of customers into the desk's own directory: looked at row by row first, then imported.
import { useState } from "react";
import { asProblem } from "@/errors";
import { type ConnectionView, call, type ImportDirectoryAnswer, type Problem } from "@/ipc";
import { Button, countOf, Field, formatBytes, formatCount, Notice } from "@/shared";
import { SetupForm } from "./SetupForm";
import css from "./setup.module.css";
import { fieldWords } from "./words";

export interface ImportCustomersProps {
  connection: ConnectionView;
  onLeave: () => void;
}

/** As the desk: a larger list is not even read. */
const MOST_BYTES = 32 * 1024 * 1024;

type Source = { from: "typed"; text: string } | { from: "file"; name: string; size: number; text: string };

const NOTHING: Source = { from: "typed", text: "" };

export function ImportCustomers({ connection, onLeave }: ImportCustomersProps) {
  const [source, setSource] = useState<Source>(NOTHING);
  const [wrong, setWrong] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [refusals, setRefusals] = useState(0);
  const [busy, setBusy] = useState(false);
  const [looked, setLooked] = useState<ImportDirectoryAnswer | null>(null);
  const [taken, setTaken] = useState<ImportDirectoryAnswer | null>(null);

  const refuse = (why: string) => {
    setWrong(why);
    setRefusals((count) => count + 1);
  };
  const take = (next: Source) => {
    setSource(next);
    setWrong(null);
    setProblem(null);
    setLooked(null);
  };
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > MOST_BYTES) {
      refuse("This file is larger than 32 MB. Import it in parts.");
      return;
    }
    try {
      const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
      take({ from: "file", name: file.name, size: file.size, text });
    } catch {
      refuse("This file is no text in UTF-8. Save it as “CSV UTF-8” and choose it again.");
    }
  };
  const submit = async () => {
    if (source.text.trim() === "") {
      refuse("Paste a list, or choose a file.");
      return;
    }
    setBusy(true);
    setProblem(null);
    setWrong(null);
    try {
      const dry_run = looked === null;
      const answer = await call("import_directory", { connection: connection.id, text: source.text, dry_run });
      if (dry_run) setLooked(answer);
      else setTaken(answer);
    } catch (error) {
      const refused = asProblem(error);
      if (refused.field === "text") refuse(fieldWords(refused, "text"));
      else setProblem(refused);
    } finally {
      setBusy(false);
    }
  };

  if (taken !== null) {
    return (
      <div className={css.form}>
        <h1 className={css.title}>Import customers of {connection.label}</h1>
        <Notice tone="ok" live title={`${countOf(taken.good, "customer was", "customers were")} imported.`}>
          <p>
            {formatCount(taken.new)} of them new to this desk. They can be found now, and each is read from{" "}
            {connection.provider_name} when it is opened.
          </p>
        </Notice>
        <Refused answer={taken} />
        <div className={css.end}>
          <Button variant="primary" autoFocus onPress={onLeave}>
            Done
          </Button>
        </div>
      </div>
    );
  }
  const nothingGood = looked !== null && looked.good === 0;
  return (
    <SetupForm
      title={`Import customers of ${connection.label}`}
      problem={problem}
      refusals={refusals}
      submit={looked === null ? "Check the list" : `Import ${countOf(looked.good, "customer")}`}
      working={looked === null ? "Checking…" : "Importing…"}
      busy={busy}
      ready={!nothingGood}
      isTyped={() => source.text.trim() !== ""}
      onSubmit={() => void submit()}
      onLeave={onLeave}
    >
      <p className="small">
        One row for each customer, with the columns{" "}
        <span className="mono">customerId, clientAccountId, number, name</span>. Only customerId is needed; with the
        names of the columns on top they can be in any order. At most 50,000 rows. Nothing is sent to{" "}
        {connection.provider_name}.
      </p>
      <div className={css.group}>
        <label className={css.file}>
          <span>File</span>
          <input
            type="file"
            accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
            disabled={busy}
            onChange={(event) => {
              void read(event.target.files?.[0]);
              // The same file can be chosen again once it was mended.
              event.target.value = "";
            }}
          />
        </label>
        {source.from === "file" ? (
          <>
            <p>
              <span className={css.strong}>{source.name}</span>, {formatBytes(source.size)}
            </p>
            <div>
              <Button onPress={() => take(NOTHING)} isDisabled={busy}>
                Paste a list instead
              </Button>
            </div>
            {wrong !== null && (
              <p className={css.wrong} role="alert">
                {wrong}
              </p>
            )}
          </>
        ) : (
          <Field
            label="Or paste the list"
            multiline
            mono
            value={source.text}
            error={wrong}
            validationBehavior="aria"
            spellCheck="false"
            isDisabled={busy}
            onChange={(text) => take({ from: "typed", text })}
          />
        )}
      </div>
      {looked !== null && (
        <>
          <Notice
            tone={looked.refused === 0 ? "ok" : "warn"}
            live
            title={
              nothingGood
                ? "No row of this list can be imported."
                : `${countOf(looked.good, "row is", "rows are")} good, ${countOf(looked.refused, "row is", "rows are")} refused.`
            }
          >
            <p>
              {nothingGood
                ? "Nothing was imported. Correct the list and check it again."
                : `${formatCount(looked.new)} of them are new to this desk. Nothing was imported yet.`}
            </p>
          </Notice>
          <Refused answer={looked} />
        </>
      )}
    </SetupForm>
  );
}

function Refused({ answer }: { answer: ImportDirectoryAnswer }) {
  const { told, refused, unused_columns: unused } = answer;
  return (
    <>
      {unused.length > 0 && (
        <p className="small">
          Not used: the {unused.length === 1 ? "column" : "columns"} {unused.join(", ")}.
        </p>
      )}
      {told.length > 0 && (
        <section aria-label="Refused rows">
          <h2 className={css.legend}>Refused</h2>
          <ul className={css.refused}>
            {told.map((one) => (
              <li key={one.row}>
                <span className={css.strong}>
                  Row {formatCount(one.row)}, {one.column}:
                </span>{" "}
                {one.why}
              </li>
            ))}
          </ul>
          {refused > told.length && <p className="dim small">And {formatCount(refused - told.length)} more.</p>}
        </section>
      )}
    </>
  );
}
