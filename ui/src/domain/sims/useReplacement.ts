// Replacing a SIM: the calls behind the steps. A preview is sent once, whatever is pressed: the guard here is synchronous,
// and the desk takes the same preview twice as one action.
import { useCallback, useEffect, useReducer, useRef } from "react";
import { asProblem } from "@/errors";
import { type ActionView, call, type FilledIn, type LineKey, onDeskEvent, type Problem } from "@/ipc";
import { begin, type Flow, type Happening, next, noteOf, oldSimOf } from "./flow";

/** A replacement under way. */
export interface Replacement {
  flow: Flow;
  tell: (happening: Happening) => void;
  /** Sends the preview on screen, once; with the last four digits of the number, where they are asked for. */
  send: (digits: string | null) => void;
}

/** What a way that is a task of the provider brings along. */
export interface WayTask {
  /** Everything that is filled in. */
  read: () => FilledIn[];
  /** Says a problem at a field of the form; false when it is about none of them. */
  takeFault: (problem: Problem) => boolean;
}

/** Where the desk said no before anything was written down, and the flow says what to do. */
const MENDABLE: ReadonlySet<Problem["code"]> = new Set(["verification_needed", "preview_outdated", "change_in_flight"]);

/** The replacement of the SIM of one line. */
export function useReplacement(line: LineKey, verified: boolean, form: WayTask): Replacement {
  const [flow, tell] = useReducer(next, verified, begin);
  const { connection, id } = line;
  const previewed = flow.preview?.preview.id ?? null;
  const mine = flow.action?.id ?? previewed;

  const filledIn = useRef(form);
  useEffect(() => {
    filledIn.current = form;
  });

  const { look, way } = flow;
  // One comes back to Check with its preview when only the digits typed there were wrong.
  const looking = flow.step === "check" && flow.preview === null;
  useEffect(() => {
    if (!looking || way === null) {
      return;
    }
    let current = true;
    const key = { connection, id };
    const asked =
      way.type === "task"
        ? call("preview_task", {
            about: { type: "line", line: key },
            task: way.task,
            filled_in: filledIn.current.read(),
          })
        : call("preview_change", { line: key, kind: { type: way.type } });
    asked.then(
      (preview) => current && tell({ type: "preview", look, preview }),
      (error: unknown) => {
        if (current) {
          const problem = asProblem(error);
          const atField = way.type === "task" && filledIn.current.takeFault(problem);
          tell({ type: "preview_failed", look, problem, atField });
        }
      },
    );
    return () => {
      current = false;
    };
  }, [look, looking, way, connection, id]);

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
  const { reason, preview } = flow;
  const note = noteOf(flow);
  const old_sim = oldSimOf(flow);
  const send = useCallback(
    (digits: string | null) => {
      if (preview === null || !preview.may_send || reason === null || sent.current === preview.preview.id) {
        return;
      }
      sent.current = preview.preview.id;
      tell({ type: "sending" });
      const request = {
        preview: preview.preview.id,
        reason,
        note,
        digits,
        old_sim,
      };
      call("submit_change", request).then(
        (action) => tell({ type: "action", action }),
        async (error: unknown) => {
          const problem = asProblem(error);
          if (problem.code === "outcome_not_written") {
            // It was sent, and what the ledger holds of it says less than the problem does.
            tell({ type: "send_failed", problem });
            return;
          }
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
    },
    [preview, reason, note, old_sim],
  );

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
