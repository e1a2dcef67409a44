// Whether a line is real, beside the line in lists. In the practice shop every line is simulated, and the rail says so.
import { EnvironmentTag } from "@/domain/connections";
import type { LineView } from "@/ipc";

export function EnvironmentMark({ line }: { line: LineView }) {
  return line.environment === "practice" ? null : <EnvironmentTag environment={line.environment} />;
}
