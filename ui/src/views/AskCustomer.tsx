// The question of the Check step on the customer's screen: what will happen to their number, and a button that says it is right.
import { useEffect, useRef } from "react";
import { CustomerCard, useCustomerScreen } from "@/domain/customer";
import { call, type LineKey, type NewSim } from "@/ipc";

export function AskCustomer({ line, gets }: { line: LineKey; gets: NewSim }) {
  const control = useCustomerScreen();
  const asked = useRef(false);
  const { blank } = control;
  // A question is for this step; it does not stay on the customer's screen.
  useEffect(
    () => () => {
      if (asked.current) blank();
    },
    [blank],
  );
  return (
    <CustomerCard
      control={control}
      offer={{
        words: "Ask on the customer screen",
        put: () => {
          asked.current = true;
          return call("ask_customer", { line, gets });
        },
      }}
    />
  );
}
