// Whether something is real, in one word.
import type { Environment } from "@/ipc";
import { Tag } from "@/shared";
import { ENVIRONMENTS } from "./words";

export function EnvironmentTag({ environment }: { environment: Environment }) {
  const { tone, word } = ENVIRONMENTS[environment];
  return <Tag tone={tone}>{word}</Tag>;
}
