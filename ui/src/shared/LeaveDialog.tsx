// Asks before what was typed on a page is thrown away. Escape stays.
import type { ReactNode } from "react";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

export interface LeaveDialogProps {
  title: ReactNode;
  onLeave: () => void;
  onStay: () => void;
}

export function LeaveDialog({ title, onLeave, onStay }: LeaveDialogProps) {
  return (
    <Dialog
      title={title}
      onClose={onStay}
      actions={
        <>
          <Button variant="danger" onPress={onLeave}>
            Leave
          </Button>
          <Button variant="primary" autoFocus onPress={onStay}>
            Stay
          </Button>
        </>
      }
    >
      <p>What was typed here is not kept.</p>
    </Dialog>
  );
}
