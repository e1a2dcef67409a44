// Barcode scanners type like a very fast person: a burst of digits and letters, then Enter, Tab or nothing. This hears such a
// burst wherever the focus is, keeps its keys from setting anything off, and hands the text over.
//
// Outside text fields every digit and letter is held back for a moment, until it is clear that no burst follows; then it acts as
// if it was pressed now. In a text field the keys go in as usual, and a burst that is taken is taken out of the field again.
import { useEffect, useRef } from "react";
import { takesText } from "./keys";

/** What a burst may look like: shorter ones are typing. */
const SHORTEST = 15;
/** The longest time between two keys of a burst, in milliseconds. */
const GAP_MS = 35;
/** After this long without a key a burst is over, in milliseconds. */
const PAUSE_MS = 60;

/** Takes a burst, or leaves it (false). `inField`: it went into a text field. */
export type TakeScan = (text: string, inField: boolean) => boolean;

interface Options {
  /** False: bursts are someone else's now. */
  active?: boolean;
  /** True: a burst that went into a text field is offered too. */
  fromFields?: boolean;
}

interface Entry {
  take: { current: TakeScan };
  options: { current: Options };
}

type TextBox = HTMLInputElement | HTMLTextAreaElement;

interface Burst {
  text: string;
  last: number;
  target: EventTarget | null;
  /** The field it goes into, with what was in it before. */
  field: { box: TextBox; before: string } | null;
  held: KeyboardEvent[];
  timer: ReturnType<typeof setTimeout>;
}

const entries: Entry[] = [];
const replayed = new WeakSet<Event>();
let burst: Burst | null = null;

/** Hears bursts while the component is on screen; the one that came last is asked first. */
export function useScanner(take: TakeScan, options: Options = {}): void {
  const current = useRef(take);
  const now = useRef(options);
  useEffect(() => {
    current.current = take;
    now.current = options;
  });
  useEffect(() => {
    const entry: Entry = { take: current, options: now };
    if (entries.length === 0) window.addEventListener("keydown", onKeyDown, true);
    entries.unshift(entry);
    return () => {
      entries.splice(entries.indexOf(entry), 1);
      if (entries.length === 0) {
        window.removeEventListener("keydown", onKeyDown, true);
        settle();
      }
    };
  }, []);
}

function onKeyDown(event: KeyboardEvent): void {
  if (replayed.has(event) || event.isComposing || ["Shift", "CapsLock"].includes(event.key)) return;
  if (burst !== null && (event.timeStamp - burst.last >= GAP_MS || burst.target !== event.target)) settle();
  const bare = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
  if (bare && /^[0-9a-z]$/i.test(event.key)) {
    add(event);
  } else if (burst !== null && bare && isEnd(event.key) && burst.text.length >= SHORTEST) {
    if (finish()) swallow(event);
  } else {
    settle();
  }
}

function isEnd(key: string): boolean {
  return key === "Enter" || key === "Tab";
}

function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function add(event: KeyboardEvent): void {
  const { target } = event;
  const timer = setTimeout(settle, PAUSE_MS);
  if (burst === null) {
    if (!entries.some((entry) => entry.options.current.active !== false)) {
      clearTimeout(timer);
      return;
    }
    const box = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;
    const field = takesText(target) && box !== null ? { box, before: box.value } : null;
    burst = { text: "", last: 0, target, field, held: [], timer };
  } else {
    clearTimeout(burst.timer);
  }
  burst.timer = timer;
  burst.text += event.key;
  burst.last = event.timeStamp;
  if (!takesText(target)) {
    swallow(event);
    burst.held.push(event);
  }
}

/** A burst ended without a sign of its end: by a pause or by another key. */
function settle(): void {
  if (burst === null) return;
  if (burst.text.length >= SHORTEST) {
    finish();
    return;
  }
  const { held, timer } = burst;
  clearTimeout(timer);
  burst = null;
  held.forEach((event, at) => {
    // One at a time, so that what the first one changes is on screen before the second one acts.
    if (at === 0) replay(event);
    else setTimeout(() => replay(event), at);
  });
}

/** Hands the burst over. True when its end must not act. */
function finish(): boolean {
  if (burst === null) return false;
  const { text, field, held, timer } = burst;
  clearTimeout(timer);
  burst = null;
  const inField = held.length === 0;
  const taken = entries.some(({ take, options }) => {
    const { active = true, fromFields = false } = options.current;
    if (!active || (inField && !fromFields)) return false;
    if (inField && field !== null) return take.current(text, true) && putBack(field.box, field.before);
    return take.current(text, inField);
  });
  // What was held back is dropped either way: nobody meant these keys one by one.
  return taken || !inField;
}

/** Puts back what was in a field, so that its owner hears of it too. */
function putBack(box: TextBox, before: string): true {
  const kind = box instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  Object.getOwnPropertyDescriptor(kind.prototype, "value")?.set?.call(box, before);
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

function replay(event: KeyboardEvent): void {
  const { key, code, location, shiftKey, target } = event;
  const again = new KeyboardEvent("keydown", { key, code, location, shiftKey, bubbles: true, cancelable: true });
  replayed.add(again);
  const there = target instanceof Node && target.isConnected ? target : document.body;
  there.dispatchEvent(again);
}
