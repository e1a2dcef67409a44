// Times, dates, counts and amounts of data in the words of the reader's own locale.

const cached = new Map<string, Intl.DateTimeFormat>();

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  let format = cached.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(undefined, options);
    cached.set(key, format);
  }
  return format;
}

/** "10:42:06" */
export function formatTime(at: number): string {
  return dates({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(at);
}

/** "10:42" */
export function formatMinutes(at: number): string {
  return dates({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}

/** "Thursday 15 January" */
export function formatLongDate(at: number): string {
  return dates({ weekday: "long", day: "numeric", month: "long" }).format(at);
}

/** "15 Jan 2026" */
export function formatDate(at: number): string {
  return dates({ day: "numeric", month: "short", year: "numeric" }).format(at);
}

/** "15 Jan 2026, 10:42:06" */
export function formatDateTime(at: number): string {
  return `${formatDate(at)}, ${formatTime(at)}`;
}

/** "10:42:06" today, "Yesterday 16:20", "2 Jan 14:58" this year, else with the year. */
export function formatWhen(at: number, now: number = Date.now()): string {
  const day = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  if (day(at) === day(now)) return formatTime(at);
  const minutes = dates({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (day(at) === day(yesterday.getTime())) return `Yesterday ${minutes}`;
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const date = dates(
    sameYear ? { day: "numeric", month: "short" } : { day: "numeric", month: "short", year: "numeric" },
  );
  return `${date.format(at)} ${minutes}`;
}

/** An ISO date or date-time without zone, as providers write them: shown as that day, never moved by a time zone. */
export function formatIsoDate(iso: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  if (parts === null) return iso;
  const utc = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return dates({ day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(utc);
}

const counts = new Intl.NumberFormat();

/** "1,204" */
export function formatCount(count: number): string {
  return counts.format(count);
}

/** "1 line", "1,204 lines" */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** "2.4 GB" of so many bytes, in steps of 1000. */
export function formatBytes(bytes: number): string {
  let amount = Math.abs(bytes);
  let unit = 0;
  while (amount >= 1000 && unit < UNITS.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  const shown = new Intl.NumberFormat(undefined, { maximumFractionDigits: amount < 10 && unit > 0 ? 1 : 0 });
  return `${bytes < 0 ? "-" : ""}${shown.format(amount)} ${UNITS[unit]}`;
}

/** "4 ms", "0.3 ms", "1.2 s" */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1)
    return `${new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 }).format(milliseconds)} ms`;
  if (milliseconds < 1000) return `${formatCount(Math.round(milliseconds))} ms`;
  return `${new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 }).format(milliseconds / 1000)} s`;
}

/** "8944 0000 0000 0123 456": long numbers in groups, for reading and comparing. */
export function inGroups(text: string, size = 4): string {
  return text.match(new RegExp(`.{1,${size}}`, "g"))?.join(" ") ?? "";
}
