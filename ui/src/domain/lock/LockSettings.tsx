// When the desk locks itself, and its PIN.
import { Lock } from "lucide-react";
import { useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import type { SettingsView } from "@/ipc";
import { Button, Card, ChoiceCards, Notice, toast } from "@/shared";
import css from "./lock.module.css";
import { lockNow } from "./lockNow";
import { PinForm } from "./PinForm";
import { useChangeSettings, useLockChanged } from "./queries";
import { lockAfterWords } from "./words";

/** In seconds; 0 is never. */
const TIMES: readonly number[] = [60, 300, 600, 1800, 0];

export function LockSettings({ settings }: { settings: SettingsView }) {
  const change = useChangeSettings();
  const changed = useLockChanged();
  const [form, setForm] = useState<"set" | "change" | "remove" | null>(null);
  const { lock, lock_after_s: set, locks_with_computer: withComputer } = settings;
  // A time that was written into the file by hand has a card of its own.
  const times = TIMES.includes(set) ? TIMES : [set, ...TIMES];
  const shown = change.isPending ? (change.variables.lock_after_s ?? set) : set;
  return (
    <Card
      title="Lock"
      aside={
        <Button icon={<Lock size={14} />} kbd="Mod+l" onPress={lockNow}>
          Lock now
        </Button>
      }
    >
      <div className={css.part}>
        <p>
          Locking takes every customer and every code off the screen and forgets who was verified. It keeps out whoever
          sits down at this desk; it does not replace the lock of the computer.
        </p>
        <ChoiceCards
          label="Lock when nobody has touched SIMdesk"
          across
          numberKeys={false}
          choices={times.map((time) => ({
            value: String(time),
            name: lockAfterWords(time),
            title: lockAfterWords(time),
          }))}
          value={String(shown)}
          onChange={(value) => change.mutate({ lock_after_s: Number(value) })}
        />
        <p className="dim small">
          {withComputer
            ? "It also locks when this computer's screen is locked or the computer goes to sleep."
            : "This system does not tell SIMdesk when its screen is locked, so only this time counts."}
        </p>
        {change.isError && <ProblemNotice problem={asProblem(change.error)} />}
      </div>
      <div className={css.part}>
        <h3 className={css.heading}>PIN</h3>
        {lock.pin === "none" && <p>There is no PIN: whoever presses Unlock is in.</p>}
        {lock.pin === "keyring" && (
          <p>A PIN is set. This computer's keyring keeps a hash of it, and SIMdesk asks for it at every start too.</p>
        )}
        {lock.pin === "session" && (
          <Notice tone="warn" title="The PIN counts until SIMdesk ends">
            This computer has no keyring that works, and a PIN is kept nowhere else.
          </Notice>
        )}
        {form === null ? (
          <div className={css.end}>
            {lock.pin === "none" ? (
              <Button onPress={() => setForm("set")}>Set a PIN…</Button>
            ) : (
              <>
                <Button onPress={() => setForm("change")}>Change the PIN…</Button>
                <Button onPress={() => setForm("remove")}>Remove the PIN…</Button>
              </>
            )}
          </div>
        ) : (
          <PinForm
            key={form}
            job={form}
            lock={lock}
            onLock={changed}
            onDone={(next) => {
              changed(next);
              setForm(null);
              toast(form === "remove" ? "The PIN was removed" : "The PIN is set");
            }}
            onLeave={() => setForm(null)}
          />
        )}
      </div>
    </Card>
  );
}
