// How far the phone has come.
import { describe, expect, it } from "vitest";
import type { EsimState } from "@/ipc";
import { phoneSteps } from "./phone";

function standings(state: Partial<EsimState>): string[] {
  const full: EsimState = {
    stage: "ready_to_install",
    raw: "ready to install",
    enabled: null,
    enabled_raw: null,
    ...state,
  };
  return phoneSteps({ state: full, issuedAt: null, shownAt: 1, provider: "ONSIM" }).map(
    (step) => `${step.label}: ${step.standing}`,
  );
}

describe("phoneSteps", () => {
  it("waits for the phone first", () => {
    expect(standings({})).toEqual([
      "Code shown: done",
      "Waiting for the phone to scan: now",
      "Installed: ahead",
      "Enabled on the phone: ahead",
    ]);
  });

  it("does not call a line enabled before a phone has it, whatever the flag says", () => {
    expect(standings({ enabled: true, enabled_raw: "Y" })).toContain("Enabled on the phone: ahead");
  });

  it("follows download, installation and switching on", () => {
    expect(standings({ stage: "downloading" })).toContain("Downloading: now");
    expect(standings({ stage: "installed", enabled: false })).toContain("Enabled on the phone: now");
    expect(standings({ stage: "installed", enabled: true }).every((step) => step.endsWith("done"))).toBe(true);
  });

  it("shows a word it does not know as it came, and counts nothing as done for it", () => {
    const steps = phoneSteps({
      state: { stage: "unknown", raw: "RELEASING", enabled: null, enabled_raw: null },
      issuedAt: 1,
      shownAt: 2,
      provider: "ONSIM",
    });
    expect(steps[2]).toMatchObject({ standing: "now", note: expect.stringContaining("RELEASING") });
    expect(steps[0]).toMatchObject({ label: "Code issued", at: 1 });
  });
});
