// Help when a code does not scan: one question at a time, by mouse or by number key, with the way back.
import { useEffect, useRef, useState } from "react";
import { Button, Card, useKeys } from "@/shared";
import { type Asked, BEGIN, type Help, type Place, TREE } from "./didNotScan";
import styles from "./install.module.css";

interface Props {
  /** Makes the picture larger; absent where it is as large as it gets. */
  onBigger: (() => void) | null;
  /** To a new code; absent where the line cannot get one. */
  onNewCode: (() => void) | null;
  /** To entering a code that came by e-mail; absent where that is no way to one. */
  onEnter: (() => void) | null;
  onClose: () => void;
}

/** The questions, with what can be done from here. */
export function DidNotScan({ onBigger, onNewCode, onEnter, onClose }: Props) {
  const [path, setPath] = useState<readonly Place[]>([BEGIN]);
  const place = path.at(-1) ?? BEGIN;
  const asked: Asked = TREE[place];
  const heading = useRef<HTMLParagraphElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each place is read out anew.
  useEffect(() => heading.current?.focus(), [place]);
  const helps: Record<Help, { words: string; run: (() => void) | null }> = {
    bigger: { words: "Bigger picture", run: onBigger },
    new_code: { words: "New code…", run: onNewCode },
    enter_code: { words: "Enter a code that came by e-mail", run: onEnter },
    close: { words: "It works now", run: onClose },
  };
  const choices = [
    ...asked.answers.map(({ words, to }) => ({ words, run: () => setPath([...path, to]) })),
    ...(asked.helps ?? []).flatMap((help) => {
      const { words, run } = helps[help];
      return run === null ? [] : [{ words, run }];
    }),
  ];
  const back = () => setPath(path.slice(0, -1));
  useKeys({
    ...Object.fromEntries(choices.map(({ words, run }, at) => [String(at + 1), { label: words, run }])),
    Backspace: { label: "The question before", run: back, when: path.length > 1 },
  });
  return (
    <Card title="It did not scan">
      <div className={styles.help}>
        <p className={styles.ask} ref={heading} tabIndex={-1}>
          {asked.title}
        </p>
        {asked.text !== undefined && <p className="dim">{asked.text}</p>}
        {asked.steps !== undefined && (
          <ol className={styles.steps}>
            {asked.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        )}
        {choices.length === 0 && <p className="dim">No other code can be had from here. Ask the provider.</p>}
        <ul className={styles.row} aria-label="Answers">
          {choices.map(({ words, run }, at) => (
            <li key={words}>
              <Button kbd={String(at + 1)} onPress={run}>
                {words}
              </Button>
            </li>
          ))}
        </ul>
        <div className={styles.row}>
          {path.length > 1 && (
            <Button variant="quiet" kbd="Backspace" onPress={back}>
              Back
            </Button>
          )}
          <Button variant="quiet" onPress={onClose}>
            Close
          </Button>
        </div>
      </div>
    </Card>
  );
}
