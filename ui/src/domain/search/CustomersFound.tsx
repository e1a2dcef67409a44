// Customers that providers found for what was typed, where they are kept apart from lines.
import type { ConnectionId, CustomerHit } from "@/ipc";
import { Button, countOf, Tag } from "@/shared";
import type { Asked } from "./asked";
import css from "./SearchStatus.module.css";

export interface CustomersFoundProps {
  providers: readonly Asked[];
  onOpen: (connection: ConnectionId, customer: CustomerHit) => void;
}

/** Nothing while no provider found one. */
export function CustomersFound({ providers, onOpen }: CustomersFoundProps) {
  const found = providers.flatMap((asked) =>
    asked.state.is === "answered" && asked.state.customers.length > 0
      ? [{ asked, customers: asked.state.customers }]
      : [],
  );
  if (found.length === 0) return null;
  return (
    <section className={css.customers} aria-label="Customers found">
      {found.map(({ asked, customers }) => (
        <div key={asked.connection}>
          <h2 className={css.heading}>
            {asked.label}: {countOf(customers.length, "customer")}
          </h2>
          <ul className={css.rows}>
            {customers.map((customer) => (
              <li key={customer.id} className={css.row}>
                <Tag tone="off">Customer</Tag>
                <Button variant="quiet" onPress={() => onOpen(asked.connection, customer)}>
                  {customer.name}
                </Button>
                {customer.detail !== null && <span className="dim small">{customer.detail}</span>}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
