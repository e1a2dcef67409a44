// What a provider can do for the account as a whole: stock, orders, catalogue, customers, checks.
import { useState } from "react";
import { useLocation, useParams } from "wouter";
import { EnvironmentTag, useConnections } from "@/domain/connections";
import { TaskMenu } from "@/domain/tasks";
import type { About } from "@/ipc";
import { Button, Card, Field, SelectField, useKeys } from "@/shared";
import { CONNECTIONS } from "./ConnectionPaths";
import { aboutPath, taskPath } from "./TaskPaths";
import css from "./TaskView.module.css";

/** The route `/account/:connection`. */
export function AccountView() {
  const { connection = "" } = useParams<{ connection: string }>();
  const [, go] = useLocation();
  const found = useConnections().data?.connections.find((one) => one.id === connection);
  const [kind, setKind] = useState("customer");
  const [reference, setReference] = useState("");
  const about: About = { type: "account", connection };
  useKeys({ Escape: { label: "Back to Connections", run: () => go(CONNECTIONS) } });
  const provider = found?.provider_name ?? "This provider";
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1 className={css.title}>{found?.label ?? connection}</h1>
        <span className="dim">{provider}</span>
        {found !== undefined && <EnvironmentTag environment={found.environment} />}
      </header>
      <Card title="Open by reference">
        <form
          className={css.reference}
          onSubmit={(event) => {
            event.preventDefault();
            const id = reference.trim();
            if (id !== "")
              go(aboutPath(kind === "port" ? { type: "port", connection, id } : { type: "customer", connection, id }));
          }}
        >
          <SelectField
            label="What"
            options={[
              { value: "customer", label: "Customer" },
              { value: "port", label: "Port order" },
            ]}
            value={kind}
            onChange={setKind}
          />
          <Field label="Reference" value={reference} onChange={setReference} mono />
          <Button type="submit" isDisabled={reference.trim() === "" || kind === ""}>
            Open
          </Button>
        </form>
      </Card>
      <Card title={`What ${provider} can do for this account`}>
        <TaskMenu
          about={about}
          onOpen={(task) => go(taskPath(about, task.id))}
          none={`${provider} publishes nothing for the account as a whole.`}
        />
      </Card>
    </div>
  );
}
