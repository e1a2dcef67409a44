// Replacing a SIM as a state machine: which step is shown, what was chosen, and what became of it. Pure: the calls are in
// useReplacement.ts. Choices outlive a step back, so coming forward again costs nothing.
import {
  type ActionView,
  type OldSim,
  OUTCOMES,
  type PreviewAnswer,
  type Problem,
  type Reason,
  type SimWay,
} from "@/ipc";
import { OLD_SIM_BY_REASON } from "./words";

/** The five steps, in order. */
export const STEPS = ["verify", "new_sim", "check", "send", "install"] as const;
/** One of the five steps. */
export type Step = (typeof STEPS)[number];

/** A way that can be chosen. */
export type Way = Exclude<SimWay, { type: "not_offered" }>;

/** Where a replacement stands. */
export interface Flow {
  step: Step;
  /** True once Verify was on screen here; Esc goes back to it only then. */
  verifySeen: boolean;
  /** The chosen way: a new code for the eSIM, or a task of the provider. */
  way: Way | null;
  /** The way needs a note, whatever the reason is. */
  noteNeeded: boolean;
  reason: Reason | null;
  note: string;
  /** What becomes of the SIM that the line has now, where that was said. */
  oldSim: OldSim | null;
  /** What would happen; absent while it is being read. */
  preview: PreviewAnswer | null;
  /** Grows with every wish for a new preview. */
  look: number;
  /** What went wrong, said in the step that is shown. */
  problem: Problem | null;
  /** The change, once it was sent. */
  action: ActionView | null;
  /** No answer came when it was sent, so that reading back had to tell what happened. */
  unanswered: boolean;
}

/** What can happen in a replacement. */
export type Happening =
  | { type: "verified" }
  | { type: "way"; way: Way; noteNeeded: boolean }
  /** `ready`: what the way asks for is filled in. */
  | { type: "reason"; reason: Reason; ready: boolean }
  | { type: "note"; note: string }
  | { type: "old_sim"; oldSim: OldSim | null }
  | { type: "go_on" }
  | { type: "preview"; look: number; preview: PreviewAnswer }
  /** `atField`: it is said at a field of the step "New SIM". */
  | { type: "preview_failed"; look: number; problem: Problem; atField: boolean }
  | { type: "look_again" }
  /** What was typed in "New SIM" was refused: it is typed anew there. */
  | { type: "type_anew" }
  | { type: "verify_again" }
  | { type: "sending" }
  | { type: "action"; action: ActionView }
  | { type: "send_failed"; problem: Problem }
  | { type: "back" };

/** The start: Verify, unless the customer is verified already. */
export function begin(verified: boolean): Flow {
  return {
    step: verified ? "new_sim" : "verify",
    verifySeen: !verified,
    way: null,
    noteNeeded: false,
    reason: null,
    note: "",
    oldSim: null,
    preview: null,
    look: 0,
    problem: null,
    action: null,
    unanswered: false,
  };
}

/** True while a note is asked for: "other" needs one, and so do some ways. */
export function asksNote({ way, reason, noteNeeded }: Flow): boolean {
  return way !== null && (noteNeeded || reason === "other");
}

/** True when way and reason are complete, with the note where one is needed. */
export function isChosen(flow: Flow): boolean {
  return flow.way !== null && flow.reason !== null && (!asksNote(flow) || flow.note.trim() !== "");
}

/** What is kept with the change beside its reason. */
export function noteOf(flow: Flow): string | null {
  const note = asksNote(flow) ? flow.note.trim() : "";
  return note === "" ? null : note;
}

/** What becomes of the old SIM: as it was said, or as the reason says by itself. */
export function oldSimOf({ oldSim, reason }: Pick<Flow, "oldSim" | "reason">): OldSim | null {
  return oldSim ?? (reason === null ? null : (OLD_SIM_BY_REASON[reason] ?? null));
}

/** True while a change is on its way and nothing may be left. */
export function isSending(flow: Flow): boolean {
  return (
    flow.step === "send" && flow.problem === null && (flow.action === null || OUTCOMES[flow.action.state] === "sending")
  );
}

function check(flow: Flow, problem: Problem | null = null): Flow {
  return { ...flow, step: "check", preview: null, look: flow.look + 1, problem, action: null, unanswered: false };
}

function withAction(flow: Flow, action: ActionView): Flow {
  if (flow.action !== null && (flow.action.id !== action.id || flow.action.changed_at > action.changed_at)) {
    return flow;
  }
  const outcome = OUTCOMES[action.state];
  return {
    ...flow,
    action,
    unanswered: flow.unanswered || outcome === "unknown",
    problem: null,
    step: outcome === "done" ? "install" : flow.step,
  };
}

function sendFailed(flow: Flow, problem: Problem): Flow {
  switch (problem.code) {
    case "verification_needed":
      return { ...flow, step: "verify", verifySeen: true, problem };
    case "preview_outdated":
    case "change_in_flight":
      return check(flow, problem);
    default:
      break;
  }
  switch (problem.field) {
    case "digits":
      return { ...flow, step: "check", problem };
    case "note":
      return { ...flow, step: "new_sim", problem };
    default:
      return { ...flow, problem };
  }
}

function back(flow: Flow): Flow | null {
  switch (flow.step) {
    case "verify":
      return null;
    case "new_sim":
      return flow.verifySeen ? { ...flow, step: "verify", problem: null } : null;
    case "check":
      return { ...flow, step: "new_sim", problem: null };
    case "send": {
      if (isSending(flow)) {
        return flow;
      }
      const outcome = flow.action === null ? null : OUTCOMES[flow.action.state];
      return outcome === "unknown" || outcome === "waiting" ? null : check(flow);
    }
    case "install":
      return null;
  }
}

function afterVerify(flow: Flow): Flow {
  // The change is made: the proof was only missing for showing its code again.
  if (flow.action !== null && OUTCOMES[flow.action.state] === "done") {
    return { ...flow, step: "install", problem: null };
  }
  return isChosen(flow) ? check(flow) : { ...flow, step: "new_sim", problem: null };
}

/** The step before, or null where the step before is the page of the line. */
export function stepBack(flow: Flow): Flow | null {
  return back(flow);
}

/** What a happening makes of a flow. */
export function next(flow: Flow, happening: Happening): Flow {
  switch (happening.type) {
    case "verified":
      return flow.step === "verify" ? afterVerify(flow) : flow;
    case "way":
      return { ...flow, way: happening.way, noteNeeded: happening.noteNeeded };
    case "reason": {
      const chosen = { ...flow, reason: happening.reason };
      return happening.ready && !asksNote(chosen) && isChosen(chosen) ? check(chosen) : chosen;
    }
    case "note":
      return { ...flow, note: happening.note, problem: flow.problem?.field === "note" ? null : flow.problem };
    case "old_sim":
      return { ...flow, oldSim: happening.oldSim };
    case "go_on":
      return flow.step === "new_sim" && isChosen(flow) ? check(flow) : flow;
    case "preview":
      return flow.step === "check" && happening.look === flow.look ? { ...flow, preview: happening.preview } : flow;
    case "preview_failed":
      if (flow.step !== "check" || happening.look !== flow.look) return flow;
      return happening.atField ? { ...flow, step: "new_sim", problem: null } : { ...flow, problem: happening.problem };
    case "look_again":
      return check(flow);
    case "type_anew":
      return flow.step === "send" && !isSending(flow)
        ? { ...flow, step: "new_sim", preview: null, problem: null, action: null, unanswered: false }
        : flow;
    case "verify_again":
      return { ...flow, step: "verify", verifySeen: true, problem: null };
    case "sending":
      return flow.step === "check" && flow.preview?.may_send === true
        ? { ...flow, step: "send", problem: null, action: null }
        : flow;
    case "action":
      return flow.step === "send" ? withAction(flow, happening.action) : flow;
    case "send_failed":
      return flow.step === "send" ? sendFailed(flow, happening.problem) : flow;
    case "back":
      return back(flow) ?? flow;
  }
}
