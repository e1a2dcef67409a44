// The steps of a replacement, without a screen.
import { describe, expect, it } from "vitest";
import type { ActionView, PreviewAnswer, Problem } from "@/ipc";
import { begin, type Flow, type Happening, isSending, next, noteOf, oldSimOf, stepBack } from "./flow";

const CODE: Happening = { type: "way", way: { type: "new_esim_code" }, noteNeeded: false };
const SWAP: Happening = { type: "way", way: { type: "task", task: "swap" }, noteNeeded: false };

const preview: PreviewAnswer = {
  preview: {
    id: "p1",
    kind: { type: "new_esim_code" },
    sim_now: "esim",
    before: { type: "esim", fingerprint: null, sm_dp_address: null, state: null },
    evidence: "documented",
    reversible: false,
    undo: null,
    confirm_digits: false,
    estimate: [],
    checks: [],
  },
  may_send: true,
};

function problem(code: Problem["code"]): Problem {
  return {
    code,
    message: "",
    retry_safe: false,
    provider: null,
    operation: null,
    request_id: null,
    field: null,
    provider_words: null,
    retry_after_s: null,
  };
}

function action(state: ActionView["state"], changed_at: number): ActionView {
  return {
    id: "p1",
    kind: { type: "new_esim_code" },
    line: null,
    number: null,
    provider: null,
    provider_name: null,
    state,
    agent: "me",
    verification: null,
    reason: null,
    note: null,
    old_sim: null,
    replaced: null,
    before: null,
    after: null,
    problem: null,
    read_back: false,
    read_backs: 0,
    look_at: null,
    decided: null,
    seconds: null,
    created_at: 0,
    sent_at: null,
    changed_at,
    forgotten: null,
  };
}

function checked(): Flow {
  let flow = next(begin(true), CODE);
  flow = next(flow, { type: "reason", reason: "lost", ready: true });
  return next(flow, { type: "preview", look: flow.look, preview });
}

function sent(): Flow {
  return next(checked(), { type: "sending" });
}

describe("a replacement", () => {
  it("skips Verify when the customer is verified", () => {
    expect(begin(true).step).toBe("new_sim");
    expect(begin(false).step).toBe("verify");
  });

  it("goes on to Check at once with a reason, and with a note where the reason is other", () => {
    expect(checked().step).toBe("check");
    let flow = next(begin(true), CODE);
    flow = next(flow, { type: "reason", reason: "other", ready: true });
    expect(flow.step).toBe("new_sim");
    expect(next(flow, { type: "go_on" }).step).toBe("new_sim");
    flow = next(flow, { type: "note", note: "  " });
    expect(next(flow, { type: "go_on" }).step).toBe("new_sim");
    flow = next(flow, { type: "note", note: "asked by post" });
    expect(next(flow, { type: "go_on" }).step).toBe("check");
  });

  it("takes no reason before a way", () => {
    expect(next(begin(true), { type: "reason", reason: "lost", ready: true }).step).toBe("new_sim");
  });

  it("does not take the answer of an older preview", () => {
    const flow = next(checked(), { type: "look_again" });
    expect(next(flow, { type: "preview", look: flow.look - 1, preview }).preview).toBeNull();
    expect(
      next(flow, { type: "preview_failed", look: flow.look - 1, problem: problem("internal"), atField: false }).problem,
    ).toBeNull();
  });

  it("sends only what may be sent", () => {
    const flow = checked();
    expect(next({ ...flow, preview: null }, { type: "sending" }).step).toBe("check");
    expect(next({ ...flow, preview: { ...preview, may_send: false } }, { type: "sending" }).step).toBe("check");
    expect(sent().step).toBe("send");
    expect(next(sent(), { type: "sending" })).toEqual(sent());
  });

  it("cannot be left while it is being sent", () => {
    const flow = sent();
    expect(isSending(flow)).toBe(true);
    expect(next(flow, { type: "back" })).toBe(flow);
    expect(stepBack(flow)).toBe(flow);
    const under_way = next(flow, { type: "action", action: action("sent", 1) });
    expect(next(under_way, { type: "back" })).toBe(under_way);
  });

  it("goes to Install when it is done and nowhere else otherwise", () => {
    expect(next(sent(), { type: "action", action: action("done", 1) }).step).toBe("install");
    for (const state of ["refused", "not_sent", "unknown", "not_done", "failed", "accepted"] as const) {
      expect(next(sent(), { type: "action", action: action(state, 1) }).step).toBe("send");
    }
  });

  it("does not go back in time when news arrives out of order", () => {
    const flow = next(sent(), { type: "action", action: action("unknown", 5) });
    expect(next(flow, { type: "action", action: action("sent", 4) }).action?.state).toBe("unknown");
    expect(next(flow, { type: "action", action: action("done", 6) }).step).toBe("install");
  });

  it("asks for a new preview after everything that changed nothing", () => {
    for (const state of ["refused", "not_sent", "not_done", "failed"] as const) {
      const flow = next(sent(), { type: "action", action: action(state, 1) });
      const again = next(flow, { type: "look_again" });
      expect(again.step).toBe("check");
      expect(again.preview).toBeNull();
      expect(again.action).toBeNull();
    }
  });

  it("does not offer to send again while the outcome is unknown", () => {
    const flow = next(sent(), { type: "action", action: action("unknown", 1) });
    expect(stepBack(flow)).toBeNull();
  });

  it("leads a refusal of the desk to where it can be mended", () => {
    expect(next(sent(), { type: "send_failed", problem: problem("verification_needed") }).step).toBe("verify");
    expect(next(sent(), { type: "send_failed", problem: problem("preview_outdated") }).step).toBe("check");
    expect(next(sent(), { type: "send_failed", problem: problem("change_in_flight") }).step).toBe("check");
    const other = next(sent(), { type: "send_failed", problem: problem("ledger_unusable") });
    expect(other.step).toBe("send");
    expect(isSending(other)).toBe(false);
  });

  it("leads from a refusal to where it was typed, with what was chosen, and from nowhere else", () => {
    const refused = next(sent(), { type: "action", action: action("refused", 1) });
    const anew = next(refused, { type: "type_anew" });
    expect(anew).toMatchObject({ step: "new_sim", reason: "lost", preview: null, action: null });
    expect(next(anew, { type: "go_on" }).step).toBe("check");
    expect(next(sent(), { type: "type_anew" })).toEqual(sent());
    expect(next(checked(), { type: "type_anew" })).toEqual(checked());
  });

  it("keeps what was chosen on the way back and forward", () => {
    const flow = next(checked(), { type: "back" });
    expect(flow).toMatchObject({ step: "new_sim", way: { type: "new_esim_code" }, reason: "lost" });
    expect(next(flow, { type: "go_on" }).step).toBe("check");
    expect(next(next(flow, { type: "verify_again" }), { type: "verified" }).step).toBe("check");
  });

  it("goes on with a way that asks for something only when it is filled in", () => {
    const begun = next(begin(true), SWAP);
    const waiting = next(begun, { type: "reason", reason: "lost", ready: false });
    expect(waiting).toMatchObject({ step: "new_sim", reason: "lost" });
    expect(next(waiting, { type: "go_on" }).step).toBe("check");
    expect(next(begun, { type: "reason", reason: "lost", ready: true }).step).toBe("check");
  });

  it("asks for a note with any reason where the way needs one", () => {
    let flow = next(begin(true), { type: "way", way: { type: "task", task: "swap" }, noteNeeded: true });
    flow = next(flow, { type: "reason", reason: "lost", ready: true });
    expect(flow.step).toBe("new_sim");
    expect(next(next(flow, { type: "note", note: "at the counter" }), { type: "go_on" }).step).toBe("check");
  });

  it("leads a fault of a field back to the field, and other troubles stay where they were met", () => {
    const flow = next(next(begin(true), SWAP), { type: "reason", reason: "lost", ready: true });
    const failed = { type: "preview_failed", look: flow.look, problem: problem("invalid_input") } as const;
    expect(next(flow, { ...failed, atField: true })).toMatchObject({ step: "new_sim", reason: "lost", problem: null });
    expect(next(flow, { ...failed, atField: false }).step).toBe("check");
  });

  it("leads wrong digits back to Check with what was looked at, and a fault of the note to the note", () => {
    const wrong = { ...problem("invalid_input"), field: "digits" };
    expect(next(sent(), { type: "send_failed", problem: wrong })).toMatchObject({
      step: "check",
      preview,
      problem: wrong,
    });
    const note = next(sent(), { type: "send_failed", problem: { ...wrong, field: "note" } });
    expect(note).toMatchObject({ step: "new_sim", problem: { field: "note" } });
    expect(next(note, { type: "note", note: "other words" }).problem).toBeNull();
  });

  it("knows what becomes of the old SIM: as it was said, or as the reason says", () => {
    const flow = next(checked(), { type: "old_sim", oldSim: "destroyed" });
    expect(oldSimOf({ oldSim: null, reason: "new_phone" })).toBeNull();
    expect(oldSimOf(checked())).toBe("lost");
    expect(oldSimOf(flow)).toBe("destroyed");
    expect(oldSimOf(next(flow, { type: "reason", reason: "lost", ready: true }))).toBe("destroyed");
    expect(oldSimOf(next(checked(), { type: "reason", reason: "stolen", ready: true }))).toBe("stolen");
    expect(noteOf(flow)).toBeNull();
  });
});
