// The one button. What it does is its text; the key that does the same stands beside it.
import type { ReactNode, Ref } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import css from "./Button.module.css";
import { cx } from "./cx";
import { Kbd } from "./Kbd";

export interface ButtonProps extends Omit<AriaButtonProps, "children" | "className" | "style"> {
  variant?: "plain" | "primary" | "danger" | "quiet";
  /** The key that does the same, as `useKeys` writes it. It is shown, not bound. */
  kbd?: string;
  icon?: ReactNode;
  /** As wide as its place. */
  wide?: boolean;
  ref?: Ref<HTMLButtonElement>;
  children: ReactNode;
}

export function Button({ variant = "plain", kbd, icon, wide = false, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={cx(css.button, css[variant], wide && css.wide)}>
      {icon !== undefined && (
        <span className={css.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <span>{children}</span>
      {kbd !== undefined && (
        <span aria-hidden="true">
          <Kbd keys={kbd} />
        </span>
      )}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, "children" | "className" | "style"> {
  /** Its name, for those who do not see the picture. */
  label: string;
  children: ReactNode;
}

/** A button that is only a picture. */
export function IconButton({ label, children, ...rest }: IconButtonProps) {
  return (
    <AriaButton {...rest} aria-label={label} className={cx(css.button, css.quiet, css.square)}>
      {children}
    </AriaButton>
  );
}
