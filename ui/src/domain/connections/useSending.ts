// Sending what was filled in. Not a mutation of the query cache on purpose: that keeps what was sent, and here it may be a key.
import { useState } from "react";
import { asProblem } from "@/errors";
import type { Problem } from "@/ipc";
import type { Wrong } from "./PlaceFields";
import { fieldWords } from "./words";

const NOTHING: Wrong = {};

export interface Sending {
  busy: boolean;
  problem: Problem | null;
  wrong: Wrong;
  /** How often it was refused. */
  refusals: number;
  /** Refuses before anything is sent. */
  refuse: (wrong: Wrong) => void;
  /** What was wrong with these fields is being mended. */
  edited: (...fields: string[]) => void;
  /** Sends, and hands the answer on; `fields` are those that are on the screen. */
  send: <T>(sent: () => Promise<T>, fields: readonly string[], then: (answer: T) => void) => Promise<void>;
}

export function useSending(): Sending {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [wrong, setWrong] = useState<Wrong>(NOTHING);
  const [refusals, setRefusals] = useState(0);
  const refuse = (next: Wrong) => {
    setProblem(null);
    setWrong(next);
    setRefusals((count) => count + 1);
  };
  return {
    busy,
    problem,
    wrong,
    refusals,
    refuse,
    edited: (...fields) =>
      setWrong((was) =>
        fields.some((field) => field in was)
          ? Object.fromEntries(Object.entries(was).filter(([field]) => !fields.includes(field)))
          : was,
      ),
    send: async (sent, fields, then) => {
      setBusy(true);
      setProblem(null);
      setWrong(NOTHING);
      try {
        then(await sent());
      } catch (error) {
        const refused = asProblem(error);
        const field = refused.field !== null && fields.includes(refused.field) ? refused.field : null;
        if (field === null) setProblem(refused);
        else refuse({ [field]: fieldWords(refused, field) });
        setBusy(false);
      }
    },
  };
}
