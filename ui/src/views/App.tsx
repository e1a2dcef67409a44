// The console: behind its lock it starts the desk, then the shell with its pages.
import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Route, Router, type RouterProps, Switch, useLocation } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { asProblem, ProblemNotice } from "@/errors";
import { call, queryKeys } from "@/ipc";
import { Button, EmptyState, setMac } from "@/shared";
import { AccountView } from "./AccountView";
import { ActionsView } from "./ActionsView";
import CodeView from "./CodeView";
import { ConnectionsView } from "./ConnectionsView";
import { AddConnectionView, ConnectionView } from "./ConnectionView";
import { CustomerView } from "./CustomerView";
import { ReloadProvider } from "./desk";
import { followDesk } from "./deskEvents";
import { EnterCodeView } from "./EnterCodeView";
import { Boundary, FullPage, StartError } from "./FullPage";
import LineView from "./LineView";
import { LockGate } from "./LockGate";
import { PortView } from "./PortView";
import { PageBeforeProvider, useTrackedPage } from "./pageBefore";
import ReplaceSimView from "./ReplaceSimView";
import { SearchView } from "./SearchView";
import { SettingsPage } from "./SettingsPage";
import { Shell } from "./Shell";
import { StartProvider } from "./start";
import { TaskView } from "./TaskView";

/** The desk answers from this computer: nothing is asked twice by itself, and being offline stops nothing. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, networkMode: "always" },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

export interface AppProps {
  /** Where the pages' addresses are kept; tests keep them in memory. */
  location?: NonNullable<RouterProps["hook"]>;
  /** How the window begins anew; tests cannot. */
  reload?: () => void;
}

const reloadWindow = () => window.location.reload();

export function App({ location = useHashLocation, reload = reloadWindow }: AppProps) {
  return (
    <Boundary
      instead={(error) => (
        <FullPage title="SIMdesk stopped working">
          <ProblemNotice
            problem={asProblem(error)}
            action={
              <Button variant="primary" onPress={reload}>
                Load the window again
              </Button>
            }
          />
        </FullPage>
      )}
    >
      <ReloadProvider value={reload}>
        <Router hook={location}>
          <LockGate>
            <Open />
          </LockGate>
        </Router>
      </ReloadProvider>
    </Boundary>
  );
}

/** What there is while the console is open: locking takes all of it away, with everything it knew. */
function Open() {
  const [client] = useState(newQueryClient);
  useEffect(() => () => client.clear(), [client]);
  return (
    <QueryClientProvider client={client}>
      <Started />
    </QueryClientProvider>
  );
}

function Started() {
  const client = useQueryClient();
  useEffect(() => followDesk(client), [client]);
  const start = useQuery({
    queryKey: queryKeys.start,
    queryFn: async () => {
      const answer = await call("start", {});
      setMac(answer.mac);
      client.setQueryData(queryKeys.connections, { connections: answer.connections });
      return answer;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  if (start.isError && !start.isFetching) return <StartError error={start.error} again={() => void start.refetch()} />;
  if (start.data === undefined) {
    return (
      <FullPage title="Starting…">
        <p className="dim" role="status">
          Opening this desk's records.
        </p>
      </FullPage>
    );
  }
  return (
    <StartProvider value={start.data}>
      <Shell>
        <Pages />
      </Shell>
    </StartProvider>
  );
}

function Pages() {
  const [location, go] = useLocation();
  const before = useTrackedPage();
  return (
    <Boundary
      key={location}
      instead={(error) => (
        <ProblemNotice problem={asProblem(error)} action={<Button onPress={() => go("/")}>Go to Search</Button>} />
      )}
    >
      <PageBeforeProvider value={before}>
        <Switch>
          <Route path="/" component={SearchView} />
          <Route path="/actions" component={ActionsView} />
          <Route path="/connections" component={ConnectionsView} />
          <Route path="/settings" component={SettingsPage} />
          <Route path="/connections/new" component={AddConnectionView} />
          <Route path="/connection/:id/:page" component={ConnectionView} />
          <Route path="/line/:connection/:id/replace" component={ReplaceSimView} />
          <Route path="/line/:connection/:id/code" component={CodeView} />
          <Route path="/line/:connection/:id/enter-code" component={EnterCodeView} />
          <Route path="/line/:connection/:id/task/:task">
            <TaskView subject="line" />
          </Route>
          <Route path="/line/:connection/:id" component={LineView} />
          <Route path="/customer/:connection/:id/task/:task">
            <TaskView subject="customer" />
          </Route>
          <Route path="/customer/:connection/:id" component={CustomerView} />
          <Route path="/port/:connection/:id/task/:task">
            <TaskView subject="port" />
          </Route>
          <Route path="/port/:connection/:id" component={PortView} />
          <Route path="/account/:connection/task/:task">
            <TaskView subject="account" />
          </Route>
          <Route path="/account/:connection" component={AccountView} />
          <Route>
            <EmptyState title="There is no such page" action={<Button onPress={() => go("/")}>Go to Search</Button>}>
              The address of this page is not one of this console.
            </EmptyState>
          </Route>
        </Switch>
      </PageBeforeProvider>
    </Boundary>
  );
}
