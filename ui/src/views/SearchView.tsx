// The search page: before anything is typed what needs someone and the recent lines, then the lines that answer the text.
import { SearchX } from "lucide-react";
import { Link, useLocation } from "wouter";
import { NeedsSomeone } from "@/domain/actions";
import { ConnectionTroubles, ListsBeingRead, useConnections, useRefreshLines } from "@/domain/connections";
import { CustomersFound, ProvidersAsked, RecentLines, ResultsTable, SearchStatus } from "@/domain/search";
import { asProblem, explain, ProblemNotice } from "@/errors";
import type { ActionView, ConnectionId, ConnectionView, CustomerHit, LineView } from "@/ipc";
import { Button, Card, countOf, EmptyState, formatCount, Kbd, Skeleton, toast, useKeys } from "@/shared";
import { ActionLink } from "./ActionLink";
import { codeEntryPath, credentialsPath } from "./ConnectionPaths";
import { EnvironmentMark } from "./EnvironmentMark";
import { LineStateTag } from "./LineStateTag";
import { codePath, replacePath } from "./LineViewPaths";
import { useOmnibox } from "./omnibox";
import { PracticeNotice } from "./PracticeNotice";
import css from "./SearchView.module.css";
import { useStart } from "./start";
import { aboutPath } from "./TaskPaths";

const NO_CONNECTIONS: readonly ConnectionView[] = [];

export function SearchView() {
  const { practice } = useStart();
  const box = useOmnibox();
  const [, go] = useLocation();
  const connections = useConnections().data?.connections ?? NO_CONNECTIONS;
  const refresh = useRefreshLines();
  const line = box.lines[box.selected];
  const refreshLists = () => refresh.mutate(null, { onError: (error) => toast(explain(asProblem(error)).what, "bad") });
  const move = (by: number) => {
    document.getElementById("results")?.focus();
    box.select(Math.min(Math.max(box.selected + by, 0), box.lines.length - 1));
  };
  useKeys({
    ArrowDown: { label: "Choose the next line", run: () => move(1), when: box.lines.length > 0, hidden: true },
    ArrowUp: { label: "Choose the line before", run: () => move(-1), when: box.lines.length > 0, hidden: true },
    Enter: { label: "Open the chosen line", run: () => line && box.open(line.key), when: line !== undefined },
    r: {
      label: "Replace the SIM of the chosen line",
      run: () => line && go(replacePath(line.key)),
      when: line !== undefined,
    },
    q: { label: "Show the QR of the chosen line", run: () => line && go(codePath(line.key)), when: line !== undefined },
    F5: { label: "Refresh the lists of lines", run: refreshLists },
    Escape: {
      label: "Clear the search",
      run: () => {
        box.leave();
        box.input.current?.focus();
      },
    },
  });
  return (
    <>
      <h1 className="readerOnly">Search</h1>
      <div className={css.troubles}>
        {practice && box.query === "" && <PracticeNotice />}
        <ConnectionTroubles
          connections={connections}
          enter={(connection, what) =>
            what === "code" ? (
              <Button onPress={() => go(codeEntryPath(connection))}>Enter the code</Button>
            ) : (
              <Button onPress={() => go(credentialsPath(connection.id))}>Enter credentials</Button>
            )
          }
        />
        <ListsBeingRead connections={connections} />
      </div>
      {box.query === "" ? <Home /> : <Results connections={connections} refreshLists={refreshLists} />}
    </>
  );
}

const state = (line: LineView) => <LineStateTag line={line} />;

const environment = (line: LineView) => <EnvironmentMark line={line} />;

const recentState = (line: LineView) => (
  <span className={css.tags}>
    <EnvironmentMark line={line} />
    <LineStateTag line={line} />
  </span>
);

const actionLink = (action: ActionView, words: string, to: "line" | "code") => (
  <ActionLink action={action} words={words} to={to} />
);

function Home() {
  const { home, lines, selected, select, open } = useOmnibox();
  if (home.isError) return <ProblemNotice problem={asProblem(home.error)} onRetry={() => void home.refetch()} />;
  const data = home.data;
  const waiting = data === undefined ? null : data.unknown.length + data.not_installed.length;
  return (
    <div className={css.home}>
      <Card
        title="Needs someone"
        padded={false}
        aside={
          <>
            {waiting !== null && waiting > 0 && `${formatCount(waiting)} · `}
            <Link href="/actions" className={css.link}>
              All actions
            </Link>
          </>
        }
      >
        {data === undefined ? (
          <Skeleton label="Reading what needs someone" lines={4} />
        ) : (
          <NeedsSomeone unknown={data.unknown} notInstalled={data.not_installed} link={actionLink} />
        )}
      </Card>
      <Card title="Recent lines" padded={false}>
        {data === undefined ? (
          <Skeleton label="Reading the recent lines" lines={4} />
        ) : (
          <RecentLines
            lines={data.recent}
            selected={selected}
            onSelect={select}
            onOpen={(at) => {
              const line = lines[at];
              if (line !== undefined) open(line.key);
            }}
            state={recentState}
          />
        )}
      </Card>
    </div>
  );
}

interface ResultsProps {
  connections: readonly ConnectionView[];
  refreshLists: () => void;
}

function Results({ connections, refreshLists }: ResultsProps) {
  const { found, asking, query, lines, selected, select, open, setText, input } = useOmnibox();
  const { answer, current, error } = found;
  const [, go] = useLocation();
  const openCustomer = (connection: ConnectionId, customer: CustomerHit) =>
    go(aboutPath({ type: "customer", connection, id: customer.id }));
  if (error !== null) return <ProblemNotice problem={asProblem(error)} onRetry={found.again} />;
  if (answer === null) {
    return (
      <Card title="Lines" padded={false}>
        <Skeleton label="Searching" lines={5} />
      </Card>
    );
  }
  if (answer.lines.length === 0) {
    const reading = connections.some((connection) => connection.listing);
    return (
      <Card title="No line found" padded={false}>
        <EmptyState
          icon={<SearchX size={24} />}
          title={
            <>
              No line on this desk answers to <q className={css.typed}>{query}</q>
            </>
          }
          action={
            <>
              <Button
                onPress={() => {
                  setText("");
                  input.current?.focus();
                }}
                kbd="Escape"
              >
                Clear the search
              </Button>
              <Button onPress={refreshLists} isDisabled={reading} kbd="F5">
                {reading ? "Reading the lists…" : "Refresh the lists"}
              </Button>
            </>
          }
        >
          <p>
            {answer.known === 0
              ? "This desk knows no lines yet."
              : `Searched ${countOf(answer.known, "line")} by number, ICCID, name, e-mail and account.`}{" "}
            {reading
              ? "The lists are still being read: the line may come."
              : "A line made after the list was read is found once the list is read again."}
          </p>
          <div role="status">
            <ProvidersAsked providers={asking.providers} />
          </div>
          <CustomersFound providers={asking.providers} onOpen={openCustomer} />
        </EmptyState>
      </Card>
    );
  }
  return (
    <>
      <SearchStatus answer={answer} connections={connections} providers={asking.providers} />
      <div className={css.table}>
        <ResultsTable
          lines={lines}
          query={query}
          selected={selected}
          onSelect={select}
          onOpen={(at) => {
            const line = lines[at];
            if (line !== undefined) open(line.key);
          }}
          state={state}
          environment={environment}
          busy={!current}
        />
      </div>
      <CustomersFound providers={asking.providers} onOpen={openCustomer} />
      <p className={css.hint}>
        <Kbd keys="ArrowUp" /> <Kbd keys="ArrowDown" /> choose · <Kbd keys="Enter" /> open · <Kbd keys="Tab" /> to the
        list, then <Kbd keys="r" /> replace SIM, <Kbd keys="q" /> show QR · <Kbd keys="Escape" /> clear
      </p>
    </>
  );
}
