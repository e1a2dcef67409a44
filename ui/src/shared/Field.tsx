// A labelled text field with its hint and its error.
import type { ReactNode } from "react";
import { FieldError, Input, Label, Text, TextArea, TextField, type TextFieldProps } from "react-aria-components";
import { cx } from "./cx";
import css from "./Field.module.css";

export interface FieldProps extends Omit<TextFieldProps, "children" | "className" | "style" | "isInvalid"> {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong with it, if something is. */
  error?: ReactNode;
  /** For numbers and codes. */
  mono?: boolean;
  /** More than one line of text. */
  multiline?: boolean;
  placeholder?: string;
}

export function Field({ label, hint, error, mono = false, multiline = false, placeholder, ...rest }: FieldProps) {
  const wrong = error !== undefined && error !== null && error !== false;
  const input = { className: cx(css.input, mono && "mono"), ...(placeholder === undefined ? {} : { placeholder }) };
  return (
    <TextField {...rest} isInvalid={wrong} className={cx(css.field)}>
      <Label className={cx(css.label)}>{label}</Label>
      {multiline ? <TextArea {...input} rows={3} /> : <Input {...input} />}
      {hint !== undefined && (
        <Text slot="description" className={cx(css.hint)}>
          {hint}
        </Text>
      )}
      <FieldError className={cx(css.error)}>{error}</FieldError>
    </TextField>
  );
}
