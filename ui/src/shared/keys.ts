// The keys of the console: who listens to which key, who comes first, and the list that `?` shows.
//
// A key is written "r", "?", "F5", "Escape", "Mod+k" (Ctrl, or Cmd on a Mac), "Alt+ArrowDown", or "g s" for one after the other.
import { useEffect, useRef, useSyncExternalStore } from "react";
import { isMac } from "./platform";

export interface KeyBinding {
  /** What it does, as the overlay says it. */
  label: string;
  run: () => void;
  /** False: not now. The overlay leaves it out. */
  when?: boolean;
  /** True: works while typing in a field too. Keys with Ctrl or Cmd, function keys and Escape always do. */
  inFields?: boolean;
  /** True: not in the overlay. */
  hidden?: boolean;
}

/** Who is asked first: a modal shuts everyone else out, then the view, then what is always there. */
export type KeyLayer = "global" | "view" | "modal";

export interface ListedKey {
  key: string;
  label: string;
  layer: KeyLayer;
  /** Does what the key does. */
  run: () => void;
}

interface Entry {
  order: number;
  layer: KeyLayer;
  bindings: { current: Record<string, KeyBinding> };
}

const RANK: Record<KeyLayer, number> = { global: 0, view: 1, modal: 2 };
const SEQUENCE_MS = 1200;

const entries = new Set<Entry>();
const watchers = new Set<() => void>();
let modals = 0;
let order = 0;
let prefix: { key: string; at: number } | null = null;
let listening = false;
let listed: ListedKey[] = [];

/** Gives keys a meaning while the component is on screen. */
export function useKeys(bindings: Record<string, KeyBinding>, layer: KeyLayer = "view"): void {
  const current = useRef(bindings);
  useEffect(() => {
    current.current = bindings;
    relist();
  });
  useEffect(() => {
    order += 1;
    const entry: Entry = { order, layer, bindings: current };
    entries.add(entry);
    if (!listening) {
      window.addEventListener("keydown", onKeyDown);
      listening = true;
    }
    relist();
    return () => {
      entries.delete(entry);
      relist();
    };
  }, [layer]);
}

/** Shuts the keys of everything below out while the component is on screen. */
export function useModalKeys(): void {
  useEffect(() => {
    modals += 1;
    return () => {
      modals -= 1;
    };
  }, []);
}

/** The keys that work now, those of the view first. */
export function useListedKeys(): ListedKey[] {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    () => listed,
  );
}

function relist(): void {
  const next: ListedKey[] = [];
  const seen = new Set<string>();
  for (const entry of sorted()) {
    for (const [key, binding] of Object.entries(entry.bindings.current)) {
      if (binding.when === false || binding.hidden === true || seen.has(key)) continue;
      seen.add(key);
      next.push({
        key,
        label: binding.label,
        layer: entry.layer,
        run: () => entry.bindings.current[key]?.run(),
      });
    }
  }
  const same =
    next.length === listed.length &&
    next.every(
      (one, at) => one.key === listed[at]?.key && one.label === listed[at]?.label && one.layer === listed[at]?.layer,
    );
  if (same) return;
  listed = next;
  for (const watcher of [...watchers]) watcher();
}

function sorted(): Entry[] {
  return [...entries].sort((a, b) => RANK[b.layer] - RANK[a.layer] || b.order - a.order);
}

/** True for what takes typed text. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  if (!(target instanceof HTMLInputElement)) return false;
  return !["checkbox", "radio", "button", "submit", "reset", "range", "color", "file"].includes(target.type);
}

function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("a[href], button, summary, [role=button], [role=option]") !== null;
}

/** The name of a pressed key as bindings write it. */
export function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const mod = isMac() ? event.metaKey : event.ctrlKey;
  const parts = [mod ? "Mod" : "", event.altKey ? "Alt" : ""];
  // For a printed character the shift is in the character already ("?", ">").
  if (event.shiftKey && event.key.length > 1) parts.push("Shift");
  return [...parts.filter(Boolean), key].join("+");
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  if (["Shift", "Control", "Alt", "Meta", "CapsLock"].includes(event.key)) return;
  // AltGr characters arrive with Ctrl and Alt on Windows: they are text, not commands.
  if (event.getModifierState("AltGraph")) return;
  const name = keyName(event);
  const before = prefix !== null && event.timeStamp - prefix.at < SEQUENCE_MS ? `${prefix.key} ${name}` : null;
  prefix = null;
  const typing = takesText(event.target);
  const free = /Mod\+|Alt\+|^F\d+$|^Escape$/.test(name);

  for (const wanted of before === null ? [name] : [before, name]) {
    for (const entry of sorted()) {
      if (modals > 0 && entry.layer !== "modal") continue;
      const binding = entry.bindings.current[wanted];
      if (binding === undefined || binding.when === false) continue;
      if (typing && !free && binding.inFields !== true) continue;
      if ((name === "Enter" || name === " ") && isPressable(event.target)) continue;
      event.preventDefault();
      binding.run();
      return;
    }
  }
  if (!typing && modals === 0 && startsSequence(name)) prefix = { key: name, at: event.timeStamp };
}

function startsSequence(name: string): boolean {
  for (const entry of entries) {
    for (const [key, binding] of Object.entries(entry.bindings.current)) {
      if (key.startsWith(`${name} `) && binding.when !== false) return true;
    }
  }
  return false;
}
