// A connection with everything this desk knows of it.
import { Check, Minus } from "lucide-react";
import { useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import type { AbilityState, ConnectionView } from "@/ipc";
import { Button, Card, Fact, FactList, Tag } from "@/shared";
import { ConnectionTest } from "./ConnectionTest";
import css from "./connections.module.css";
import { Directory } from "./Directory";
import { EnvironmentTag } from "./EnvironmentTag";
import { FaultDial } from "./FaultDial";
import { NextProbe } from "./NextProbe";
import { useConnectionTest, useSetEnabled } from "./queries";
import { ListAge, RefreshList } from "./RefreshList";
import { codeNeeded, SignInCode } from "./SignInCode";
import { ABILITIES, CREDENTIALS, EFFECTS, ENVIRONMENTS, EVIDENCE, standing } from "./words";

export interface ConnectionCardProps {
  connection: ConnectionView;
  /** What can be done with it. Absent: it belongs to the practice shop, and there is nothing to set up. */
  setup?: ConnectionSetup;
  /** Leads to where a list of customers is imported. */
  importCustomers: () => void;
  /** Leads to what its provider can do for the account as a whole. */
  openAccount: () => void;
}

/** What the page does when a button of the card is pressed. */
export interface ConnectionSetup {
  edit: () => void;
  rotate: () => void;
  remove: () => void;
}

export function ConnectionCard({ connection, setup, importCustomers, openAccount }: ConnectionCardProps) {
  const health = standing(connection);
  const environment = ENVIRONMENTS[connection.environment];
  const can = connection.abilities.filter((one) => one.available);
  const cannot = connection.abilities.filter((one) => !one.available);
  return (
    <Card
      title={
        <span className={css.head}>
          {connection.label} <Tag tone={health.tone}>{health.word}</Tag>
          <EnvironmentTag environment={connection.environment} />
        </span>
      }
      aside={
        <span>
          {connection.provider_name} · {connection.country}
        </span>
      }
    >
      <div className={css.sections}>
        <SignInCode connection={connection} />
        {connection.problem !== null && codeNeeded(connection) === null && (
          <ProblemNotice problem={connection.problem} live={false} />
        )}
        <div className={css.overview}>
          <FactList>
            <Fact name="Health">
              {health.means(connection.provider_name)}
              <NextProbe connection={connection} />
            </Fact>
            <Fact name="Environment">{environment.means}</Fact>
            <Fact name="Address">
              <span className={css.address}>{connection.base_url}</span>
            </Fact>
            {connection.proxy !== null && (
              <Fact name="Proxy">
                <span className={css.address}>{connection.proxy}</span>
              </Fact>
            )}
            {setup !== undefined && <Fact name="Credentials">{CREDENTIALS[connection.credentials]}</Fact>}
            <Fact name="Lines known">
              <ListAge connection={connection} />
            </Fact>
          </FactList>
          {setup === undefined && <RefreshList connection={connection} />}
        </div>
        <Directory connection={connection} onImport={importCustomers} />
        {setup === undefined ? <FaultDial connection={connection} /> : <Setup connection={connection} setup={setup} />}
        <div className={css.abilities}>
          <section>
            <h3 className={css.subtitle}>{connection.provider_name} offers</h3>
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
            <p className="dim small">What is about one line is on the page of that line.</p>
            <div className={css.buttons}>
              <Button onPress={openAccount} aria-label={`Stock, orders and more of ${connection.label}`}>
                Stock, orders and more
              </Button>
            </div>
          </section>
          <section>
            <h3 className={css.subtitle}>{connection.provider_name} does not offer</h3>
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

function Setup({ connection, setup }: { connection: ConnectionView; setup: ConnectionSetup }) {
  const [tested, setTested] = useState(false);
  const test = useConnectionTest(connection.id, tested);
  const enabling = useSetEnabled();
  const { id, label, enabled } = connection;
  const missing = connection.credentials === "missing";
  const runTest = () => {
    if (tested) void test.refetch();
    else setTested(true);
  };
  const enter = (
    <Button variant={missing ? "primary" : "plain"} onPress={setup.rotate} aria-label={`Enter credentials of ${label}`}>
      Enter credentials
    </Button>
  );
  return (
    <>
      <div className={css.buttons}>
        {missing && enter}
        <Button onPress={runTest} isDisabled={missing || test.isFetching} aria-label={`Test ${label}`}>
          Test
        </Button>
        <RefreshList connection={connection} />
        <Button onPress={setup.edit} aria-label={`Edit ${label}`}>
          Edit
        </Button>
        {!missing && (
          <Button onPress={setup.rotate} aria-label={`Rotate credentials of ${label}`}>
            Rotate credentials…
          </Button>
        )}
        <Button
          onPress={() => enabling.mutate({ connection: id, enabled: !enabled })}
          isPending={enabling.isPending}
          aria-label={`${enabled ? "Disable" : "Enable"} ${label}`}
        >
          {enabled ? "Disable" : "Enable"}
        </Button>
        <Button variant="danger" onPress={setup.remove} aria-label={`Remove ${label}`}>
          Remove…
        </Button>
      </div>
      {enabling.isError && <ProblemNotice problem={asProblem(enabling.error)} />}
      <ConnectionTest connection={connection} test={test} />
    </>
  );
}

function Marks({ ability }: { ability: AbilityState }) {
  const marks = [
    ability.effect === null || ability.effect === "read" ? null : EFFECTS[ability.effect],
    ability.evidence === null ? null : EVIDENCE[ability.evidence],
  ].filter((mark) => mark !== null);
  return marks.length === 0 ? null : <span className="dim small">· {marks.join(" · ")}</span>;
}
