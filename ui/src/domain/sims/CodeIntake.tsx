// A code that comes from outside: pasted or scanned with whatever stands around it, or in a picture or PDF; looked at by the desk,
// then shown like any other. What is pasted is in the box until the desk has taken it, and nowhere else on this page.
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import { type ActionId, call, type LineKey, type Problem, type TakenInCode } from "@/ipc";
import { Button, SecretArea, StepHeading } from "@/shared";
import styles from "./intake.module.css";
import { MOST_BYTES, PictureIntake } from "./PictureIntake";
import { TakenCode } from "./TakenCode";

interface Props {
  line: LineKey;
  provider: string;
  /** What is known about where the code is. */
  children?: ReactNode;
  /** How another line is called, for the warning that a code was seen there. */
  nameOf: (line: LineKey) => ReactNode;
  /** Shows the code that the desk holds. */
  onShow: (held: ActionId) => void;
  /** The customer has to be verified first. */
  onVerify: () => void;
}

/** What is wrong, at which of the two ways in. */
interface Fault {
  at: "code" | "picture";
  text: string;
}

/** A code and nothing else, as a scanner types it before its Enter. */
const ALONE = /^\s*(lpa:)?1\$\S+\s*$/i;

/** "Enter a code": take in, look, show. */
export function CodeIntake({ line, provider, children, nameOf, onShow, onVerify }: Props) {
  const box = useRef<HTMLTextAreaElement>(null);
  const [taken, setTaken] = useState<TakenInCode | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState<"text" | "picture" | null>(null);
  const entering = taken === null;

  // A scanner types where the focus is. What is in the box must not outlive it.
  useEffect(() => {
    const element = box.current;
    if (!entering || element === null) return;
    element.focus();
    return () => {
      element.value = "";
    };
  }, [entering]);
  // What was taken in and not shown is forgotten.
  const shown = useRef(false);
  const waiting = taken?.id ?? null;
  useEffect(() => {
    if (waiting === null) return;
    return () => {
      if (!shown.current) call("drop_result", { id: waiting }).catch(() => undefined);
    };
  }, [waiting]);

  const sending = useRef(false);
  const send = (by: "text" | "picture", answer: () => Promise<TakenInCode>) => {
    if (sending.current) return;
    sending.current = true;
    setProblem(null);
    setFault(null);
    setBusy(by);
    answer()
      .then(setTaken, (error: unknown) => {
        const what = asProblem(error);
        if (what.code === "verification_needed") onVerify();
        else if (what.field === "code" || what.field === "picture") {
          setFault({ at: what.field, text: what.message });
          if (what.field === "code") box.current?.focus();
        } else setProblem(what);
      })
      .finally(() => {
        sending.current = false;
        setBusy(null);
      });
  };
  const take = () => {
    const text = box.current?.value ?? "";
    if (text.trim() === "") {
      setProblem(null);
      setFault({
        at: "code",
        text: "Paste the code first. It begins with LPA:1$, and text around it does not matter.",
      });
      box.current?.focus();
      return;
    }
    send("text", () => call("take_in_code", { line, text }));
  };
  const takePicture = (file: File) => {
    if (file.size > MOST_BYTES) {
      setProblem(null);
      setFault({ at: "picture", text: "This file is larger than 20 MB. Use a screenshot of the code instead." });
      return;
    }
    send("picture", async () => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      try {
        return await call("take_in_picture", { line }, bytes);
      } finally {
        bytes.fill(0);
      }
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.target !== box.current || event.ctrlKey || event.metaKey) return;
    if (ALONE.test(box.current?.value ?? "")) {
      event.preventDefault();
      take();
    }
  };

  if (taken !== null) {
    return (
      <TakenCode
        taken={taken}
        provider={provider}
        nameOf={nameOf}
        onBound={() => {
          shown.current = true;
          onShow(taken.id);
        }}
        onVerify={onVerify}
        other={() => setTaken(null)}
      />
    );
  }
  return (
    <section className={styles.intake}>
      <StepHeading>Enter the code of the eSIM</StepHeading>
      {children}
      {problem !== null && <ProblemNotice problem={problem} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the box inside takes the keys; this hears a scanner's Enter. */}
      <div className={styles.way} onKeyDown={onKeyDown}>
        <SecretArea
          ref={box}
          label="The code, or the text of the e-mail that it is in"
          hint="Paste or scan it. It begins with LPA:1$. It is kept in memory only, for this line, and forgotten after a few minutes."
          {...(fault?.at === "code" ? { error: fault.text } : {})}
          onEdit={() => setFault(null)}
          onSubmit={take}
        />
        <div className={styles.row}>
          <Button
            variant="primary"
            onPress={take}
            isPending={busy === "text"}
            isDisabled={busy === "picture"}
            kbd="Mod+Enter"
          >
            Take in
          </Button>
        </div>
      </div>
      <PictureIntake
        busy={busy === "picture"}
        isDisabled={busy !== null}
        error={fault?.at === "picture" ? fault.text : null}
        onFile={takePicture}
      />
    </section>
  );
}
