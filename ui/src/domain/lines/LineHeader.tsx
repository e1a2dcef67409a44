// Whose line it is, how it stands, how old that is, and Refresh. The same on every page of a line.
import { RefreshCw } from "lucide-react";
import type { ReactNode } from "react";
import type { LineView } from "@/ipc";
import { Age, Button, Tag, useKeys } from "@/shared";
import styles from "./lines.module.css";
import { LINE_STAGES } from "./words";

interface Props {
  line: LineView;
  refreshing: boolean;
  refresh: () => void;
  /** The tag that says whether this is real. */
  environment: ReactNode;
  /** The tag of the proof of identity. */
  verification: ReactNode;
  /** Opens the page of the customer, where the provider keeps customers. */
  openCustomer?: (() => void) | null;
  /** More buttons. */
  children?: ReactNode;
}

/** The header of a line; `F5` reads it again. */
export function LineHeader({
  line,
  refreshing,
  refresh,
  environment,
  verification,
  openCustomer = null,
  children,
}: Props) {
  useKeys({ F5: { label: "Refresh", run: refresh, when: !refreshing } });
  const stage = LINE_STAGES[line.state.stage];
  const { raw } = line.state;
  const { customer } = line;
  const about = [
    customer.name,
    customer.group === null ? null : `group ${customer.group}`,
    line.provider_name,
    line.country,
  ].filter((part) => part !== null);
  return (
    <header className={styles.header}>
      <div className={styles.who}>
        <h1 className={styles.number}>{line.number?.shown ?? "No number"}</h1>
        <p className="dim">
          {about.join(" · ")}
          {raw !== null && raw.toLowerCase() !== stage.words.toLowerCase() && (
            <>
              {" · "}
              <span className={styles.together}>
                {line.provider_name} says: <span className="mono">{raw}</span>
              </span>
            </>
          )}
        </p>
      </div>
      <div className={styles.tags}>
        {openCustomer !== null && (
          <Button variant="quiet" onPress={openCustomer}>
            Customer
          </Button>
        )}
        {environment}
        <Tag tone={stage.tone}>{stage.words}</Tag>
        {verification}
      </div>
      <div className={styles.headerEnd}>
        <span className="dim small">
          <span role="status">
            {refreshing && (
              <span className={styles.reading}>
                <RefreshCw className={styles.turning} size={13} aria-hidden="true" />
                Reading from {line.provider_name}…
              </span>
            )}
          </span>
          {!refreshing && (
            <>
              as of <Age at={line.read_at} />
            </>
          )}
        </span>
        <Button kbd="F5" onPress={refresh} isPending={refreshing}>
          Refresh
        </Button>
        {children}
      </div>
    </header>
  );
}
