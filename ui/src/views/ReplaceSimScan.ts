// A card or phone that is scanned while the sheet "Replace SIM" is open: its number goes where it belongs, or the sheet says why it
// went nowhere.
import { useCallback, useEffect, useRef, useState } from "react";
import type { NewSimStep, useReplacement, Way } from "@/domain/sims";
import { type Scanned, scanned, takes, type useTaskForm } from "@/domain/tasks";
import type { SimChoice, TaskView } from "@/ipc";
import { useScanner } from "@/shared";

interface Sheet {
  choices: Parameters<typeof NewSimStep>[0]["choices"];
  tasks: readonly TaskView[];
  /** The chosen one. */
  task: TaskView | null;
  form: Pick<ReturnType<typeof useTaskForm>, "fillScanned">;
  flow: ReturnType<typeof useReplacement>["flow"];
  tell: ReturnType<typeof useReplacement>["tell"];
  choose: (way: Way) => void;
  /** A card that was scanned before the sheet was opened. */
  card: string | null;
  /** The tasks are known. */
  ready: boolean;
}

interface Said {
  tone: "ok" | "info" | "warn";
  title: string;
  text: string;
}

const NAMES: Record<Scanned["kind"], string> = { iccid: "SIM number", eid: "EID", imei: "IMEI" };

/** Hears the scanner while the sheet is open. */
export function useCardScan({ choices, tasks, task, form, flow, tell, choose, card, ready }: Sheet): {
  said: Said | null;
  times: number;
} {
  const [said, setSaid] = useState<Said | null>(null);
  const [times, setTimes] = useState(0);
  const { fillScanned } = form;
  const { step, way } = flow;
  const unchosen = way === null;

  const put = useCallback(
    (number: Scanned) => {
      const open = waysFor(choices, tasks, number.kind);
      const name = `${NAMES[number.kind]} ending in ${number.digits.slice(-4)}`;
      const here = task?.fields.some((field) => takes(field, number.kind)) === true ? task : null;
      const only = unchosen && open.length === 1 ? open[0] : undefined;
      const into = here === null ? open : [here];
      for (const one of into) fillScanned(one, number);
      setTimes((was) => was + 1);
      if (into.length === 0) {
        setSaid({
          tone: "warn",
          title: `Scanned: ${name}.`,
          text: "None of the ways that can be chosen now asks for it, so it was put nowhere.",
        });
        return;
      }
      if (here === null && only !== undefined) choose({ type: "task", task: only.id });
      // What was looked at was about another number.
      if (step === "check" && here !== null) tell({ type: "back" });
      setSaid({
        tone: "ok",
        title: `Scanned: ${name}.`,
        text:
          here || only !== undefined ? "It is filled in." : "It is filled in wherever it is asked for: choose the way.",
      });
    },
    [choices, tasks, task, unchosen, fillScanned, choose, step, tell],
  );

  // What was scanned before waits for the list of tasks.
  const waiting = useRef(card);
  useEffect(() => {
    if (waiting.current === null || !ready) return;
    const digits = waiting.current;
    waiting.current = null;
    put({ kind: "iccid", digits });
  }, [ready, put]);

  useScanner(
    (text, inField) => {
      const number = scanned(text);
      if (number !== null) {
        put(number);
        return true;
      }
      if (!inField) {
        setSaid({
          tone: "warn",
          title: "Something was scanned that is no SIM number.",
          text: "The SIM number starts with 89 and has 18 to 20 digits. Cards and boxes carry other codes too: scan the one beside it.",
        });
      }
      return false;
    },
    { active: step === "verify" || step === "new_sim" || step === "check", fromFields: true },
  );
  // Once it is looked at, that it was filled in is no news any more.
  const old = step === "send" || step === "install" || (step === "check" && said?.tone === "ok");
  return { said: old ? null : said, times };
}

/** The tasks among the ways that can be chosen and ask for such a number. */
function waysFor(choices: readonly SimChoice[], tasks: readonly TaskView[], kind: Scanned["kind"]): TaskView[] {
  return choices.flatMap(({ available, way }) => {
    const task = available && way.type === "task" ? tasks.find((one) => one.id === way.task) : undefined;
    return task?.fields.some((field) => takes(field, kind)) === true ? [task] : [];
  });
}
