// Help when a code does not scan: one question at a time, the likeliest first. It never says that the code is bad before
// the simple reasons are ruled out.
import { useState } from "react";
import { Button, Card } from "@/shared";
import styles from "./install.module.css";

const QUESTIONS = ["phone", "picture", "typing", "code"] as const;
type Question = (typeof QUESTIONS)[number];

interface Advice {
  ask: string;
  todo: string;
}

const ADVICE: Record<Question, Advice> = {
  phone: {
    ask: "Is the phone unlocked and online?",
    todo: "It needs Wi-Fi or mobile data to load the eSIM. Unlock it, connect it, and scan again.",
  },
  picture: {
    ask: "Does the camera see the whole picture, sharp and without glare?",
    todo: "Turn this screen's brightness up, clean the camera lens, hold the phone about 30 cm away, and try a bigger picture.",
  },
  typing: {
    ask: "Does the phone take the code when it is typed in?",
    todo: "Use “Type it in instead”: on an iPhone the address and the activation code, on an Android phone the whole line.",
  },
  code: {
    ask: "Does the phone say that the code is not valid or has been used?",
    todo: "Then a new code is needed. The one on screen stops working when the new one is issued.",
  },
};

/** The questions, with what can be done from here. */
export function DidNotScan({
  big,
  onBig,
  onNewCode,
  onClose,
}: {
  big: boolean;
  onBig: () => void;
  onNewCode: (() => void) | null;
  onClose: () => void;
}) {
  const [at, setAt] = useState(0);
  const question = QUESTIONS[at] ?? "code";
  const { ask, todo } = ADVICE[question];
  return (
    <Card title="It did not scan" aside={`${at + 1} of ${QUESTIONS.length}`}>
      <div className={styles.help}>
        <p className={styles.ask}>{ask}</p>
        <p className="dim">{todo}</p>
        <div className={styles.row}>
          {question === "picture" && <Button onPress={onBig}>{big ? "Usual picture" : "Bigger picture"}</Button>}
          {question === "code" && onNewCode !== null && <Button onPress={onNewCode}>New code…</Button>}
          {at > 0 && (
            <Button variant="quiet" onPress={() => setAt(at - 1)}>
              Back
            </Button>
          )}
          {at < QUESTIONS.length - 1 && <Button onPress={() => setAt(at + 1)}>That is not it</Button>}
          <Button variant="quiet" onPress={onClose}>
            Close
          </Button>
        </div>
      </div>
    </Card>
  );
}
