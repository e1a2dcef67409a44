// The customer's screen in the agent's hand: what the customer sees, small and out of reach, and the two keys that put something
// on it and take everything off.
import { MonitorUp } from "lucide-react";
import type { ReactNode } from "react";
import { ProblemNotice } from "@/errors";
import type { CustomerScreenAnswer, CustomerShows } from "@/ipc";
import { Button, Card, formatTime, Tag, type Tone, useKeys } from "@/shared";
import css from "./CustomerCard.module.css";
import { CustomerScreen } from "./CustomerScreen";
import { PHONES } from "./menus";
import type { CustomerControl } from "./useCustomerScreen";
import { keysOf, phoneName, WORDS } from "./words";

interface Props {
  control: CustomerControl;
  /** What can be put on it; null when there is nothing. */
  offer: { words: string; put: () => Promise<unknown> } | null;
}

/** What the agent reads about it. */
interface State {
  tone: Tone;
  words: string;
}

const CLOSED: State = { tone: "off", words: "Closed" };

function stateOf(shows: CustomerShows): State {
  switch (shows.type) {
    case "blank":
      return { tone: "off", words: "Blank" };
    case "question":
      return shows.confirmed_at === null
        ? { tone: "info", words: "Asking the customer" }
        : { tone: "ok", words: "The customer pressed yes" };
    case "code":
      return { tone: "info", words: "Showing the code" };
    case "done":
      return { tone: "ok", words: "Done" };
  }
}

const OUT_OF_REACH = { choose: () => undefined, confirm: () => undefined };

export function CustomerCard({ control, offer }: Props) {
  const { customer, problem, attempt, blank, close } = control;
  const open = customer?.open === true;
  const shows = customer?.screen.shows.type ?? "blank";
  const on = open && shows !== "blank";
  const canPut = offer !== null && !on;
  const put = () => offer !== null && attempt(offer.put());
  useKeys({
    d: { label: offer?.words ?? "", run: put, when: canPut },
    b: { label: "Blank the customer screen", run: blank, when: on },
  });
  const state = !open || customer === null ? CLOSED : stateOf(customer.screen.shows);
  return (
    <Card title="Customer screen" aside={<Tag tone={state.tone}>{state.words}</Tag>}>
      <div className={css.card}>
        {open && customer !== null && <Open customer={customer} control={control} />}
        <div className={css.row}>
          {canPut && (
            <Button kbd="d" icon={<MonitorUp size={15} />} onPress={put}>
              {offer.words}
            </Button>
          )}
          {on && (
            <Button kbd="b" onPress={blank}>
              Blank it
            </Button>
          )}
          {open && (
            <Button variant="quiet" onPress={close}>
              Close the window
            </Button>
          )}
          {!open && <span className="dim small">Opens on the second display, where there is one.</span>}
        </div>
        {problem !== null && <ProblemNotice problem={problem} />}
      </div>
    </Card>
  );
}

function Open({ customer, control: { choose } }: { customer: CustomerScreenAnswer; control: CustomerControl }) {
  const { screen } = customer;
  return (
    <div className={css.open}>
      <div className={css.thumbnail} role="img" aria-label="What the customer sees">
        <div className={css.small} inert>
          <CustomerScreen screen={screen} does={OUT_OF_REACH} />
        </div>
      </div>
      <div className={css.words}>
        <Choice
          label="Language"
          value={screen.language}
          options={keysOf(WORDS).map((one) => [one, WORDS[one].name])}
          choose={(language) => choose({ language })}
        />
        <Choice
          label="Phone"
          value={screen.phone}
          options={keysOf(PHONES).map((one) => [one, phoneName(one, "en")])}
          choose={(phone) => choose({ phone })}
        />
        <Said shows={screen.shows} />
      </div>
    </div>
  );
}

function Choice<T extends string>({
  label,
  value,
  options,
  choose,
}: {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  choose: (value: T) => void;
}) {
  return (
    <label className={css.choice}>
      <span className="dim small">{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const found = options.find(([one]) => one === event.target.value);
          if (found !== undefined) choose(found[0]);
        }}
      >
        {options.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What the customer has said to a question, in the agent's words. */
function Said({ shows }: { shows: CustomerShows }): ReactNode {
  if (shows.type !== "question") return null;
  return (
    <p className="small" role="status">
      {shows.confirmed_at === null ? (
        "The customer has not pressed yet."
      ) : (
        <>
          <strong>The customer pressed “{WORDS.en.yes}”</strong> at {formatTime(shows.confirmed_at)}. A courtesy, not a
          proof of identity.
        </>
      )}
    </p>
  );
}
