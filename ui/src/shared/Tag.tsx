// A state in one word. The word carries it; the colour only helps.
import type { ReactNode } from "react";
import { cx } from "./cx";
import css from "./Tag.module.css";
import tones from "./tones.module.css";

export type Tone = "ok" | "warn" | "bad" | "info" | "port" | "off";

export function Tag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={cx(css.tag, tones[tone])}>{children}</span>;
}
