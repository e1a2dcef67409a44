// The tasks about something, and what can be chosen in their fields.
import { useQuery } from "@tanstack/react-query";
import { type About, call, queryKeys, type TaskField } from "@/ipc";
import { type Filled, filledIn } from "./filled";

/** Every task about something. */
export function useTasks(about: About) {
  return useQuery({ queryKey: queryKeys.tasks(about), queryFn: () => call("tasks", { about }) });
}

/** What can be chosen in a field, as the provider has it now; asked again when what it depends on changes. */
export function useChoices(about: About, task: string, field: TaskField, fields: readonly TaskField[], filled: Filled) {
  const before = fields.slice(0, fields.indexOf(field));
  const sent = filledIn(before, filled);
  return useQuery({
    queryKey: queryKeys.choices(about, task, field.name, JSON.stringify(sent)),
    queryFn: () => call("task_choices", { about, task, field: field.name, filled_in: sent }),
    enabled: field.kind.type === "ask",
    staleTime: 30_000,
    retry: false,
  });
}
