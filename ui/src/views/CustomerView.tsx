// The page of a customer: who they are at the provider, their lines, what can be done, what was done.
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation, useParams } from "wouter";
import { VerificationTag } from "@/domain/actions";
import { EnvironmentTag } from "@/domain/connections";
import { TaskMenu } from "@/domain/tasks";
import { asProblem, ProblemNotice } from "@/errors";
import { type About, type CustomerPage, call, queryKeys } from "@/ipc";
import { Age, Button, Card, Fact, FactList, Skeleton, useKeys } from "@/shared";
import { LineStateTag } from "./LineStateTag";
import { LineActivity } from "./LineViewActivity";
import { linePath } from "./LineViewPaths";
import { usePageBefore } from "./pageBefore";
import { taskPath } from "./TaskPaths";
import css from "./TaskView.module.css";

/** The route `/customer/:connection/:id`. */
export function CustomerView() {
  const { connection = "", id = "" } = useParams<{ connection: string; id: string }>();
  const [, go] = useLocation();
  const before = usePageBefore();
  const page = useQuery({
    queryKey: queryKeys.customer(connection, id),
    queryFn: () => call("customer_page", { connection, id }),
  });
  useKeys({
    Escape: { label: `Back to ${before.name}`, run: () => go(before.path) },
    F5: { label: "Refresh", run: () => void page.refetch() },
  });
  if (page.isError) {
    return (
      <ProblemNotice
        problem={asProblem(page.error)}
        onRetry={() => void page.refetch()}
        action={<Button onPress={() => go(before.path)}>Back to {before.name}</Button>}
      />
    );
  }
  if (page.isPending) return <Skeleton label="Reading the customer" lines={6} />;
  return <Page page={page.data} refresh={() => void page.refetch()} refreshing={page.isFetching} />;
}

function Page({ page, refresh, refreshing }: { page: CustomerPage; refresh: () => void; refreshing: boolean }) {
  const [, go] = useLocation();
  const about: About = { type: "customer", connection: page.connection, id: page.id };
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1 className={css.title}>{page.name ?? page.id}</h1>
        <span className="dim">
          {page.provider_name} · customer {page.id}
        </span>
        <EnvironmentTag environment={page.environment} />
        <VerificationTag verification={page.verification} />
        <span className={css.grow} />
        <span className="dim small">
          read <Age at={page.read_at} />
        </span>
        <Button kbd="F5" onPress={refresh} isDisabled={refreshing}>
          Refresh
        </Button>
      </header>
      <div className={css.columns}>
        <Card title="Customer">
          <FactList>
            {page.email !== null && <Fact name="E-mail">{page.email}</Fact>}
            {page.state !== null && <Fact name="State">{page.state}</Fact>}
            {page.facts.map((fact) => (
              <Fact key={`${fact.name} ${fact.value}`} name={fact.name}>
                {fact.value}
              </Fact>
            ))}
          </FactList>
        </Card>
        <Card title="Lines" aside={String(page.lines.length)}>
          {page.lines.length === 0 ? (
            <p className="dim small">
              {page.provider_name} lists no lines of this customer, and this desk knows none. A line is found by its
              number.
            </p>
          ) : (
            <ul className={css.lines}>
              {page.lines.map((line) => (
                <li key={line.key.id}>
                  <Link href={linePath(line.key)}>{line.number?.shown ?? line.key.id}</Link>{" "}
                  <LineStateTag line={line} />
                </li>
              ))}
            </ul>
          )}
        </Card>
        <LineActivity activity={page.activity} />
      </div>
      <Card title="What can be done">
        <TaskMenu
          about={about}
          onOpen={(task) => go(taskPath(about, task.id))}
          none={`${page.provider_name} publishes nothing that can be done for a customer.`}
        />
      </Card>
    </div>
  );
}
