// How far the phone has come, as a list to read from top to bottom. Only what the provider reports counts as done.
import type { EsimState } from "@/ipc";

/** One line of the list. */
export interface PhoneStep {
  label: string;
  standing: "done" | "now" | "ahead";
  /** When, for what has a time. */
  at: number | null;
  /** More about it. */
  note: string | null;
}

/** What the list is made from. */
export interface PhoneFacts {
  state: EsimState;
  issuedAt: number | null;
  shownAt: number;
  provider: string;
}

/** The list for a shown code. */
export function phoneSteps({ state, issuedAt, shownAt, provider }: PhoneFacts): PhoneStep[] {
  const steps: PhoneStep[] = [];
  if (issuedAt !== null) {
    steps.push({ label: "Code issued", standing: "done", at: issuedAt, note: null });
  }
  steps.push({ label: "Code shown", standing: "done", at: shownAt, note: null });
  const installed = state.stage === "installed";
  const loading = state.stage === "downloading";
  const scanned = installed || loading;
  steps.push({
    label: "Waiting for the phone to scan",
    standing: scanned ? "done" : "now",
    at: null,
    note: state.stage === "unknown" ? `${provider} gives a state this desk does not know: ${state.raw}` : null,
  });
  if (loading) {
    steps.push({ label: "Downloading", standing: "now", at: null, note: null });
  }
  steps.push({ label: "Installed", standing: installed ? "done" : "ahead", at: null, note: null });
  const enabled = installed && state.enabled === true;
  steps.push({
    label: "Enabled on the phone",
    standing: enabled ? "done" : installed ? "now" : "ahead",
    at: null,
    note: installed && state.enabled === null ? `${provider} does not say` : null,
  });
  return steps;
}
