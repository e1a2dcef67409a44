// The screen that faces the customer.
export { CustomerCard } from "./CustomerCard";
export { type CustomerControl, useCustomerScreen } from "./useCustomerScreen";
