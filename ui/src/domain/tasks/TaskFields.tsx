// The fields of a task, each by its kind. What is wrong with a field is said at the field, and nothing typed is lost.
import { asProblem, explain } from "@/errors";
import type { About, Choice, TaskField } from "@/ipc";
import { Button, ChoiceCards, Field, SecretField, SelectField } from "@/shared";
import { isAsked } from "./filled";
import { OneTimeCodeField } from "./OneTimeCodeField";
import { useChoices } from "./queries";
import { SimNumberField } from "./SimNumberField";
import css from "./tasks.module.css";
import type { useTaskForm } from "./useTaskForm";

/** Up to so many fixed choices are cards; more are a list. */
const MOST_CARDS = 5;

interface Props {
  about: About;
  task: string;
  fields: readonly TaskField[];
  /** The name of the line's provider, for its own rules. */
  provider: string;
  form: Pick<ReturnType<typeof useTaskForm>, "filled" | "faults" | "fill" | "secretRef" | "secretEdited">;
  /** The SIM that the line has now, so that its own number is noticed. */
  simNow?: string | null;
}

/** The form's fields; those that are not asked for now are left out. */
export function TaskFields(props: Props) {
  return (
    <div className={css.fields}>
      {props.fields
        .filter((field) => isAsked(field, props.form.filled))
        .map((field) => (
          <One key={field.name} field={field} {...props} />
        ))}
    </div>
  );
}

function One({ field, ...props }: Props & { field: TaskField }) {
  const { filled, faults, fill: onFill, secretRef, secretEdited } = props.form;
  const value = filled[field.name]?.value ?? "";
  const fault = faults[field.name];
  const common = {
    label: field.required ? field.label : `${field.label} (optional)`,
    ...(field.hint === "" ? {} : { hint: field.hint }),
    ...(fault === undefined ? {} : { error: fault }),
  };
  const fill = (next: string, label: string | null = null) => onFill(field.name, { value: next, label });
  switch (field.kind.type) {
    case "choice": {
      const choices = field.kind.choices.map(([one, label]) => ({ value: one, label }));
      if (choices.length > MOST_CARDS) {
        return (
          <SelectField
            {...common}
            options={choices}
            value={value}
            onChange={(next) => fill(next)}
            isRequired={field.required}
          />
        );
      }
      return (
        <ChoiceCards
          label={common.label}
          choices={choices.map((one) => ({ value: one.value, title: one.label, name: one.label }))}
          value={value === "" ? null : value}
          onChange={(next) => fill(next)}
          numberKeys={false}
          error={fault}
        />
      );
    }
    case "switch":
      return (
        <label className={css.switch}>
          <input
            type="checkbox"
            checked={value === "true"}
            onChange={(event) => fill(event.target.checked ? "true" : "false")}
          />
          <span>
            {field.label}
            {field.hint !== "" && <span className="dim small"> {field.hint}</span>}
          </span>
        </label>
      );
    case "ask":
      return <Asked field={field} {...props} common={common} />;
    case "secret":
      return (
        <SecretField
          {...common}
          isRequired={field.required}
          ref={secretRef(field.name)}
          onEdit={() => secretEdited(field.name)}
        />
      );
    case "one_time_code":
      return (
        <OneTimeCodeField
          {...common}
          about={props.about}
          provider={props.provider}
          isRequired={field.required}
          ref={secretRef(field.name)}
          onEdit={() => secretEdited(field.name)}
        />
      );
    case "file":
      return (
        <FilePicker
          field={field}
          common={common}
          name={value === "" ? null : (value.split(";")[0] ?? null)}
          fill={fill}
        />
      );
    case "iccid":
      return (
        <SimNumberField
          {...common}
          isRequired={field.required}
          value={value}
          onChange={(next) => next !== value && fill(next)}
          now={props.simNow ?? null}
          rule={field.kind.rule}
          provider={props.provider}
        />
      );
    case "lines":
      return <Field {...common} multiline value={value} onChange={(next) => fill(next)} isRequired={field.required} />;
    default: {
      const mono = ["number", "imei", "eid", "money", "whole", "date"].includes(field.kind.type);
      return (
        <Field
          {...common}
          mono={mono}
          value={value}
          onChange={(next) => fill(next)}
          isRequired={field.required}
          {...(field.kind.type === "date" ? { placeholder: "2026-11-21" } : {})}
        />
      );
    }
  }
}

interface Common {
  label: string;
  hint?: string;
  error?: string;
}

function Asked({ field, about, task, fields, form, common }: Props & { field: TaskField; common: Common }) {
  const { filled, fill: onFill } = form;
  const choices = useChoices(about, task, field, fields, filled);
  const value = filled[field.name]?.value ?? "";
  if (choices.isError) {
    return (
      <div className={css.asked}>
        <Field
          {...common}
          hint={`The list could not be read: ${explain(asProblem(choices.error)).what} Type it instead.`}
          value={value}
          onChange={(next) => onFill(field.name, { value: next, label: null })}
        />
        <Button variant="quiet" onPress={() => void choices.refetch()}>
          Read the list again
        </Button>
      </div>
    );
  }
  const found = choices.data?.choices ?? [];
  return (
    <SelectField
      {...common}
      options={found.map((one) => ({ value: one.value, label: optionWords(one) }))}
      value={value}
      onChange={(next) =>
        onFill(field.name, { value: next, label: found.find((one) => one.value === next)?.label ?? null })
      }
      isDisabled={choices.isPending}
      isRequired={field.required}
      empty={choices.isPending ? "Reading the list…" : found.length === 0 ? "There is nothing to choose" : "Choose"}
    />
  );
}

function optionWords({ label, detail }: Choice): string {
  return detail === null ? label : `${label} · ${detail}`;
}

function FilePicker({
  field,
  common,
  name,
  fill,
}: {
  field: TaskField;
  common: Common;
  name: string | null;
  fill: (value: string) => void;
}) {
  const accept = field.kind.type === "file" ? field.kind.accept : "";
  const take = (file: File | undefined) => {
    if (file === undefined) return;
    const reader = new FileReader();
    reader.onload = () => {
      const text = typeof reader.result === "string" ? reader.result : "";
      // A data URL; what is sent is the name and the base64 behind the comma.
      fill(`${file.name.replaceAll(";", "_")};${text.slice(text.indexOf(",") + 1)}`);
    };
    reader.readAsDataURL(file);
  };
  return (
    <label className={css.file}>
      <span className={css.fileLabel}>{common.label}</span>
      <input type="file" accept={accept} onChange={(event) => take(event.target.files?.[0])} />
      {name !== null && <span className="dim small">{name}</span>}
      {common.hint !== undefined && <span className="dim small">{common.hint}</span>}
      {common.error !== undefined && <span className={css.fault}>{common.error}</span>}
    </label>
  );
}
