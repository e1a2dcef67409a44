// One of a few, each a card that says what it means. The keys 1 to 9 choose; what cannot be chosen says why.
import { type ReactNode, useRef } from "react";
import { FieldError, Label, Radio, RadioGroup } from "react-aria-components";
import css from "./ChoiceCards.module.css";
import { cx } from "./cx";
import { Kbd } from "./Kbd";
import { type KeyBinding, useKeys } from "./keys";

export interface Choice<T extends string> {
  value: T;
  title: ReactNode;
  /** The title as plain text, for the list of keys. */
  name: string;
  description?: ReactNode;
  /** Set: it cannot be chosen, and this is why. */
  unavailable?: ReactNode;
}

export interface ChoiceCardsProps<T extends string> {
  label: string;
  /** Shows the label; it is always read out. */
  showLabel?: boolean;
  choices: readonly Choice<T>[];
  value: T | null;
  onChange: (value: T) => void;
  /** False: the number keys are someone else's now. */
  numberKeys?: boolean;
  autoFocus?: boolean;
  /** Side by side where there is room. */
  across?: boolean;
  /** What is wrong with the choice, if something is. */
  error?: ReactNode;
}

export function ChoiceCards<T extends string>(props: ChoiceCardsProps<T>) {
  const { label, showLabel = true, choices, value, onChange, numberKeys = true } = props;
  const wrong = props.error !== undefined && props.error !== null && props.error !== false;
  const group = useRef<HTMLDivElement>(null);
  const choose = (choice: Choice<T>) => {
    onChange(choice.value);
    // The focus goes along with the choice, when it is here at all.
    if (group.current?.contains(document.activeElement) !== true) return;
    for (const input of group.current.querySelectorAll("input")) if (input.value === choice.value) input.focus();
  };
  const bindings: Record<string, KeyBinding> = {};
  choices.slice(0, 9).forEach((choice, at) => {
    bindings[String(at + 1)] = {
      label: choice.name,
      run: () => choose(choice),
      when: numberKeys && choice.unavailable === undefined,
    };
  });
  useKeys(bindings);
  return (
    <RadioGroup
      ref={group}
      className={cx(css.group)}
      value={value}
      isInvalid={wrong}
      validationBehavior="aria"
      onChange={(next) => {
        const chosen = choices.find((choice) => choice.value === next);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      <Label className={cx(showLabel ? css.label : "readerOnly")}>{label}</Label>
      <div className={cx(css.cards, props.across === true && css.across)}>
        {choices.map((choice, at) => (
          <Radio
            key={choice.value}
            value={choice.value}
            isDisabled={choice.unavailable !== undefined}
            autoFocus={props.autoFocus === true && (value === null ? at === 0 : choice.value === value)}
            className={cx(css.card)}
          >
            <span className={css.dot} aria-hidden="true" />
            <span className={css.text}>
              <span className={css.title}>{choice.title}</span>
              {choice.description !== undefined && <span className={css.description}>{choice.description}</span>}
              {choice.unavailable !== undefined && <span className={css.description}>{choice.unavailable}</span>}
            </span>
            {numberKeys && at < 9 && choice.unavailable === undefined && (
              <span aria-hidden="true">
                <Kbd keys={String(at + 1)} />
              </span>
            )}
          </Radio>
        ))}
      </div>
      <FieldError className={cx(css.error)}>{props.error}</FieldError>
    </RadioGroup>
  );
}
