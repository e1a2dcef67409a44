// The words around tasks. Titles and hints of the tasks themselves come from the provider's table.
import type { About, TaskGroup, TaskView } from "@/ipc";

/** The groups, in the order of a menu. */
export const GROUPS: Record<TaskGroup, string> = {
  sim: "SIM",
  plan: "Plan and data",
  line: "Line",
  number: "Number",
  services: "Services",
  usage: "Use",
  messages: "Messages",
  roaming: "Abroad",
  billing: "Bills and payments",
  customer: "Customer",
  ports: "Ports",
  stock: "Stock",
  orders: "Orders",
  checks: "Checks",
  account: "Account",
};

/** What something is called in a sentence. */
export const SUBJECTS: Record<About["type"], string> = {
  line: "line",
  customer: "customer",
  port: "port order",
  account: "account",
};

/** The tasks by group, in the order of [`GROUPS`]; empty groups are left out. */
export function grouped(tasks: readonly TaskView[]): { group: TaskGroup; name: string; tasks: TaskView[] }[] {
  return (Object.keys(GROUPS) as TaskGroup[])
    .map((group) => ({ group, name: GROUPS[group], tasks: tasks.filter((task) => task.group === group) }))
    .filter((one) => one.tasks.length > 0);
}

/** True when a task alters something. */
export function isChange(task: TaskView): boolean {
  return task.effect !== "read";
}
