// A button that opens a small box beside it.
import { type ReactNode, useState } from "react";
import { Popover as AriaPopover, Button, Dialog, DialogTrigger } from "react-aria-components";
import { cx } from "./cx";
import { useModalKeys } from "./keys";
import css from "./Popover.module.css";

export interface PopoverProps {
  /** What the button shows. */
  trigger: ReactNode;
  /** The button's name; needed when what it shows does not say it all. */
  name: string;
  /** The name of what opens. */
  label: string;
  children: (close: () => void) => ReactNode;
}

export function Popover({ trigger, name, label, children }: PopoverProps) {
  // Beside its button in the document too, so that it is in the same part of the page for assistive technology.
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <DialogTrigger>
      <Button className={cx(css.trigger)} aria-label={name}>
        {trigger}
      </Button>
      <span ref={setPlace} />
      <AriaPopover
        {...(place === null ? {} : { UNSTABLE_portalContainer: place })}
        className={cx(css.popover)}
        placement="bottom end"
      >
        <Dialog className={cx(css.dialog)} aria-label={label}>
          {({ close }) => <Content>{children(close)}</Content>}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}

function Content({ children }: { children: ReactNode }) {
  useModalKeys();
  return <>{children}</>;
}
