// The code a provider asks for when a connection's user signs in: typed here, sent once, kept nowhere.
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import { type CodeKind, type ConnectionView, call, type Problem, type SignInState } from "@/ipc";
import { Button, SecretField } from "@/shared";
import css from "./connections.module.css";
import { patchConnection } from "./queries";
import { fieldWords } from "./words";

type Needed = Extract<SignInState, { type: "code_needed" }>;

interface Words {
  asks: (provider: string) => string;
  label: string;
  until: (provider: string) => string;
  refused: (provider: string) => string;
}

const WORDS: Record<CodeKind, Words> = {
  sms: {
    asks: (provider) => `${provider} asks for the code it has sent by SMS.`,
    label: "Code from the SMS",
    until: (provider) =>
      `It went to the phone of the user this connection signs in as. Until it is given nothing else is asked of ${provider}, because every try may send another message.`,
    refused: (provider) =>
      `${provider} did not take this code. It may be mistyped or too old: look again, or have another one sent.`,
  },
  authenticator: {
    asks: (provider) => `${provider} asks for the code of the authenticator app.`,
    label: "Code from the authenticator app",
    until: (provider) =>
      `The app is on the phone of the user this connection signs in as. Until the code is given nothing else is asked of ${provider}.`,
    refused: (provider) =>
      `${provider} did not take this code. It may be mistyped, or the app shows the next one already: type the one it shows now.`,
  },
};

/** The code that is asked for; null when none is. */
export function codeNeeded(connection: ConnectionView): Needed | null {
  const usable = connection.enabled && connection.credentials !== "missing";
  return usable && connection.sign_in?.type === "code_needed" ? connection.sign_in : null;
}

/** Where the code is, in one sentence. */
export function asksForCode(connection: ConnectionView, needed: Needed): string {
  return WORDS[needed.kind].asks(connection.provider_name);
}

export interface SignInCodeProps {
  connection: ConnectionView;
  /** The provider has let the user in. */
  onSignedIn?: () => void;
  /** Beside the buttons. */
  children?: ReactNode;
}

/** Nothing unless a code is asked for. */
export function SignInCode(props: SignInCodeProps) {
  const needed = codeNeeded(props.connection);
  return needed === null ? null : <Form {...props} needed={needed} />;
}

function Form({ connection, onSignedIn, children, needed }: SignInCodeProps & { needed: Needed }) {
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState<"code" | "another" | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const words = WORDS[needed.kind];
  const provider = connection.provider_name;

  // Not a mutation of the query cache: that would keep what was sent.
  const ask = async (what: "code" | "another", asked: () => Promise<ConnectionView>) => {
    setBusy(what);
    setProblem(null);
    setError(null);
    setSaid("");
    try {
      const now = await asked();
      // Taken or not, it is of no use any more.
      if (input.current !== null) input.current.value = "";
      patchConnection(client, now);
      if (now.sign_in?.type === "signed_in") {
        onSignedIn?.();
        return;
      }
      if (!here.current) return;
      const still = codeNeeded(now);
      if (what === "another") setSaid("Another code is on its way. The one before may no longer count.");
      else if (still?.refused) setError(WORDS[still.kind].refused(provider));
      input.current?.focus();
    } catch (failure) {
      if (!here.current) return;
      const refused = asProblem(failure);
      if (refused.field === "code") setError(fieldWords(refused, "code"));
      else setProblem(refused);
    } finally {
      if (here.current) setBusy(null);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const field = input.current;
    if (busy !== null || field === null) return;
    const code = field.value;
    if (code.trim() === "") {
      setError("Type the code first.");
      field.focus();
      return;
    }
    void ask("code", () => call("answer_sign_in_code", { connection: connection.id, code }));
  };
  return (
    <form
      className={css.code}
      noValidate
      autoComplete="off"
      onSubmit={submit}
      aria-label={`Sign in to ${connection.label}`}
    >
      <p className={css.asks}>{words.asks(provider)}</p>
      <p className="dim small">{words.until(provider)}</p>
      <SecretField
        ref={input}
        label={words.label}
        masked={false}
        isRequired
        error={error}
        onEdit={() => {
          if (error !== null) setError(null);
        }}
      />
      {problem !== null && <ProblemNotice problem={problem} />}
      <div className={css.buttons}>
        <Button type="submit" variant="primary" isPending={busy === "code"} isDisabled={busy === "another"}>
          {busy === "code" ? "Signing in…" : "Sign in"}
        </Button>
        {needed.kind === "sms" && (
          <Button
            isPending={busy === "another"}
            isDisabled={busy === "code"}
            onPress={() => void ask("another", () => call("new_sign_in_code", { connection: connection.id }))}
          >
            Send another code
          </Button>
        )}
        {children}
      </div>
      <p className="dim small" role="status">
        {said}
      </p>
    </form>
  );
}
