// The one box: finds lines as one types, and after ">" runs commands. The caret stays in it while the arrow keys choose.
import { Search, X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useLocation } from "wouter";
import { RESULTS_ID } from "@/domain/search";
import { cx, IconButton, Kbd, rowId, stepSelection } from "@/shared";
import { type Command, matching } from "./commands";
import { useOmnibox } from "./omnibox";
import css from "./SearchBox.module.css";

const COMMANDS_ID = "commands";

export interface SearchBoxProps {
  /** Large, in the middle of the page. */
  big: boolean;
  commands: readonly Command[];
  showKeys: () => void;
}

export function SearchBox({ big, commands, showKeys }: SearchBoxProps) {
  const box = useOmnibox();
  const [location] = useLocation();
  const [at, setAt] = useState(0);
  const offered = box.command === null ? [] : matching(commands, box.command);
  const chosen = Math.min(at, offered.length - 1);
  const commanding = box.command !== null;
  const listed = !commanding && location === "/" && box.lines.length > 0;

  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    box.setText("");
    // The page takes the focus back, so that its keys work again; what the command opens may take it from there.
    if (location !== "/") document.getElementById("main")?.focus();
    command.run();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === "Escape") {
      event.preventDefault();
      box.leave();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (commanding) run(offered[chosen]);
      else box.enter(event.currentTarget.value);
    } else if (commanding) {
      const next = stepSelection(event.key, chosen, offered.length);
      if (next === null) return;
      event.preventDefault();
      setAt(next);
    } else if (listed) {
      const next = stepSelection(event.key, box.selected, box.lines.length);
      if (next === null) return;
      event.preventDefault();
      box.select(next);
    }
  };

  const active = commanding
    ? offered.length > 0
      ? `${COMMANDS_ID}-${chosen}`
      : undefined
    : listed && box.selected >= 0
      ? rowId(RESULTS_ID, box.selected)
      : undefined;

  return (
    // biome-ignore lint/a11y/useSemanticElements: the web view of macOS 12 does not know <search>.
    <div role="search" className={cx(css.place, big && css.big)}>
      <div className={css.box}>
        <Search size={big ? 18 : 15} aria-hidden="true" className={css.icon} />
        <input
          ref={box.input}
          className={css.input}
          type="text"
          role="combobox"
          aria-label="Search lines, or type > for commands"
          aria-expanded={commanding || listed}
          aria-controls={commanding ? COMMANDS_ID : RESULTS_ID}
          aria-haspopup={commanding ? "listbox" : "grid"}
          aria-autocomplete="list"
          {...(active === undefined ? {} : { "aria-activedescendant": active })}
          placeholder={big ? "Number, ICCID, name, e-mail, account…" : "Search number, ICCID, name, e-mail, account…"}
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          spellCheck={false}
          value={box.text}
          onChange={(event) => {
            const next = event.target.value;
            if (next === "?") {
              showKeys();
              return;
            }
            setAt(0);
            box.setText(next);
          }}
          onKeyDown={onKeyDown}
        />
        {box.text === "" ? (
          <Kbd keys="Mod+k" />
        ) : (
          <IconButton
            label="Clear the search"
            onPress={() => {
              box.setText("");
              box.input.current?.focus();
            }}
          >
            <X size={15} aria-hidden="true" />
          </IconButton>
        )}
      </div>
      {commanding && (
        <div className={css.popup}>
          <div id={COMMANDS_ID} role="listbox" aria-label="Commands" className={css.commands}>
            {offered.map((command, index) => (
              <div
                key={command.id}
                id={`${COMMANDS_ID}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === chosen}
                className={css.command}
                onPointerDown={(event) => {
                  event.preventDefault();
                  run(command);
                }}
              >
                <span>{command.label}</span>
                {command.keys !== undefined && <Kbd keys={command.keys} />}
              </div>
            ))}
          </div>
          {offered.length === 0 && <p className={css.none}>No command has these words.</p>}
        </div>
      )}
    </div>
  );
}
