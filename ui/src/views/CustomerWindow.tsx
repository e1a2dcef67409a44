// The window that faces the customer. Nothing of the agent's page is in it, so it takes from other rooms the files it needs and
// not all that they offer.
import { useEffect } from "react";
import { CustomerScreen } from "@/domain/customer/CustomerScreen";
import { useWatchedScreen } from "@/domain/customer/useWatchedScreen";
import { call, type CustomerScreen as Screen } from "@/ipc";

const NOTHING: Screen = { version: 0, shows: { type: "blank" }, last_digits: null, language: "en", phone: "other" };

/** What a customer presses is told; the answer is the next state. A press that is lost is pressed again. */
const DOES = {
  choose: (what: { language: Screen["language"] } | { phone: Screen["phone"] }) => {
    call("choose_for_customer", { language: null, phone: null, ...what }).catch(() => undefined);
  },
  confirm: (question: number) => {
    call("confirm_as_customer", { question }).catch(() => undefined);
  },
};

export function CustomerWindow() {
  const screen = useWatchedScreen() ?? NOTHING;
  const { language } = screen;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <main style={{ height: "100%" }}>
      <CustomerScreen screen={screen} does={DOES} />
    </main>
  );
}
