// One clock for everything on screen that counts, and the words for ages and times. Times are milliseconds since 1970.
import { useSyncExternalStore } from "react";

interface Clock {
  now: number;
  timer: ReturnType<typeof setInterval> | undefined;
  listeners: Set<() => void>;
}

const clocks = new Map<number, Clock>();

function clockOf(interval: number): Clock {
  let clock = clocks.get(interval);
  if (clock === undefined) {
    clock = { now: Date.now(), timer: undefined, listeners: new Set() };
    clocks.set(interval, clock);
  }
  return clock;
}

function subscribe(interval: number, changed: () => void): () => void {
  const clock = clockOf(interval);
  clock.listeners.add(changed);
  if (clock.timer === undefined) {
    clock.now = Date.now();
    clock.timer = setInterval(() => {
      clock.now = Date.now();
      for (const listener of [...clock.listeners]) listener();
    }, interval);
  }
  return () => {
    clock.listeners.delete(changed);
    if (clock.listeners.size === 0) {
      clearInterval(clock.timer);
      clock.timer = undefined;
    }
  };
}

function read(interval: number): number {
  const clock = clockOf(interval);
  // Nobody keeps a stopped clock going: it is read afresh, to the interval, so that React sees one value a render.
  if (clock.timer === undefined) clock.now = Math.floor(Date.now() / interval) * interval;
  return clock.now;
}

const subscribers = new Map<number, (changed: () => void) => () => void>();

/** The time now, again every `interval` milliseconds. */
export function useNow(interval = 1000): number {
  let subscriber = subscribers.get(interval);
  if (subscriber === undefined) {
    subscriber = (changed) => subscribe(interval, changed);
    subscribers.set(interval, subscriber);
  }
  return useSyncExternalStore(subscriber, () => read(interval));
}

/** A text made of the time, again only when the text changes. */
export function useTimeText(text: (now: number) => string): string {
  let subscriber = subscribers.get(1000);
  if (subscriber === undefined) {
    subscriber = (changed) => subscribe(1000, changed);
    subscribers.set(1000, subscriber);
  }
  return useSyncExternalStore(subscriber, () => text(read(1000)));
}

/** "now", "12 s", "2 min", "4 h", "3 d". A time in the future counts as now: clocks differ a little. */
export function ageWords(at: number, now: number): string {
  const seconds = Math.floor((now - at) / 1000);
  if (seconds < 5) return "now";
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h`;
  return `${Math.floor(hours / 24)} d`;
}

/**
 * "1:42" or "1:02:05" of so many milliseconds, whole seconds only: the clock on screen may be almost a second old, and
 * rounding up would begin a countdown one too high. Never below zero.
 */
export function clockWords(milliseconds: number): string {
  const all = Math.max(0, Math.floor(milliseconds / 1000));
  const seconds = String(all % 60).padStart(2, "0");
  const minutes = Math.floor(all / 60);
  if (minutes < 60) return `${minutes}:${seconds}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${seconds}`;
}
