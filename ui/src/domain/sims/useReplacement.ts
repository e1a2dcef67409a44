// Replacing a SIM: the calls behind the steps. A preview is sent once, whatever is pressed: the guard here is synchronous,
// and the desk takes the same preview twice as one action.
import { useCallback, useEffect, useReducer, useRef } from "react";
import { asProblem } from "@/errors";
import { type ActionView, call, type LineKey, onDeskEvent, type Problem } from "@/ipc";
import { begin, type Flow, type Happening, next } from "./flow";

/** A replacement under way. */
export interface Replacement {
  flow: Flow;
  tell: (happening: Happening) => void;
  /** Sends the preview on screen, once. */
  send: () => void;
}

/** Where the desk said no before anything was written down, and the flow says what to do. */
const MENDABLE: ReadonlySet<Problem["code"]> = new Set(["verification_needed", "preview_outdated", "change_in_flight"]);

/** The replacement of the SIM of one line. */
export function useReplacement(line: LineKey, verified: boolean): Replacement {
  const [flow, tell] = useReducer(next, verified, begin);
  const { connection, id } = line;
  const previewed = flow.preview?.preview.id ?? null;
  const mine = flow.action?.id ?? previewed;

  const { look, step, way } = flow;
  useEffect(() => {
    if (step !== "check" || way === null) {
      return;
    }
    let current = true;
    call("preview_change", { line: { connection, id }, kind: { type: way } }).then(
      (preview) => current && tell({ type: "preview", look, preview }),
      (error: unknown) => current && tell({ type: "preview_failed", look, problem: asProblem(error) }),
    );
    return () => {
      current = false;
    };
  }, [look, step, way, connection, id]);

  useEffect(() => {
    if (mine === null) {
      return;
    }
    return onDeskEvent((event) => {
      if (event.type === "action" && event.action.id === mine) {
        tell({ type: "action", action: event.action });
      }
    });
  }, [mine]);

  const sent = useRef<string | null>(null);
  const { reason, note, preview } = flow;
  const send = useCallback(() => {
    if (preview === null || !preview.may_send || reason === null || sent.current === preview.preview.id) {
      return;
    }
    sent.current = preview.preview.id;
    tell({ type: "sending" });
    const request = {
      preview: preview.preview.id,
      reason,
      note: reason === "other" ? note.trim() : null,
      digits: null,
    };
    call("submit_change", request).then(
      (action) => tell({ type: "action", action }),
      async (error: unknown) => {
        const problem = asProblem(error);
        const action = MENDABLE.has(problem.code) ? null : await written(preview.preview.id);
        if (action === null) {
          // Nothing was written down, so the same preview may be sent again, should the desk give it out again.
          sent.current = null;
          tell({ type: "send_failed", problem });
        } else {
          tell({ type: "action", action });
        }
      },
    );
  }, [preview, reason, note]);

  return { flow, tell, send };
}

/** What the ledger holds of an action: when a call broke off, the ledger knows whether it was written down. */
async function written(id: string): Promise<ActionView | null> {
  try {
    return await call("action", { id });
  } catch {
    return null;
  }
}
