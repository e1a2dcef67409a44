// The page of a line: what is known at once, then what the provider says now, and the short way to a new SIM.
import { useRef, useState } from "react";
import { useLocation, useParams } from "wouter";
import { VerificationTag } from "@/domain/actions";
import { EnvironmentTag } from "@/domain/connections";
import {
  codeComesFromOutside,
  LineGrid,
  LineHeader,
  LineLoading,
  type LinePageState,
  LineProblem,
  MoreCard,
  NotRefreshed,
  PlanCard,
  PortsCard,
  type Possible,
  SimCard,
  useLinePage,
  whyNoQr,
  whyNoReplacement,
  whyNoWay,
} from "@/domain/lines";
import { scanned, TaskMenu, useTasks } from "@/domain/tasks";
import type { About, LinePage } from "@/ipc";
import { Button, inGroups, Notice, useKeys, useScanner } from "@/shared";
import css from "./LineView.module.css";
import { LineActivity } from "./LineViewActivity";
import { codePath, enterCodePath, replacePath } from "./LineViewPaths";
import { usePageBefore } from "./pageBefore";
import { carryCard } from "./scannedCard";
import { aboutPath, taskPath } from "./TaskPaths";

/** The route `/line/:connection/:id`. */
export default function LineView() {
  const { connection = "", id = "" } = useParams<{ connection: string; id: string }>();
  const state = useLinePage({ connection, id });
  const [, go] = useLocation();
  const before = usePageBefore();
  const leave = () => go(before.path);
  const leaveWords = `Back to ${before.name}`;
  useKeys({ Escape: { label: leaveWords, run: leave } });
  if (state.page === null) {
    return state.problem === null ? (
      <LineLoading />
    ) : (
      <LineProblem problem={state.problem} retry={state.refresh} leave={leave} leaveWords={leaveWords} />
    );
  }
  return <Page page={state.page} state={state} />;
}

function possible(reason: string | null, run: () => void): Possible {
  return reason === null ? { run } : { reason };
}

function Page({ page, state }: { page: LinePage; state: LinePageState }) {
  const { line } = page;
  const [, go] = useLocation();
  const replace = possible(whyNoReplacement(page), () => go(replacePath(line.key)));
  const showQr = possible(whyNoQr(page), () => go(codePath(line.key)));
  const about: About = { type: "line", line: line.key };
  const changePlan = useTasks(about).data?.tasks.find(
    (task) => task.ability === "change_plan" && task.not_now === null,
  );
  const newCode = possible(whyNoWay(page, "new_esim_code"), () => go(replacePath(line.key)));
  const noReplacement = useRef<HTMLButtonElement>(null);
  const [card, setCard] = useState<string | null>(null);
  useScanner((text) => {
    const number = scanned(text);
    if (number?.kind !== "iccid") return false;
    setCard(number.digits);
    return true;
  });
  useKeys({
    p: {
      label: "Change plan",
      run: () => changePlan !== undefined && go(taskPath(about, changePlan.id)),
      when: changePlan !== undefined,
    },
    // Where it cannot be done, the key goes to the reason.
    r: { label: "Replace SIM", run: () => ("run" in replace ? replace.run() : noReplacement.current?.focus()) },
    q: { label: "Show QR", run: () => "run" in showQr && showQr.run(), when: "run" in showQr },
  });
  return (
    <>
      <LineHeader
        line={line}
        refreshing={state.refreshing}
        refresh={state.refresh}
        environment={<EnvironmentTag environment={line.environment} />}
        openCustomer={
          line.customer.id === null
            ? null
            : () => go(aboutPath({ type: "customer", connection: line.key.connection, id: line.customer.id ?? "" }))
        }
        verification={<VerificationTag verification={page.verification} />}
      >
        {changePlan !== undefined && (
          <Button kbd="p" onPress={() => go(taskPath(about, changePlan.id))}>
            Change plan
          </Button>
        )}
        {"run" in replace && (
          <Button variant="primary" kbd="r" onPress={replace.run}>
            Replace SIM
          </Button>
        )}
      </LineHeader>
      <div role="status">
        {card !== null && (
          <div className={css.above}>
            <CardScanned
              digits={card}
              replace={replace}
              start={() => {
                carryCard(line.key, card);
                go(replacePath(line.key));
              }}
              drop={() => setCard(null)}
            />
          </div>
        )}
      </div>
      {state.notRefreshed !== null && !state.refreshing && (
        <div className={css.above}>
          <NotRefreshed problem={state.notRefreshed} readAt={line.read_at} retry={state.refresh} />
        </div>
      )}
      <LineGrid
        sim={
          <SimCard
            line={line}
            showQr={showQr}
            newCode={newCode}
            noReplacement={"reason" in replace ? { reason: replace.reason, ref: noReplacement } : null}
            enterCode={codeComesFromOutside(page) ? () => go(enterCodePath(line.key)) : null}
          />
        }
        plan={<PlanCard line={line} />}
        activity={<LineActivity activity={page.activity} />}
        ports={
          <PortsCard
            ports={page.ports}
            provider={line.provider_name}
            open={(id) => go(aboutPath({ type: "port", connection: line.key.connection, id }))}
          />
        }
        more={
          <MoreCard
            menu={
              <TaskMenu
                about={about}
                onOpen={(task) => go(taskPath(about, task.id))}
                none={`${line.provider_name} publishes nothing else that can be done with a line.`}
              />
            }
            abilities={page.abilities}
            unmapped={line.unmapped}
            provider={line.provider_name}
          />
        }
      />
    </>
  );
}

/** A card was scanned here: what to do with it is asked, never guessed. */
function CardScanned({
  digits,
  replace,
  start,
  drop,
}: {
  digits: string;
  replace: Possible;
  start: () => void;
  drop: () => void;
}) {
  const title = (
    <>
      A SIM card was scanned: <span className="mono">{inGroups(digits)}</span>
    </>
  );
  return (
    <Notice
      tone="info"
      title={title}
      action={
        <>
          {"run" in replace && (
            <Button variant="primary" onPress={start}>
              Start Replace SIM with this card
            </Button>
          )}
          <Button variant="quiet" onPress={drop}>
            Dismiss
          </Button>
        </>
      }
    >
      {"run" in replace ? "Nothing is changed yet." : `It cannot be put on this line now. ${replace.reason}`}
    </Notice>
  );
}
