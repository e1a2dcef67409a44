// A question or a list above the page. Escape and the cross close it.
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { IconButton } from "./Button";
import { cx } from "./cx";
import css from "./Dialog.module.css";
import { useModalKeys } from "./keys";

export interface DialogProps {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the foot. */
  actions?: ReactNode;
  wide?: boolean;
}

/** react-aria hides what is behind the dialog, and leaves it to us to say that the dialog is modal. */
function sayModal(dialog: HTMLElement | null): void {
  dialog?.setAttribute("aria-modal", "true");
}

/** Is open as long as it is on screen: the owner renders it or not. */
export function Dialog({ title, onClose, children, actions, wide = false }: DialogProps) {
  useModalKeys();
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => !open && onClose()} className={cx(css.scrim)}>
      <Modal className={cx(css.modal, wide && css.wide)}>
        <AriaDialog ref={sayModal} className={cx(css.dialog)}>
          <header className={css.head}>
            <Heading slot="title" className={cx(css.title)}>
              {title}
            </Heading>
            <IconButton label="Close" onPress={onClose}>
              <X size={16} aria-hidden="true" />
            </IconButton>
          </header>
          <div className={css.body}>{children}</div>
          {actions !== undefined && <footer className={css.actions}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
