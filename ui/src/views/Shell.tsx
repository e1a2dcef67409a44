// What is always there: the rail, the search box, the state of the connections, and the keys that work everywhere.
import { type ReactNode, useCallback, useState } from "react";
import { Link, useLocation } from "wouter";
import { ConnectionTag, useConnections } from "@/domain/connections";
import { lockNow, useStillHere } from "@/domain/lock";
import { cx, Kbd, ToastRegion, useKeys, useListedKeys } from "@/shared";
import { useCommands } from "./commands";
import { KeysOverlay } from "./KeysOverlay";
import { OmniboxProvider, useOmniboxState } from "./omnibox";
import { Rail } from "./Rail";
import { SearchBox } from "./SearchBox";
import css from "./Shell.module.css";
import { StartNotices } from "./StartNotices";
import { useStart } from "./start";

export function Shell({ children }: { children: ReactNode }) {
  const box = useOmniboxState();
  const { notices } = useStart();
  const [location, go] = useLocation();
  const [keysShown, setKeysShown] = useState(false);
  const showKeys = useCallback(() => setKeysShown(true), []);
  const listed = useListedKeys();
  const commands = useCommands(showKeys);
  const connections = useConnections().data?.connections ?? [];
  const big = location === "/" && box.query === "";

  const find = () => {
    box.input.current?.focus();
    box.input.current?.select();
  };
  useKeys(
    {
      "Mod+k": { label: "Find", run: find },
      "/": { label: "Find", run: find },
      ">": {
        label: "Run a command",
        run: () => {
          box.setText(">");
          box.input.current?.focus();
        },
      },
      "g s": { label: "Go to Search", run: () => go("/") },
      "g a": { label: "Go to Actions", run: () => go("/actions") },
      "g c": { label: "Go to Connections", run: () => go("/connections") },
      "Mod+,": { label: "Settings", run: () => go("/settings") },
      "Mod+l": { label: "Lock", run: lockNow },
      // Without this the web view would load the page anew and forget what is typed.
      F5: { label: "Refresh", run: () => undefined, hidden: true },
      Escape: { label: "Back", run: () => go("/"), when: location !== "/" },
      "?": { label: "Show the keys", run: showKeys },
    },
    "global",
  );

  // A dialog shuts out every other key, but not this one.
  useKeys({ "Mod+l": { label: "Lock", run: lockNow, hidden: true } }, "modal");
  useStillHere();

  return (
    <OmniboxProvider value={box}>
      <div className={css.app}>
        <Rail />
        <header className={cx(css.top, big && css.big)}>
          <SearchBox big={big} commands={commands} showKeys={showKeys} />
          <ul className={css.tags} aria-label="Connections">
            {connections.map((connection) => (
              <li key={connection.id}>
                <ConnectionTag
                  connection={connection}
                  byLabel={connections.some((one) => one !== connection && one.provider === connection.provider)}
                  more={(close) => (
                    <Link href="/connections" onClick={close} className={css.more}>
                      All connections
                    </Link>
                  )}
                />
              </li>
            ))}
          </ul>
          {big && (
            <p className={css.hint}>
              Type, paste or scan · <Kbd keys="?" /> shows the keys · <Kbd keys=">" /> runs a command
            </p>
          )}
        </header>
        <main id="main" className={cx(css.main, big && css.centred)} tabIndex={-1}>
          <StartNotices notices={notices} />
          {children}
        </main>
      </div>
      {keysShown && <KeysOverlay listed={listed} onClose={() => setKeysShown(false)} />}
      <ToastRegion />
    </OmniboxProvider>
  );
}
