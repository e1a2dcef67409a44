// The addresses of the pages of one line, and how little of its number goes on paper.
import type { LineKey, LineView } from "@/ipc";

/** The page of a line. */
export function linePath({ connection, id }: LineKey): string {
  return `/line/${encodeURIComponent(connection)}/${encodeURIComponent(id)}`;
}

/** Replacing its SIM. */
export function replacePath(line: LineKey): string {
  return `${linePath(line)}/replace`;
}

/** The code in force. */
export function codePath(line: LineKey): string {
  return `${linePath(line)}/code`;
}

/** Entering a code that came from outside. */
export function enterCodePath(line: LineKey): string {
  return `${linePath(line)}/enter-code`;
}

/** The last three digits of its number: enough for the customer, too little for anyone else. */
export function lastDigits(line: LineView): string | null {
  return line.number?.last_four.slice(-3) ?? null;
}
