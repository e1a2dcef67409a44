// Short words that something happened. They are said by screen readers and go by themselves; nothing is only said here.
import { X } from "lucide-react";
import { useSyncExternalStore } from "react";
import { IconButton } from "./Button";
import { cx } from "./cx";
import css from "./toast.module.css";

export type ToastTone = "ok" | "info" | "bad";

interface Toast {
  id: number;
  tone: ToastTone;
  text: string;
}

const SHOWN_MS = 7000;
const MOST = 3;

let toasts: readonly Toast[] = [];
let next = 0;
const listeners = new Set<() => void>();

function put(value: readonly Toast[]): void {
  toasts = value;
  for (const listener of [...listeners]) listener();
}

function drop(id: number): void {
  put(toasts.filter((toast) => toast.id !== id));
}

/** Says something: "Number copied". No secret and no personal value in it. */
export function toast(text: string, tone: ToastTone = "ok"): void {
  next += 1;
  const id = next;
  put([...toasts, { id, tone, text }].slice(-MOST));
  setTimeout(() => drop(id), SHOWN_MS);
}

/** Takes away whatever is still said. */
export function clearToasts(): void {
  put([]);
}

/** Where toasts appear: once, in the shell. */
export function ToastRegion() {
  const shown = useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => toasts,
  );
  return (
    <div className={css.region} role="status" aria-live="polite" aria-label="Messages">
      {shown.map((one) => (
        <div key={one.id} className={cx(css.toast, css[one.tone])}>
          <span>{one.text}</span>
          <IconButton label="Dismiss" onPress={() => drop(one.id)}>
            <X size={14} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
