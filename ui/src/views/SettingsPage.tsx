// What can be set for this desk: the lock, notifications, how long personal details are kept, how it looks.
import { LockSettings, NotifySettings, RetentionSettings, useSettings } from "@/domain/lock";
import { asProblem, ProblemNotice } from "@/errors";
import { Card, ChoiceCards, Skeleton, setTheme, type Theme, useTheme } from "@/shared";
import css from "./ConnectionsView.module.css";
import { useStart } from "./start";

const THEMES: readonly { value: Theme; name: string }[] = [
  { value: "system", name: "As the system" },
  { value: "light", name: "Light" },
  { value: "dark", name: "Dark" },
];

export function SettingsPage() {
  const { version } = useStart();
  const settings = useSettings();
  const theme = useTheme();
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1 className={css.title}>Settings</h1>
        <span className="dim small">SIMdesk {version}</span>
      </header>
      {settings.isPending && <Skeleton label="Reading the settings" lines={5} />}
      {settings.isError && (
        <ProblemNotice problem={asProblem(settings.error)} onRetry={() => void settings.refetch()} />
      )}
      {settings.data !== undefined && (
        <>
          <LockSettings settings={settings.data} />
          <NotifySettings settings={settings.data} />
          <RetentionSettings retention={settings.data.retention} />
        </>
      )}
      <Card title="Appearance">
        <ChoiceCards
          label="Theme"
          showLabel={false}
          across
          numberKeys={false}
          choices={THEMES.map(({ value, name }) => ({ value, name, title: name }))}
          value={theme}
          onChange={setTheme}
        />
      </Card>
    </div>
  );
}
