// The parts of a code for typing, copying and reading aloud. What is copied goes through the desk, which clears the
// clipboard again; the web view's own copying is switched off here, because nobody would clear after it.
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import { type CodePart, call, onDeskEvent, type Problem, type ShownCode } from "@/ipc";
import { Button, Card } from "@/shared";
import styles from "./install.module.css";

type Copied =
  | { type: "nothing" }
  | { type: "copied"; part: CodePart; seconds: number }
  | { type: "cleared" }
  | { type: "by_hand" }
  | { type: "problem"; problem: Problem };

function copiedWords(copied: Copied): string {
  switch (copied.type) {
    case "copied":
      return `Copied. The clipboard is cleared in ${copied.seconds} s.`;
    case "cleared":
      return "The clipboard no longer holds the code.";
    case "by_hand":
      return "Not copied. Use a Copy button: what it copies is cleared from the clipboard again.";
    case "nothing":
    case "problem":
      return "";
  }
}

/** Rows of a code with Copy buttons. */
export function TypeItIn({ code }: { code: ShownCode }) {
  const [copied, setCopied] = useState<Copied>({ type: "nothing" });
  const [aloud, setAloud] = useState(false);
  const { showing } = code;

  useEffect(
    () =>
      onDeskEvent((event) => {
        if (event.type === "clipboard_cleared") {
          setCopied((was) => (was.type === "copied" ? { type: "cleared" } : was));
        }
      }),
    [],
  );

  const copy = (part: CodePart) => {
    call("copy_code", { showing, part }).then(
      ({ clears_at }) =>
        setCopied({ type: "copied", part, seconds: Math.max(0, Math.round((clears_at - Date.now()) / 1000)) }),
      (error: unknown) => setCopied({ type: "problem", problem: asProblem(error) }),
    );
  };
  const sign = (part: CodePart) =>
    copied.type === "copied" && copied.part === part ? <Check size={14} /> : <Copy size={14} />;
  const copyButton = (part: CodePart, name: string) => (
    <Button variant="quiet" aria-label={`Copy ${name}`} icon={sign(part)} onPress={() => copy(part)}>
      Copy
    </Button>
  );

  return (
    <Card title="Type it in instead">
      <div
        className={styles.typing}
        onCopy={(event) => {
          event.preventDefault();
          setCopied({ type: "by_hand" });
        }}
      >
        <dl className={styles.parts}>
          <dt>SM-DP+ address</dt>
          <dd className={styles.part}>{code.sm_dp_address}</dd>
          <dd>{copyButton("sm_dp_address", "SM-DP+ address")}</dd>
          <dt>Activation code</dt>
          <dd className={styles.part}>{code.activation_code === "" ? "empty" : code.activation_code}</dd>
          <dd>{code.activation_code !== "" && copyButton("activation_code", "activation code")}</dd>
          <dt>Confirmation code</dt>
          <dd className={styles.wide}>
            {code.confirmation_required ? "the phone will ask; the provider sends it apart" : "not needed"}
          </dd>
          {code.stray_confirmation_code !== null && (
            <>
              <dt>Found in its place</dt>
              <dd className={styles.wide}>
                <span className={styles.part}>{code.stray_confirmation_code}</span>
                <span className="dim small">
                  {" "}
                  This stands where only a mark belongs. If the phone asks for a confirmation code, try it.
                </span>
              </dd>
            </>
          )}
          <dt>Android, one line</dt>
          <dd className={styles.part}>{code.whole}</dd>
          <dd>{copyButton("whole", "whole line")}</dd>
        </dl>
        {aloud && (
          <ol className={styles.aloud} aria-label="Activation code, letter by letter">
            {code.spelled.map(({ letter, word }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same letter comes more than once and never moves.
              <li key={at}>
                <span className="mono">{letter}</span> <span className="dim">{word}</span>
              </li>
            ))}
          </ol>
        )}
      </div>
      <div className={styles.partsFoot}>
        <Button variant="quiet" aria-expanded={aloud} onPress={() => setAloud((was) => !was)}>
          Read aloud
        </Button>
        <Button variant="quiet" icon={sign("iphone_link")} onPress={() => copy("iphone_link")}>
          Copy iPhone one-tap link
        </Button>
        <span className="dim small">The link works on the phone itself, with iOS 17.4 or later.</span>
      </div>
      <p className={styles.copied} role="status">
        {copiedWords(copied)}
      </p>
      {copied.type === "problem" && <ProblemNotice problem={copied.problem} />}
    </Card>
  );
}
