// What this desk knows of a provider that publishes neither a list nor a search, and the way to tell it more.
import type { ConnectionView } from "@/ipc";
import { Button, countOf } from "@/shared";
import css from "./connections.module.css";

export interface DirectoryProps {
  connection: ConnectionView;
  /** Leads to where a list is imported. */
  onImport: () => void;
}

/** Nothing for a provider that can be listed or searched. */
export function Directory({ connection, onImport }: DirectoryProps) {
  const { directory, provider_name: provider, label } = connection;
  if (directory === null) return null;
  return (
    <section className={css.dial} aria-label={`Directory of ${label}`}>
      <div className={css.buttons}>
        <h3 className={css.subtitle}>Directory of this desk</h3>
        <Button onPress={onImport} aria-label={`Import customers of ${label}`}>
          Import customers…
        </Button>
      </div>
      <p className="small">
        {provider} has no search; this desk knows {countOf(directory, "customer")} of it: those that were imported,
        looked up by their id, or bought here. They are found by number, name and reference like every other line.
      </p>
    </section>
  );
}
