// The plan of a line, what is used of it, and its switches.
import type { LineView, ServiceSwitch } from "@/ipc";
import { Card, Fact, FactList, useTimeText } from "@/shared";
import styles from "./lines.module.css";
import { daysLeft, period, usage } from "./usage";
import { SERVICES } from "./words";

/** The card "Plan and data". */
export function PlanCard({ line }: { line: LineView }) {
  const { plan, services } = line;
  const left = useTimeText((now) => (plan === null ? "" : (daysLeft(plan, now) ?? "")));
  const used = plan === null ? null : usage(plan);
  const days = plan === null ? null : period(plan);
  return (
    <Card title="Plan and data" aside={days ?? undefined}>
      <FactList>
        <Fact name="Bundle">{plan?.name ?? <span className="dim">not given by {line.provider_name}</span>}</Fact>
        <Fact name="Used">
          {used === null ? (
            <span className="dim">not given by {line.provider_name}</span>
          ) : (
            <>
              {used.part !== null && (
                <span className={styles.bar} aria-hidden="true">
                  <span className={styles.barUsed} style={{ width: `${used.part * 100}%` }} />
                </span>
              )}
              <span className="small">
                {used.text}
                {left !== "" && ` · ${left}`}
              </span>
            </>
          )}
        </Fact>
        <Fact name="Services">
          {services.length === 0 ? (
            <span className="dim">not given by {line.provider_name}</span>
          ) : (
            <Services of={services} />
          )}
        </Fact>
        {line.recorded !== null && <Fact name="Recording">{line.recorded ? "Calls are recorded" : "Off"}</Fact>}
      </FactList>
    </Card>
  );
}

function Services({ of }: { of: readonly ServiceSwitch[] }) {
  return (
    <ul className={styles.services}>
      {of.map(({ service, on, raw }) => (
        <li key={service} className={on === true ? undefined : "dim"}>
          {SERVICES[service]} {on === null ? <span className="mono">{raw}</span> : on ? "on" : "off"}
        </li>
      ))}
    </ul>
  );
}
