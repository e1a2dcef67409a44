// Light, dark, or as the system is.
import { Monitor, Moon, Sun } from "lucide-react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { cx, setTheme, type Theme, useTheme } from "@/shared";
import css from "./ThemeSwitch.module.css";

const THEMES: readonly { value: Theme; label: string; Icon: typeof Sun }[] = [
  { value: "system", label: "Theme as the system", Icon: Monitor },
  { value: "light", label: "Light theme", Icon: Sun },
  { value: "dark", label: "Dark theme", Icon: Moon },
];

export function ThemeSwitch() {
  const theme = useTheme();
  return (
    <ToggleButtonGroup
      aria-label="Theme"
      className={cx(css.switch)}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[theme]}
      onSelectionChange={(keys) => {
        const next = THEMES.find((one) => keys.has(one.value));
        if (next !== undefined) setTheme(next.value);
      }}
    >
      {THEMES.map(({ value, label, Icon }) => (
        <ToggleButton key={value} id={value} aria-label={label} className={cx(css.choice)}>
          <Icon size={14} aria-hidden="true" />
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
