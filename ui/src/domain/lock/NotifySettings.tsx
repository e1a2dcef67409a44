// Whether the outcome of a change is told while nobody looks at the window.
import { Switch } from "react-aria-components";
import { asProblem, ProblemNotice } from "@/errors";
import type { SettingsView } from "@/ipc";
import { Card, cx } from "@/shared";
import css from "./lock.module.css";
import { useChangeSettings } from "./queries";

export function NotifySettings({ settings }: { settings: SettingsView }) {
  const change = useChangeSettings();
  return (
    <Card title="Notifications">
      <div className={css.part}>
        <Switch
          className={cx(css.switch)}
          isSelected={change.isPending ? (change.variables.notify ?? settings.notify) : settings.notify}
          onChange={(notify) => change.mutate({ notify })}
        >
          <span className={css.track} aria-hidden="true" />
          <span>Tell when a change comes to its outcome while SIMdesk is in the background</span>
        </Switch>
        <p className="dim small">Only the provider is named, never a customer: “A change at ONSIM is done”.</p>
        {change.isError && <ProblemNotice problem={asProblem(change.error)} />}
      </div>
    </Card>
  );
}
