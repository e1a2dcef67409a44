// What was looked at before a change, each with its sign in words too, and the way out of what stops it.
import { Check, CircleX, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Environment, Preview, PreviewCheck } from "@/ipc";
import { Age, Button, Card } from "@/shared";
import styles from "./checks.module.css";
import { type CheckWords, checkWords, REAL } from "./checkWords";
import { RunningChange } from "./RunningChange";

const SIGNS = { ok: Check, note: Info, warn: TriangleAlert, stop: CircleX };
const SAID = { ok: "Good", note: "Note", warn: "Warning", stop: "Stop" };

interface Props {
  environment: Environment;
  provider: string;
  preview: Preview;
  onVerify: () => void;
  onOpenActions: () => void;
  onLookAgain: () => void;
}

/** The card "Before you send". */
export function PreviewChecks({ environment, provider, preview, onVerify, onOpenActions, onLookAgain }: Props) {
  return (
    <Card title="Before you send">
      <ul className={styles.checks}>
        <Looked {...REAL[environment]} />
        {preview.checks.map((check) => (
          <CheckLine
            key={`${check.type}${check.type === "odd_sim_number" ? check.warning : ""}`}
            check={check}
            provider={provider}
          >
            {check.type === "not_verified" && <Button onPress={onVerify}>Verify now</Button>}
            {check.type === "other_change" && (
              <RunningChange id={check.action} onOpenActions={onOpenActions} onEnded={onLookAgain} />
            )}
          </CheckLine>
        ))}
      </ul>
    </Card>
  );
}

function CheckLine({ check, provider, children }: { check: PreviewCheck; provider: string; children: ReactNode }) {
  return (
    <Looked {...checkWords(check, provider)}>
      {check.type === "verified" && (
        <>
          , <Age at={check.verification.at} />
        </>
      )}
      {children}
    </Looked>
  );
}

function Looked({ sign, text, children }: CheckWords & { children?: ReactNode }) {
  const Sign = SIGNS[sign];
  return (
    <li className={styles.checkLine} data-sign={sign}>
      <Sign size={16} aria-hidden="true" />
      <div>
        <span className="readerOnly">{SAID[sign]}: </span>
        {text}
        {children}
      </div>
    </li>
  );
}
