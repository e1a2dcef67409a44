// A key as it is on the keyboard: "Mod+k" is "Ctrl K", on a Mac "⌘ K"; "g s" is two keys one after the other.
import css from "./Kbd.module.css";
import { useMac } from "./platform";

const NAMES: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  " ": "Space",
  PageUp: "PgUp",
  PageDown: "PgDn",
};

export function keyWords(keys: string, mac: boolean): string {
  return keys
    .split(" ")
    .map((stroke) =>
      stroke
        .split("+")
        .map((part) => {
          if (part === "Mod") return mac ? "⌘" : "Ctrl";
          if (part === "Alt") return mac ? "⌥" : "Alt";
          if (part.length === 1) return part.toUpperCase();
          return NAMES[part] ?? part;
        })
        .join(" "),
    )
    .join(" then ");
}

export function Kbd({ keys }: { keys: string }) {
  const mac = useMac();
  return <kbd className={css.kbd}>{keyWords(keys, mac)}</kbd>;
}
