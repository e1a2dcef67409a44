// A code that came from outside, for a line whose provider shows none: verified, entered, shown, forgotten.
import { useHeldCode } from "@/domain/sims";
import { OutsideCode } from "./ReplaceSimResult";
import { VerifiedLine } from "./VerifiedLine";

/** The route `/line/:connection/:id/enter-code`. */
export function EnterCodeView() {
  const outside = useHeldCode();
  return (
    <VerifiedLine>
      {({ page, leave, verifyAgain }) => (
        <OutsideCode line={page.line} outside={outside} leave={leave} verifyAgain={verifyAgain} />
      )}
    </VerifiedLine>
  );
}
