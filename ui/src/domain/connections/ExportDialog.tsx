// The connections as text for another computer. There are no credentials in it.
import { useEffect, useRef, useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import { call, type Problem } from "@/ipc";
import { Button, Dialog, Skeleton } from "@/shared";
import css from "./setup.module.css";

type Copied = "no" | "copied" | "selected";

const SAID: Record<Copied, string> = {
  no: "",
  copied: "Copied.",
  selected: "The clipboard cannot be used from here. The text is selected: copy it with the keys of this computer.",
};

export function ExportDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [copied, setCopied] = useState<Copied>("no");
  const [round, setRound] = useState(0);
  const area = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again.
  useEffect(() => {
    let left = false;
    call("export_connections", {}).then(
      (answer) => left || setText(answer.text),
      (error: unknown) => left || setProblem(asProblem(error)),
    );
    return () => {
      left = true;
    };
  }, [round]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text ?? "");
      setCopied("copied");
    } catch {
      area.current?.focus();
      area.current?.select();
      setCopied("selected");
    }
  };
  return (
    <Dialog title="Export connections" onClose={onClose} wide>
      <div className={css.dialog}>
        <p>
          Labels, environments, addresses and proxies, for Import on another computer. There are no credentials in it:
          they are entered there.
        </p>
        {problem !== null && (
          <ProblemNotice
            problem={problem}
            action={
              <Button
                onPress={() => {
                  setProblem(null);
                  setRound(round + 1);
                }}
              >
                Try again
              </Button>
            }
          />
        )}
        {text === null ? (
          problem === null && <Skeleton label="Writing the text" lines={5} />
        ) : (
          <textarea
            ref={area}
            className={css.text}
            aria-label="Connections as text"
            readOnly
            rows={12}
            value={text}
            spellCheck={false}
          />
        )}
        <div className={css.dialogEnd}>
          <p className="dim small" role="status">
            {SAID[copied]}
          </p>
          <Button onPress={onClose}>Close</Button>
          {text !== null && (
            <Button variant="primary" autoFocus onPress={() => void copy()}>
              Copy
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
