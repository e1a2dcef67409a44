// The keys that work now: those of this screen, those in the search box, and those everywhere.
import { Dialog, Kbd, type ListedKey } from "@/shared";
import css from "./KeysOverlay.module.css";

const IN_THE_BOX: readonly { key: string; label: string }[] = [
  { key: "ArrowDown", label: "Choose the next line" },
  { key: "ArrowUp", label: "Choose the line before" },
  { key: "PageDown", label: "Ten lines on" },
  { key: "PageUp", label: "Ten lines back" },
  { key: "Home", label: "Choose the first line" },
  { key: "End", label: "Choose the last line" },
  { key: "Enter", label: "Open the line" },
  { key: "Escape", label: "Clear, then back" },
];

export interface KeysOverlayProps {
  listed: readonly ListedKey[];
  onClose: () => void;
}

export function KeysOverlay({ listed, onClose }: KeysOverlayProps) {
  return (
    <Dialog title="Keys" onClose={onClose} wide>
      <div className={css.columns}>
        <Keys title="On this screen" keys={listed.filter((one) => one.layer === "view")} />
        <Keys title="In the search box" keys={IN_THE_BOX} />
        <Keys title="Everywhere" keys={listed.filter((one) => one.layer === "global")} />
      </div>
      <p className={css.note}>Single keys are off while typing in a field.</p>
    </Dialog>
  );
}

function Keys({ title, keys }: { title: string; keys: readonly { key: string; label: string }[] }) {
  if (keys.length === 0) return null;
  return (
    <section>
      <h3 className={css.title}>{title}</h3>
      <dl className={css.keys}>
        {keys.map((one) => (
          <div key={one.key} className={css.key}>
            <dt>
              <Kbd keys={one.key} />
            </dt>
            <dd>{one.label}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
