// What the agent knows of the customer's screen, and what they can do with it.
import { useCallback, useEffect, useState } from "react";
import { asProblem } from "@/errors";
import { type CustomerPhone, type CustomerScreenAnswer, call, type Language, onDeskEvent, type Problem } from "@/ipc";

/** The customer's screen, as an agent has it in hand. */
export interface CustomerControl {
  /** How it is; null until it is known. */
  customer: CustomerScreenAnswer | null;
  /** Why the last thing that was asked of it was not done. */
  problem: Problem | null;
  /** Does something with it, and keeps why it could not be done. */
  attempt: (work: Promise<unknown>) => void;
  choose: (what: { language: Language } | { phone: CustomerPhone }) => void;
  blank: () => void;
  close: () => void;
}

export function useCustomerScreen(): CustomerControl {
  const [customer, setCustomer] = useState<CustomerScreenAnswer | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    let current = true;
    let told = false;
    const stop = onDeskEvent((event) => {
      if (event.type !== "customer_screen") return;
      told = true;
      setCustomer(event.customer);
    });
    call("customer_screen", { seen: null }).then(
      // An event that came first is newer.
      (answer) => current && !told && setCustomer(answer),
      (error: unknown) => current && setProblem(asProblem(error)),
    );
    return () => {
      current = false;
      stop();
    };
  }, []);

  const attempt = useCallback((work: Promise<unknown>) => {
    setProblem(null);
    work.catch((error: unknown) => setProblem(asProblem(error)));
  }, []);
  const choose = useCallback<CustomerControl["choose"]>(
    (what) => attempt(call("choose_for_customer", { language: null, phone: null, ...what })),
    [attempt],
  );
  const blank = useCallback(() => attempt(call("blank_customer_screen", {})), [attempt]);
  const close = useCallback(() => attempt(call("close_customer_screen", {})), [attempt]);
  return { customer, problem, attempt, choose, blank, close };
}
