// What is wrong with connections and what is still being read, above everything that depends on it.
import { LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import type { ConnectionView } from "@/ipc";
import { Age, countOf, Notice } from "@/shared";
import css from "./connections.module.css";
import { asksForCode, codeNeeded } from "./SignInCode";

type Trouble = "missing" | "refused" | "code" | "down" | "outage";

function troubleOf(connection: ConnectionView): Trouble | null {
  // Switched off by a person on purpose: nothing to mend.
  if (!connection.enabled) return null;
  if (connection.credentials === "missing") return "missing";
  if (codeNeeded(connection) !== null) return "code";
  if (connection.health === "credentials_refused") return "refused";
  if (connection.next_probe_at !== null) return "outage";
  return connection.health === "down" ? "down" : null;
}

const TITLES: Record<Trouble, (connection: ConnectionView) => string> = {
  missing: (one) => `The credentials of ${one.label} are not on this computer.`,
  refused: (one) => `${one.provider_name} refuses the credentials of this connection.`,
  code: (one) => {
    const needed = codeNeeded(one);
    return needed === null ? `${one.provider_name} asks for a code.` : asksForCode(one, needed);
  },
  down: (one) => `${one.provider_name} does not answer.`,
  outage: (one) => `${one.provider_name} failed several times in a row.`,
};

const MEANS: Record<Trouble, string> = {
  missing: "Nothing can be read or changed until they are entered.",
  refused: "Nothing can be read or changed until the credentials are right.",
  code: "Nothing can be read or changed until it is given.",
  down: "Lines read before are still shown, with their age.",
  outage:
    "Lines read before are still shown, with their age. The desk asks now and then whether it works again; until it does, no change is sent.",
};

export interface ConnectionTroublesProps {
  connections: readonly ConnectionView[];
  /** The way to enter what is missing. */
  enter: (connection: ConnectionView, what: "credentials" | "code") => ReactNode;
}

/** The connections nothing can be read from now. */
export function ConnectionTroubles({ connections, enter }: ConnectionTroublesProps) {
  return connections
    .map((one) => ({ one, trouble: troubleOf(one) }))
    .filter((each): each is { one: ConnectionView; trouble: Trouble } => each.trouble !== null)
    .map(({ one, trouble }) => (
      <Notice
        key={one.id}
        tone={trouble === "code" ? "warn" : "bad"}
        live
        title={TITLES[trouble](one)}
        {...(trouble === "missing" || trouble === "code"
          ? { action: enter(one, trouble === "code" ? "code" : "credentials") }
          : {})}
      >
        <p>
          {MEANS[trouble]}{" "}
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
