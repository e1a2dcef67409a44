// The state of a line in lists.
import { LINE_STAGES } from "@/domain/lines";
import type { LineView } from "@/ipc";
import { Tag } from "@/shared";

export function LineStateTag({ line }: { line: LineView }) {
  if (!line.is_read) return <Tag tone="off">Not read yet</Tag>;
  const { tone, words } = LINE_STAGES[line.state.stage];
  return <Tag tone={tone}>{words}</Tag>;
}
