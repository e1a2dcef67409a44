// A code on the agent's screen and, when they want it, on the customer's.
import type { ComponentProps } from "react";
import { CustomerCard, useCustomerScreen } from "@/domain/customer";
import { InstallPanel } from "@/domain/sims";
import { call } from "@/ipc";

export function CodeOnScreen(props: Omit<ComponentProps<typeof InstallPanel>, "customer">) {
  const control = useCustomerScreen();
  return (
    <InstallPanel
      {...props}
      customer={(showing) => (
        <CustomerCard
          control={control}
          offer={
            showing === null
              ? null
              : { words: "Show on the customer screen", put: () => call("show_to_customer", { showing }) }
          }
        />
      )}
    />
  );
}
