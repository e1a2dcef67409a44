// That nothing here is real, and the way to what is.
import { useLocation } from "wouter";
import { Button, Notice } from "@/shared";
import { ADD_CONNECTION } from "./ConnectionPaths";

export function PracticeNotice() {
  const [, go] = useLocation();
  return (
    <Notice
      tone="info"
      title="This is the practice shop. Nothing real happens."
      action={<Button onPress={() => go(ADD_CONNECTION)}>Connect a real account</Button>}
    >
      <p>
        Every provider is simulated on this computer. No message leaves it, and the lines, people and codes are made up.
      </p>
    </Notice>
  );
}
