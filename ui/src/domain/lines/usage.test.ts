// Plan and data in words.
import { describe, expect, it } from "vitest";
import type { PlanUse } from "@/ipc";
import { daysLeft, period, providerDay, usage } from "./usage";

const none: PlanUse = {
  name: null,
  allowance: null,
  used: null,
  remaining: null,
  unit: null,
  period_from: null,
  period_to: null,
};

describe("usage", () => {
  it("says megabytes as gigabytes once there are enough of them", () => {
    const plan = { ...none, allowance: 10240, used: 2457.6, remaining: 7782.4, unit: "megabyte" };
    expect(usage(plan)).toEqual({ text: "2.4 of 10 GB", part: 0.24 });
    expect(usage({ ...plan, allowance: 500, used: 125 })).toEqual({ text: "125 of 500 MB", part: 0.25 });
  });

  it("computes what is used from what is left", () => {
    expect(usage({ ...none, allowance: 2048, remaining: 1024, unit: "MB" })).toEqual({ text: "1 of 2 GB", part: 0.5 });
  });

  it("keeps a unit it does not know and never divides by nothing", () => {
    expect(usage({ ...none, allowance: 100, used: 40, unit: "minutes" })).toEqual({
      text: "40 of 100 minutes",
      part: 0.4,
    });
    expect(usage({ ...none, allowance: 0, used: 40, unit: "minutes" })).toEqual({ text: "40 minutes", part: null });
    expect(usage({ ...none, used: 3, unit: null })).toEqual({ text: "3", part: null });
    expect(usage({ ...none, remaining: 3072, unit: "megabyte" })).toEqual({ text: "3 GB left", part: null });
    expect(usage(none)).toBeNull();
  });

  it("does not draw beyond the end of the bar", () => {
    expect(usage({ ...none, allowance: 100, used: 140, unit: "x" })?.part).toBe(1);
  });
});

describe("period", () => {
  const from = { raw: "2024-01-01 00:00:00", iso: "2024-01-01T00:00:00" };
  const to = { raw: "2024-02-01 00:00:00", iso: "2024-02-01T00:00:00" };

  it("names the calendar days the provider wrote, in no other zone", () => {
    const text = period({ ...none, period_from: from, period_to: to });
    expect(text).toMatch(/Jan/);
    expect(text).toMatch(/Feb/);
    expect(text).toMatch(/2024/);
  });

  it("shows the provider's own text where the form is not known", () => {
    expect(providerDay({ raw: "next week", iso: null })).toBe("next week");
    expect(period({ ...none, period_to: { raw: "next week", iso: null } })).toBe("until next week");
    expect(period(none)).toBeNull();
  });

  it("counts calendar days", () => {
    const plan = { ...none, period_to: to };
    expect(daysLeft(plan, new Date(2024, 0, 10, 23, 50).getTime())).toBe("22 days left");
    expect(daysLeft(plan, new Date(2024, 0, 31, 12).getTime())).toBe("1 day left");
    expect(daysLeft(plan, new Date(2024, 1, 2).getTime())).toBeNull();
    expect(daysLeft(none, 0)).toBeNull();
  });
});
