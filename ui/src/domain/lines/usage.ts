// Plan and data in words: how much is used of how much, and for which days. Provider dates carry no time zone and are
// never moved between zones: they are read and written as the calendar days they name.
import type { PlanUse, ProviderTime } from "@/ipc";

/** What the usage bar says. */
export interface Usage {
  /** "0.23 of 10 GB" */
  text: string;
  /** Used part from 0 to 1; null where there is no whole to compare with. */
  part: number | null;
}

const MEGABYTE: Record<string, number> = {
  kilobyte: 1 / 1024,
  kb: 1 / 1024,
  megabyte: 1,
  mb: 1,
  gigabyte: 1024,
  gb: 1024,
};

function amount(value: number): string {
  return new Intl.NumberFormat(undefined, { maximumFractionDigits: value < 1 ? 2 : 1 }).format(value);
}

function inUnit(plan: PlanUse, values: readonly number[]): { scale: number; unit: string } {
  const raw = plan.unit ?? "";
  const perUnit = MEGABYTE[raw.toLowerCase().replace(/s$/, "")];
  if (perUnit === undefined) {
    return { scale: 1, unit: raw };
  }
  const largest = Math.max(...values) * perUnit;
  return largest >= 1024 ? { scale: perUnit / 1024, unit: "GB" } : { scale: perUnit, unit: "MB" };
}

/** How much of the plan is used, or null where the provider gives no figure. */
export function usage(plan: PlanUse): Usage | null {
  const { allowance, remaining } = plan;
  const used = plan.used ?? (allowance !== null && remaining !== null ? allowance - remaining : null);
  if (used === null) {
    if (remaining === null) {
      return null;
    }
    const { scale, unit } = inUnit(plan, [remaining]);
    return { text: `${amount(remaining * scale)} ${unit} left`.replace("  ", " "), part: null };
  }
  if (allowance === null || allowance <= 0) {
    const { scale, unit } = inUnit(plan, [used]);
    return { text: `${amount(used * scale)} ${unit}`.trim(), part: null };
  }
  const { scale, unit } = inUnit(plan, [allowance, used]);
  return {
    text: `${amount(used * scale)} of ${amount(allowance * scale)} ${unit}`.trim(),
    part: Math.min(1, Math.max(0, used / allowance)),
  };
}

const DAY_MS = 86_400_000;

/** The calendar day a provider's time names, as UTC midnight; null where its form is not known. */
function day(time: ProviderTime | null): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(time?.iso ?? "");
  return parts === null ? null : Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
}

const DAY_FORMAT = new Intl.DateTimeFormat(undefined, {
  timeZone: "UTC",
  day: "numeric",
  month: "short",
  year: "numeric",
});

/** A provider's time as a day; its own text where the form is not known. */
export function providerDay(time: ProviderTime): string {
  const at = day(time);
  return at === null ? time.raw : DAY_FORMAT.format(at);
}

/** "1 – 31 Jan 2024", or the provider's own texts; null where neither end is given. */
export function period(plan: PlanUse): string | null {
  const [from, to] = [day(plan.period_from), day(plan.period_to)];
  if (from !== null && to !== null && to >= from) {
    return DAY_FORMAT.formatRange(from, to);
  }
  const [first, last] = [plan.period_from, plan.period_to];
  if (first !== null && last !== null) {
    return `${providerDay(first)} to ${providerDay(last)}`;
  }
  if (last !== null) {
    return `until ${providerDay(last)}`;
  }
  return first === null ? null : `from ${providerDay(first)}`;
}

/** "22 days left", counted in calendar days of this desk; null where the period is over or has no known end. */
export function daysLeft(plan: PlanUse, now: number): string | null {
  const to = day(plan.period_to);
  if (to === null) {
    return null;
  }
  const here = new Date(now);
  const days = Math.round((to - Date.UTC(here.getFullYear(), here.getMonth(), here.getDate())) / DAY_MS);
  if (days < 0) {
    return null;
  }
  return days === 1 ? "1 day left" : `${days} days left`;
}
