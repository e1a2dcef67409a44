// The screen that faces the customer. The same component is the customer's window and, small and out of reach, what the agent
// sees of it. All sizes follow the box it is in.
import { CircleCheck } from "lucide-react";
import { useRef, useState } from "react";
import {
  type CustomerPhone,
  type CustomerShows,
  call,
  type Language,
  type NewSim,
  type CustomerScreen as Screen,
} from "@/ipc";
import { cssSide, modulePixels } from "@/shared/modulePixels";
import { useQrPicture } from "@/shared/useQrPicture";
import { useRoom } from "@/shared/useRoom";
import css from "./CustomerScreen.module.css";
import { PHONES } from "./menus";
import { keysOf, otherWay, phoneName, type Step, stepsFor, WORDS } from "./words";

/** What a customer can do. */
export interface CustomerDoes {
  choose: (what: { language: Language } | { phone: CustomerPhone }) => void;
  confirm: (question: number) => void;
}

interface Props {
  screen: Screen;
  does: CustomerDoes;
}

/** The largest a picture is drawn, in CSS pixels: more does not scan better. */
const LARGEST = 900;

export function CustomerScreen({ screen, does }: Props) {
  const { shows, language } = screen;
  return (
    <div className={css.screen} data-theme="light" lang={language} data-shows={shows.type}>
      <div className={css.body}>{body(screen, shows, does)}</div>
      {shows.type !== "blank" && <Languages language={language} does={does} />}
    </div>
  );
}

function body(screen: Screen, shows: CustomerShows, does: CustomerDoes) {
  const words = WORDS[screen.language];
  switch (shows.type) {
    case "blank":
      return <h1 className="readerOnly">{words.nothing}</h1>;
    case "question":
      return (
        <Question
          screen={screen}
          gets={shows.gets}
          confirmed={shows.confirmed_at !== null}
          confirm={() => does.confirm(shows.question)}
        />
      );
    case "code":
      return <Code key={shows.picture} screen={screen} shows={shows} does={does} />;
    case "done":
      return <Done screen={screen} on={shows.switched_on} />;
  }
}

function Code({
  screen: { language, phone, last_digits },
  shows: { picture, modules, progress },
  does,
}: Props & { shows: Extract<CustomerShows, { type: "code" }> }) {
  const words = WORDS[language];
  const other = otherWay(phone, language);
  return (
    <div className={css.code}>
      <Picture picture={picture} modules={modules} language={language} />
      <div className={css.text}>
        <h1 className={css.title}>{words.add}</h1>
        {last_digits !== null && (
          <p className={css.number}>
            {words.numberEnding} <strong>{last_digits}</strong>
          </p>
        )}
        <fieldset className={css.choice}>
          <legend className="readerOnly">{words.phone}</legend>
          {keysOf(PHONES).map((one) => (
            <button key={one} type="button" aria-pressed={one === phone} onClick={() => does.choose({ phone: one })}>
              {phoneName(one, language)}
            </button>
          ))}
        </fieldset>
        <ol className={css.steps}>
          {stepsFor(phone, language).map((step) => (
            <li key={step.text}>
              <StepText step={step} />
            </li>
          ))}
        </ol>
        {other !== null && (
          <p className={css.other}>
            <StepText step={other} />
          </p>
        )}
        <p className={css.progress} role="status" data-moving={progress !== null}>
          {progress === null ? words.tellUs : words.progress[progress]}
        </p>
      </div>
    </div>
  );
}

function StepText({ step: { text, menu } }: { step: Step }) {
  if (menu === null) return text;
  return (
    <>
      {text} <b className={css.menu}>{menu.join(" › ")}</b>
    </>
  );
}

function Picture({ picture, modules, language }: { picture: number; modules: number; language: Language }) {
  const words = WORDS[language];
  const slot = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const { room, ratio } = useRoom(slot, "element");
  const px = modulePixels({ modules, room, ratio, side: LARGEST });
  const drawn = useQrPicture({
    name: String(picture),
    load: (module_px) => call("customer_picture", { picture, module_px }),
    modules,
    px,
    ratio,
    onFail: () => setFailed(true),
  });
  const side = drawn?.side ?? cssSide(modules, px, ratio);
  return (
    <div className={css.slot} ref={slot}>
      {failed ? (
        <p className={css.other} role="alert">
          {words.notDrawn}
        </p>
      ) : (
        drawn !== null && (
          <img
            src={drawn.url}
            alt={words.qr}
            draggable={false}
            style={{ width: side, height: side }}
            onContextMenu={(event) => event.preventDefault()}
          />
        )
      )}
    </div>
  );
}

function Question({
  screen: { language, last_digits },
  gets,
  confirmed,
  confirm,
}: {
  screen: Screen;
  gets: NewSim;
  confirmed: boolean;
  confirm: () => void;
}) {
  const words = WORDS[language];
  return (
    <div className={css.middle}>
      <h1 className={css.title}>{words.right}</h1>
      <p className={css.said}>{words.happens(gets, last_digits)}</p>
      <p className={css.number}>{words.stops}</p>
      <div role="status">
        {confirmed && (
          <p className={css.thanks}>
            <CircleCheck aria-hidden="true" /> {words.thanks}
          </p>
        )}
      </div>
      {!confirmed && (
        <>
          <button type="button" className={css.yes} onClick={confirm}>
            {words.yes}
          </button>
          <p className={css.other}>{words.no}</p>
        </>
      )}
    </div>
  );
}

function Done({ screen: { language }, on }: { screen: Screen; on: boolean | null }) {
  const { done, added } = WORDS[language];
  return (
    <div className={css.middle}>
      <CircleCheck className={css.sign} aria-hidden="true" />
      <h1 className={css.title}>{done}</h1>
      <p className={css.said} role="status">
        {on === null ? added.notSaid : on ? added.on : added.off}
      </p>
    </div>
  );
}

function Languages({ language, does }: { language: Language; does: CustomerDoes }) {
  return (
    <fieldset className={`${css.choice} ${css.languages}`}>
      <legend className="readerOnly">{WORDS[language].language}</legend>
      {keysOf(WORDS).map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={one === language}
          onClick={() => does.choose({ language: one })}
        >
          {WORDS[one].name}
        </button>
      ))}
    </fieldset>
  );
}
