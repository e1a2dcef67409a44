// One port order: what can be done with it. What is known of it is on the page of its line.
import { useLocation, useParams } from "wouter";
import { EnvironmentTag, useConnections } from "@/domain/connections";
import { TaskMenu } from "@/domain/tasks";
import type { About } from "@/ipc";
import { Card, useKeys } from "@/shared";
import { usePageBefore } from "./pageBefore";
import { taskPath } from "./TaskPaths";
import css from "./TaskView.module.css";

/** The route `/port/:connection/:id`. */
export function PortView() {
  const { connection = "", id = "" } = useParams<{ connection: string; id: string }>();
  const [, go] = useLocation();
  const before = usePageBefore();
  const found = useConnections().data?.connections.find((one) => one.id === connection);
  const about: About = { type: "port", connection, id };
  useKeys({ Escape: { label: `Back to ${before.name}`, run: () => go(before.path) } });
  const provider = found?.provider_name ?? "This provider";
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1 className={css.title}>Port order {id}</h1>
        <span className="dim">{provider}</span>
        {found !== undefined && <EnvironmentTag environment={found.environment} />}
      </header>
      <Card title="What can be done">
        <TaskMenu
          about={about}
          onOpen={(task) => go(taskPath(about, task.id))}
          none={`${provider} publishes nothing that can be done with a port order.`}
        />
      </Card>
    </div>
  );
}
