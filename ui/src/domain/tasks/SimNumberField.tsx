// The field for a SIM's number: in groups of four, with what is odd about it said while one types. A scanner may fill it.
import { Field, inGroups } from "@/shared";
import { bare, readSimNumber, type SimNumberFault, type SimNumberRule } from "./simNumber";
import css from "./tasks.module.css";

interface Props {
  label: string;
  hint?: string;
  error?: string;
  isRequired: boolean;
  value: string;
  onChange: (value: string) => void;
  /** The SIM that the line has now, to tell that it is the same. */
  now: string | null;
  rule: SimNumberRule;
  /** Who it is for, to say whose rule it is. */
  provider: string;
}

/** A SIM number while it is typed. */
export function SimNumberField({ label, hint, error, isRequired, value, onChange, now, rule, provider }: Props) {
  const said = simNumberWords(value, now, rule, provider);
  return (
    <div className={css.simNumber}>
      <Field
        label={label}
        {...(hint === undefined ? {} : { hint })}
        {...(error === undefined ? {} : { error })}
        mono
        isRequired={isRequired}
        value={value}
        onChange={(next) => onChange(atItsEnd(next) ? inGroups(bare(next)) : next)}
        onBlur={() => onChange(inGroups(bare(value)))}
        inputMode="numeric"
        autoComplete="off"
        spellCheck="false"
        placeholder="Scan it, or type 89…"
      />
      <p className={css.live} role="status" data-tone={said?.tone ?? "none"}>
        {said?.text}
      </p>
    </div>
  );
}

/** True while one types or pastes at the end. In the middle nothing moves under the caret; leaving the field groups it. */
function atItsEnd(next: string): boolean {
  const input = document.activeElement;
  return !(input instanceof HTMLInputElement) || input.selectionStart === null || input.selectionStart >= next.length;
}

interface Said {
  tone: "ok" | "note" | "warn";
  text: string;
}

const FAULTS: Record<SimNumberFault, (digits: string, rule: SimNumberRule) => Said> = {
  not_digits: () => ({ tone: "warn", text: "A SIM number has digits only." }),
  prefix: () => ({ tone: "warn", text: "A SIM number starts with 89. This may be another number of the card." }),
  short: (digits, rule) => ({ tone: "note", text: `${digits.length} of ${span(rule)} digits` }),
  long: (digits, rule) => ({ tone: "warn", text: `${digits.length} digits: a SIM number has ${span(rule)} here.` }),
  check_digit: () => ({ tone: "warn", text: "The last digit does not fit the others. Compare it with the card." }),
  check_digit_or_trimmed: () => ({
    tone: "warn",
    text: "The last digit does not fit the others, or the printed check digit is left off. Compare it with the card.",
  }),
  unusual: (digits) => ({
    tone: "warn",
    text: `${digits.length} digits. SIM numbers mostly start with 89 and have 18 to 20. Compare it with the card.`,
  }),
};

function span({ min, max }: SimNumberRule): string {
  return min === max ? `${min}` : `${min} to ${max}`;
}

/** What is said under the field about what is in it. */
export function simNumberWords(text: string, now: string | null, rule: SimNumberRule, provider: string): Said | null {
  const { digits, padded, trimmed, fault } = readSimNumber(text, rule);
  if (digits === "") return null;
  const dropped = [
    padded ? " The padding F at the end is dropped." : "",
    trimmed ? ` ${provider} drops the last printed digit; it is sent without.` : "",
  ].join("");
  if (now !== null && isSame(digits, bare(now))) {
    return { tone: "warn", text: `This is the SIM that the line has now.${dropped}` };
  }
  if (fault === null) {
    const fits = rule.trims && !trimmed ? "." : ", and the last one fits.";
    return { tone: "ok", text: `${digits.length} digits${fits}${dropped}` };
  }
  const said = FAULTS[fault](digits, rule);
  return { ...said, text: said.text + dropped };
}

/** The same SIM, with or without the printed check digit. */
function isSame(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= 18 && long.startsWith(short) && long.length - short.length <= 1;
}
