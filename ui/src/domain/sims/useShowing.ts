// One showing of an activation code. The code is in this hook's state while it is on screen and nowhere else: not in the
// query cache, not in storage, not in a title or address. Hiding, leaving and every error drop it.
import { useCallback, useEffect, useRef, useState } from "react";
import { asProblem } from "@/errors";
import {
  type ActionId,
  call,
  type EsimState,
  type HideReason,
  type LineKey,
  onDeskEvent,
  type Problem,
  type ShowingId,
  type ShownCode,
} from "@/ipc";

/** How far the phone was when it was last asked. No part of the code is in it. */
export interface Phone {
  state: EsimState;
  notRead: Problem | null;
  checkedAt: number;
  shownAt: number;
}

/** Where a showing stands. A used code is gone, and the phone is followed on until the eSIM is switched on. */
export type Showing =
  | { phase: "loading" }
  | { phase: "shown"; code: ShownCode; phone: Phone | null; hidesAt: number }
  | { phase: "gone"; why: HideReason; phone: Phone | null }
  | { phase: "problem"; problem: Problem };

/** A showing and what can be done with it. */
export interface ShowingControl {
  showing: Showing;
  /** Keeps it on screen longer; rejects with a problem. */
  extend: () => Promise<void>;
  /** Takes it off the screen at once. */
  hide: (why: HideReason) => void;
  /** Drops it because it cannot be trusted, and says why. */
  fail: (problem: Problem) => void;
  /** Asks for the code in force anew. */
  again: () => void;
}

function release(showing: ShowingId): void {
  // The desk hides a showing by itself when its time is up, so a failed call leaves nothing open.
  call("hide_code", { showing }).catch(() => undefined);
}

/** Shows the code in force of a line, or one that the desk holds, for as long as the caller is mounted. */
export function useShowing(line: LineKey, held: ActionId | null): ShowingControl {
  const { connection, id } = line;
  const [round, setRound] = useState(0);
  const [showing, setShowing] = useState<Showing>({ phase: "loading" });
  const open = useRef<ShowingId | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks anew.
  useEffect(() => {
    let current = true;
    const early = new Map<ShowingId, HideReason>();
    const stop = onDeskEvent((event) => {
      if (event.type === "code_hidden") {
        if (open.current === event.showing) {
          const used = event.why === "used";
          if (!used) {
            open.current = null;
          }
          setShowing((was) => ({
            phase: "gone",
            why: event.why,
            phone: used && was.phase === "shown" ? was.phone : null,
          }));
        } else {
          early.set(event.showing, event.why);
        }
      } else if (event.type === "code_state" && open.current === event.showing) {
        const { state, problem, checked_at } = event;
        setShowing((was) =>
          (was.phase === "shown" || was.phase === "gone") && was.phone !== null
            ? {
                ...was,
                phone: { ...was.phone, state: state ?? was.phone.state, notRead: problem, checkedAt: checked_at },
              }
            : was,
        );
      }
    });
    setShowing({ phase: "loading" });
    // A mount that is taken back at once (React's strict mode) must not become a row in the ledger.
    queueMicrotask(() => {
      if (!current) {
        return;
      }
      const asked =
        held === null
          ? call("show_code", { line: { connection, id }, screen: "agent" })
          : call("show_held_code", { id: held, screen: "agent" });
      asked.then(
        (code) => {
          if (!current) {
            release(code.showing);
            return;
          }
          const why = early.get(code.showing);
          if (why !== undefined) {
            setShowing({ phase: "gone", why, phone: null });
            return;
          }
          open.current = code.showing;
          setShowing({
            phase: "shown",
            code,
            phone:
              code.state === null
                ? null
                : { state: code.state, notRead: null, checkedAt: code.shown_at, shownAt: code.shown_at },
            hidesAt: code.hides_at,
          });
        },
        (error: unknown) => current && setShowing({ phase: "problem", problem: asProblem(error) }),
      );
    });
    return () => {
      current = false;
      stop();
      if (open.current !== null) {
        release(open.current);
        open.current = null;
      }
    };
  }, [connection, id, held, round]);

  const drop = useCallback((to: Showing) => {
    if (open.current !== null) {
      release(open.current);
      open.current = null;
      setShowing(to);
    }
  }, []);
  const hide = useCallback((why: HideReason) => drop({ phase: "gone", why, phone: null }), [drop]);
  const fail = useCallback((problem: Problem) => drop({ phase: "problem", problem }), [drop]);
  const again = useCallback(() => setRound((was) => was + 1), []);
  const extend = useCallback(async () => {
    const asked = open.current;
    if (asked === null) {
      return;
    }
    const { hides_at } = await call("extend_showing", { showing: asked });
    setShowing((was) => (was.phase === "shown" && open.current === asked ? { ...was, hidesAt: hides_at } : was));
  }, []);

  // The desk hides it; should its word be late, the screen does not wait for it.
  const hidesAt = showing.phase === "shown" ? showing.hidesAt : null;
  useEffect(() => {
    if (hidesAt === null) {
      return;
    }
    const timer = setTimeout(() => hide("time_up"), Math.max(0, hidesAt - Date.now()));
    return () => clearTimeout(timer);
  }, [hidesAt, hide]);

  return { showing, extend, hide, fail, again };
}
