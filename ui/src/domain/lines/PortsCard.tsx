// Ports of a line's number, with the provider's own word for each state.
import type { PortView } from "@/ipc";
import { Age, Button, Card, Tag } from "@/shared";
import styles from "./lines.module.css";
import { providerDay } from "./usage";
import { PORT_DIRECTIONS, PORT_STATES } from "./words";

/** The card "Ports". */
export function PortsCard({
  ports,
  provider,
  open,
}: {
  ports: readonly PortView[];
  provider: string;
  /** Opens the page of one order. */
  open: (id: string) => void;
}) {
  return (
    <Card title="Ports">
      {ports.length === 0 ? (
        <p className="dim small">No port of this number is known.</p>
      ) : (
        <ul className={styles.rows}>
          {ports.map((port) => (
            <li key={port.id}>
              <p>
                <Tag tone={PORT_STATES[port.state].tone}>{PORT_STATES[port.state].words}</Tag>{" "}
                {PORT_DIRECTIONS[port.direction]}{" "}
                <Button variant="quiet" onPress={() => open(port.id)} aria-label={`Open port order ${port.id}`}>
                  Open
                </Button>
              </p>
              <p className="dim small">
                {provider} says: <span className="mono">{port.raw_state}</span>
                {port.ordered !== null && ` · ordered ${providerDay(port.ordered)}`}
                {port.due !== null && ` · moves ${providerDay(port.due)}`} · as of <Age at={port.read_at} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
