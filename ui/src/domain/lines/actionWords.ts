// How the ledger rows of one line are said on its page.
import type { ActionKind, ActionState, ActionView, Reason, Screen } from "@/ipc";
import { formatTime } from "@/shared";
import type { Tone } from "./words";

const STATES: Record<ActionState, { tone: Tone; words: string }> = {
  prepared: { tone: "off", words: "Preparing" },
  sent: { tone: "info", words: "Sending" },
  done: { tone: "ok", words: "Done" },
  accepted: { tone: "info", words: "Waiting" },
  refused: { tone: "bad", words: "Refused" },
  not_sent: { tone: "off", words: "Not sent" },
  unknown: { tone: "warn", words: "Unknown" },
  not_done: { tone: "off", words: "Did not happen" },
  failed: { tone: "bad", words: "Failed" },
  noted: { tone: "info", words: "Noted" },
};

const REASONS: Record<Reason, string> = {
  lost: "lost",
  stolen: "stolen",
  damaged: "damaged",
  new_phone: "new phone",
  customer_asked: "customer asked",
  other: "other",
};

const SCREENS: Record<Screen, string> = { agent: "this screen", customer: "customer screen" };

function onOff(on: boolean): string {
  return on ? "on" : "off";
}

/** The tag of a row. */
export function actionTag(action: ActionView): { tone: Tone; words: string } {
  if (action.state === "noted" && action.kind.type === "code_shown") {
    return { tone: "info", words: "Shown" };
  }
  if (action.state === "noted" && action.kind.type === "code_copied") {
    return { tone: "info", words: "Copied" };
  }
  return STATES[action.state];
}

/** What was done. */
export function actionTitle(kind: ActionKind, seconds: number | null): string {
  switch (kind.type) {
    case "new_esim_code":
      return "New eSIM code";
    case "change_plan":
      return `Change plan to ${kind.plan}`;
    case "set_services":
      return `Services: data ${onOff(kind.data)}, voice ${onOff(kind.voice)}, SMS ${onOff(kind.messages)}, hotspot ${onOff(kind.hotspot)}`;
    case "set_recording":
      return `Recording: calls ${onOff(kind.voice)}, SMS ${onOff(kind.messages)}`;
    case "cease_line":
      return "End the line";
    case "code_shown":
      return ["QR", seconds === null ? null : `${seconds} s`, SCREENS[kind.screen]]
        .filter((part) => part !== null)
        .join(", ");
    case "code_copied":
      return "Part of a code, to the clipboard";
    case "ledger_started":
      return `A new ledger was begun: ${kind.reason}`;
  }
}

/** What stands below a row: who, why, and how it is known. */
export function actionAbout(action: ActionView): string {
  const about = [action.agent];
  if (action.reason !== null) {
    about.push(`reason: ${REASONS[action.reason]}${action.note === null ? "" : `, ${action.note}`}`);
  }
  if (action.state === "unknown") {
    about.push(`no answer${action.provider_name === null ? "" : ` from ${action.provider_name}`}`);
  }
  if (action.read_back) {
    about.push(`read back at ${formatTime(action.changed_at)}`);
  }
  return about.join(" · ");
}
