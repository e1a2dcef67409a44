// A connection with everything this desk knows of it.
import { Check, Minus } from "lucide-react";
import { ProblemNotice } from "@/errors";
import type { AbilityState, ConnectionView } from "@/ipc";
import { Card, Fact, FactList, Tag } from "@/shared";
import css from "./connections.module.css";
import { ListAge, RefreshList } from "./RefreshList";
import { ABILITIES, EFFECTS, ENVIRONMENTS, EVIDENCE, HEALTH } from "./words";

export function ConnectionCard({ connection }: { connection: ConnectionView }) {
  const health = HEALTH[connection.health];
  const environment = ENVIRONMENTS[connection.environment];
  const can = connection.abilities.filter((one) => one.available);
  const cannot = connection.abilities.filter((one) => !one.available);
  return (
    <Card
      title={
        <span className={css.head}>
          {connection.label} <Tag tone={health.tone}>{health.word}</Tag>
          <Tag tone={environment.tone}>{environment.word}</Tag>
        </span>
      }
      aside={
        <span>
          {connection.provider_name} · {connection.country}
        </span>
      }
    >
      <div className={css.sections}>
        {connection.problem !== null && <ProblemNotice problem={connection.problem} live={false} />}
        <div className={css.overview}>
          <FactList>
            <Fact name="Health">{health.means(connection.provider_name)}</Fact>
            <Fact name="Environment">{environment.means}</Fact>
            <Fact name="Address">
              <span className={css.address}>{connection.base_url}</span>
            </Fact>
            <Fact name="Lines known">
              <ListAge connection={connection} />
            </Fact>
          </FactList>
          <RefreshList connection={connection} />
        </div>
        <div className={css.abilities}>
          <section>
            <h3 className={css.subtitle}>It can</h3>
            <ul className={css.list}>
              {can.map((one) => (
                <li key={one.ability} className={css.ability}>
                  <Check size={15} aria-hidden="true" className={css.yes} />
                  <span>
                    {ABILITIES[one.ability]} <Marks ability={one} />
                  </span>
                </li>
              ))}
            </ul>
            {can.length === 0 && <p className="dim">Nothing.</p>}
          </section>
          <section>
            <h3 className={css.subtitle}>It cannot</h3>
            <ul className={css.list}>
              {cannot.map((one) => (
                <li key={one.ability} className={css.ability}>
                  <Minus size={15} aria-hidden="true" className={css.no} />
                  <span>
                    {ABILITIES[one.ability]}
                    <span className={css.reason}>{one.reason ?? "No reason is given."}</span>
                  </span>
                </li>
              ))}
            </ul>
            {cannot.length === 0 && <p className="dim">Everything this desk knows of is offered.</p>}
          </section>
        </div>
      </div>
    </Card>
  );
}

function Marks({ ability }: { ability: AbilityState }) {
  const marks = [
    ability.effect === null || ability.effect === "read" ? null : EFFECTS[ability.effect],
    ability.evidence === null ? null : EVIDENCE[ability.evidence],
  ].filter((mark) => mark !== null);
  return marks.length === 0 ? null : <span className="dim small">· {marks.join(" · ")}</span>;
}
