// Numbers as they are typed, pasted or scanned: the SIM's (ICCID), the eSIM chip's (EID), the phone's (IMEI). Only for help while
// typing: what is sent is judged by the desk.
import type { TaskField } from "@/ipc";

/** What is odd about a SIM's number, or why it is none. The order is the order in which it is said. */
export type SimNumberFault =
  | "not_digits"
  | "prefix"
  | "short"
  | "long"
  | "check_digit"
  | "check_digit_or_trimmed"
  | "unusual";

/** A SIM's number as far as it is there. */
export interface SimNumber {
  /** Without separators and padding. */
  digits: string;
  /** Padding (`F`, as in the card's memory) was dropped. */
  padded: boolean;
  /** The provider drops the last printed digit of this one. */
  trimmed: boolean;
  fault: SimNumberFault | null;
}

/** What a provider takes as a SIM's number. */
export type SimNumberRule = Pick<Extract<TaskField["kind"], { type: "iccid" }>["rule"], "min" | "max" | "trims">;

const SHORTEST = 18;
const LONGEST = 20;
/** What every provider takes that says nothing else. */
const USUAL: SimNumberRule = { min: SHORTEST, max: LONGEST, trims: false };

/** Without what people and programs put between digits. */
export function bare(text: string): string {
  return text.replace(/[\s\u00a0\-./]/g, "");
}

/** The Luhn check of a number with its check digit. */
export function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((all, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return all + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits !== "" && sum % 10 === 0;
}

/** Reads what is in a field. A wrong check digit is only a warning: some providers leave it off, some cards fail it. */
export function readSimNumber(text: string, rule: SimNumberRule = USUAL): SimNumber {
  const whole = bare(text);
  const digits = whole.replace(/F+$/i, "");
  return {
    digits,
    padded: digits.length < whole.length,
    trimmed: rule.trims && digits.length === LONGEST,
    fault: digits === "" ? null : faultOf(digits, rule),
  };
}

function faultOf(digits: string, { min, max, trims }: SimNumberRule): SimNumberFault | null {
  if (!/^\d*$/.test(digits)) return "not_digits";
  const published = min >= SHORTEST;
  const prefixed = "89".startsWith(digits.slice(0, 2));
  if (published && !prefixed) return "prefix";
  if (digits.length < min) return "short";
  if (digits.length > (trims ? LONGEST : max)) return "long";
  if (!prefixed || digits.length < SHORTEST || digits.length > LONGEST) return "unusual";
  // Where the check digit is left off there is nothing to check.
  if (luhn(digits) || (trims && digits.length < LONGEST)) return null;
  return digits.length === LONGEST ? "check_digit" : "check_digit_or_trimmed";
}

/** What a scanner read. */
export interface Scanned {
  kind: "iccid" | "eid" | "imei";
  digits: string;
}

/** What a burst of a scanner is; null when it is none of the numbers of a SIM or phone. */
export function scanned(text: string): Scanned | null {
  // Some scanners send a mark of the code's kind first: up to three characters.
  const sim = /^(?:[a-z][a-z0-9]{0,2}?)?(89\d{16,18})F{0,4}$/i.exec(text)?.[1];
  if (/^89\d{30}$/.test(text)) return { kind: "eid", digits: text };
  if (sim !== undefined) return { kind: "iccid", digits: sim };
  if (/^\d{15}$/.test(text) && luhn(text)) return { kind: "imei", digits: text };
  return null;
}

/** True for a field in which a number of this kind belongs. */
export function takes(field: TaskField, kind: Scanned["kind"]): boolean {
  return field.kind.type === kind;
}
