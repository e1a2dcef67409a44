// When a provider that failed again and again is asked the next time.
import type { ConnectionView } from "@/ipc";
import { Countdown, useTimeText } from "@/shared";

/** "Asked again in 12 s." Nothing for a connection that is asked as usual. */
export function NextProbe({ connection }: { connection: ConnectionView }) {
  return connection.next_probe_at === null ? null : <Waiting until={connection.next_probe_at} />;
}

function Waiting({ until }: { until: number }) {
  const due = useTimeText((now) => (now < until ? "" : "due")) === "due";
  if (due) return <p>Being asked now.</p>;
  return (
    <p>
      Asked again in <Countdown until={until} words={seconds} />.
    </p>
  );
}

function seconds(left: number): string {
  return `${Math.max(1, Math.ceil(left / 1000))} s`;
}
