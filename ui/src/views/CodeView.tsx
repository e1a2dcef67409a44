// The code in force of a line, on screen. Showing it hands out a key, so the customer is verified first.
import { useLocation } from "wouter";
import { whyNoWay } from "@/domain/lines";
import { CodeOnScreen } from "./CodeOnScreen";
import { lastDigits, replacePath } from "./LineViewPaths";
import { VerifiedLine } from "./VerifiedLine";

/** The route `/line/:connection/:id/code`. */
export default function CodeView() {
  const [, go] = useLocation();
  return (
    <VerifiedLine>
      {({ page, leave, verifyAgain }) => (
        <CodeOnScreen
          line={page.line.key}
          lastDigits={lastDigits(page.line)}
          provider={page.line.provider_name}
          issuedAt={null}
          onLeave={leave}
          onNewCode={whyNoWay(page, "new_esim_code") === null ? () => go(replacePath(page.line.key)) : null}
          onVerify={verifyAgain}
        />
      )}
    </VerifiedLine>
  );
}
