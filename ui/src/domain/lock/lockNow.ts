// Locking on demand.
import { asProblem, explain } from "@/errors";
import { call } from "@/ipc";
import { toast } from "@/shared";

/** Locks the console; the page hears of it as everyone does. */
export function lockNow(): void {
  call("lock", {}).catch((error: unknown) => toast(explain(asProblem(error)).what, "bad"));
}
