// Which SIM a way gives for what was filled in, by the task's own data.
import type { GivenSim, SimChoice } from "@/ipc";

/** What is in a field of the way. */
interface FieldValue {
  name: string;
  value: string | null;
}

/** The SIM that a way gives: the first of its rules that fits; null while nothing is chosen that decides it. */
export function givenSim(choice: SimChoice | null, filled: readonly FieldValue[]): GivenSim | null {
  const value = (name: string) => filled.find((one) => one.name === name)?.value ?? "";
  return choice?.sim?.gives.find(({ only_if }) => only_if === null || only_if[1].includes(value(only_if[0]))) ?? null;
}
