// The addresses of the pages of one line.
import type { LineKey } from "@/ipc";

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
