// What is wrong with connections and what is still being read, above everything that depends on it.
import { LoaderCircle } from "lucide-react";
import type { ConnectionView } from "@/ipc";
import { Age, countOf, Notice } from "@/shared";
import css from "./connections.module.css";

/** The connections nothing can be read from now. */
export function ConnectionTroubles({ connections }: { connections: readonly ConnectionView[] }) {
  return connections
    .filter((one) => one.health === "down" || one.health === "credentials_refused")
    .map((one) => (
      <Notice
        key={one.id}
        tone="bad"
        live
        title={
          one.health === "down"
            ? `${one.provider_name} does not answer.`
            : `${one.provider_name} refuses the credentials of this connection.`
        }
      >
        <p>
          {one.health === "down"
            ? "Lines read before are still shown, with their age. No change can be sent until it answers again."
            : "Nothing can be read or changed until the credentials are right."}{" "}
          {one.listed_at === null ? (
            "Its list of lines was never read."
          ) : (
            <>
              Its list of lines was read <Age at={one.listed_at} />.
            </>
          )}
        </p>
      </Notice>
    ));
}

/** The first reading of a list: until it is there, searching finds little. */
export function ListsBeingRead({ connections }: { connections: readonly ConnectionView[] }) {
  const reading = connections.filter((one) => one.listing && one.listed_at === null);
  if (reading.length === 0) return null;
  return (
    <p className={css.reading} role="status">
      <LoaderCircle size={15} aria-hidden="true" className={css.turning} />
      Reading the list from {reading.map((one) => one.provider_name).join(", ")}…{" "}
      {countOf(
        reading.reduce((sum, one) => sum + one.lines, 0),
        "line",
      )}{" "}
      so far. Lines can be found as they come.
    </p>
  );
}
