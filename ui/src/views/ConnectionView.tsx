// The pages where one connection is added, edited, given other credentials, or tested.
import { useState } from "react";
import { useLocation, useParams } from "wouter";
import {
  AddConnection,
  ConnectionTest,
  codeNeeded,
  EditConnection,
  EnvironmentTag,
  ImportCustomers,
  RotateCredentials,
  SignInCode,
  useConnections,
  useConnectionTest,
} from "@/domain/connections";
import { asProblem, ProblemNotice } from "@/errors";
import type { ConnectionView as Connection } from "@/ipc";
import { Button, Card, EmptyState, Fact, FactList, Skeleton, useKeys } from "@/shared";
import { CONNECTIONS, credentialsPath, editPath, testPath } from "./ConnectionPaths";
import css from "./ConnectionsView.module.css";
import { useConnectionsChanged } from "./desk";
import { useStart } from "./start";

const NONE: readonly Connection[] = [];

/** Tests what was saved, on the desk it belongs to now. */
function useSaved(): (connection: Connection) => void {
  const [, go] = useLocation();
  const changed = useConnectionsChanged();
  return (connection) => void changed(() => go(testPath(connection.id)));
}

/** The route `/connections/new`. */
export function AddConnectionView() {
  const { practice } = useStart();
  const [, go] = useLocation();
  const saved = useSaved();
  const connections = useConnections().data?.connections ?? NONE;
  // The labels of the practice shop are no one's: it is gone by then.
  const taken = connections.filter((one) => one.environment !== "practice").map((one) => one.label);
  return <AddConnection taken={taken} practice={practice} onAdded={saved} onLeave={() => go(CONNECTIONS)} />;
}

/** The route `/connection/:id/:page`. */
export function ConnectionView() {
  const { id = "", page = "" } = useParams<{ id: string; page: string }>();
  const [, go] = useLocation();
  const leave = () => go(CONNECTIONS);
  const saved = useSaved();
  const connections = useConnections();
  // Of the practice shop nothing can be set up; its directory is filled like any other.
  const fits = (one: Connection) => (page === "customers" ? one.directory !== null : one.environment !== "practice");
  const found = connections.data?.connections.find((one) => one.id === id && fits(one));
  if (connections.isError) {
    return <ProblemNotice problem={asProblem(connections.error)} onRetry={() => void connections.refetch()} />;
  }
  if (connections.isPending) return <Skeleton label="Reading the connection" lines={4} />;
  if (found === undefined) {
    return (
      <EmptyState
        title="This desk has no such connection"
        action={<Button onPress={leave}>Back to Connections</Button>}
      >
        It was removed, or it belongs to the practice shop, where there is nothing to set up.
      </EmptyState>
    );
  }
  if (page === "customers") return <ImportCustomers connection={found} onLeave={leave} />;
  if (page === "edit") return <EditConnection connection={found} onSaved={saved} onLeave={leave} />;
  if (page === "credentials") return <RotateCredentials connection={found} onSaved={saved} onLeave={leave} />;
  return <Tested connection={found} leave={leave} />;
}

/** Asks once when it appears; Enter leaves when all is well. */
function Tested({ connection, leave }: { connection: Connection; leave: () => void }) {
  const [, go] = useLocation();
  const [wanted] = useState(connection.credentials !== "missing");
  const test = useConnectionTest(connection.id, wanted);
  useKeys({
    Escape: { label: "Back to Connections", run: leave },
    F5: { label: "Test again", run: () => void test.refetch(), when: wanted && !test.isFetching },
  });
  const failed = test.isError || test.data?.ok === false;
  // The code takes the place of a test that fails for want of it.
  const needsCode = codeNeeded(connection) !== null;
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1 className={css.title}>{connection.label}</h1>
        <EnvironmentTag environment={connection.environment} />
      </header>
      <Card title="Test" aside={`${connection.provider_name} · ${connection.country}`}>
        <div className={css.test}>
          <FactList>
            <Fact name="Address">
              <span className="mono">{connection.base_url}</span>
            </Fact>
          </FactList>
          {needsCode && <SignInCode connection={connection} onSignedIn={() => void test.refetch()} />}
          {wanted ? (
            !needsCode && <ConnectionTest connection={connection} test={test} />
          ) : (
            <p className="dim">Its credentials are not on this computer, so there is nothing to test yet.</p>
          )}
          <div className={css.tools}>
            <Button variant={failed || needsCode ? "plain" : "primary"} autoFocus onPress={leave}>
              Done
            </Button>
            {wanted && (
              <Button kbd="F5" isDisabled={test.isFetching} onPress={() => void test.refetch()}>
                Test again
              </Button>
            )}
            <Button onPress={() => go(editPath(connection.id))}>Edit</Button>
            <Button onPress={() => go(credentialsPath(connection.id))}>
              {connection.credentials === "missing" ? "Enter credentials" : "Rotate credentials…"}
            </Button>
          </div>
        </div>
      </Card>
    </div>
  );
}
