import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { ErrorCode } from "@/ipc";
import { aProblem } from "@/ipc/fake";
import { ProblemNotice } from "./ProblemNotice";
import { asProblem, explain } from "./problem";
import { table } from "./table";

const codes = Object.keys(table) as ErrorCode[];

test.each(codes)("%s is said in whole sentences, with and without a provider", (code) => {
  for (const provider of ["onsim", null] as const) {
    const { what, means, todo } = explain(aProblem({ code, provider }));
    for (const text of [what, means, todo]) {
      expect(text).toMatch(/^[A-Z“].*\.$/s);
      expect(text).not.toMatch(/!|undefined|null|sorry|please|oops/i);
    }
    if (provider === null) expect(`${what}${means}${todo}`).not.toContain("ONSIM");
  }
});

test("the time to wait is the provider's", () => {
  const todo = (retry_after_s: number | null) => explain(aProblem({ code: "rate_limited", retry_after_s })).todo;
  expect(todo(30)).toBe("Try again in 30 seconds.");
  expect(todo(1)).toBe("Try again in a second.");
  expect(todo(150)).toBe("Try again in 3 minutes.");
  expect(todo(null)).toBe("Try again in a minute.");
});

test("in an outage it is said that nothing is asked, why, and when it is again", () => {
  const { what, todo } = explain(aProblem({ code: "outage_open", retry_after_s: 12 }));
  expect(what).toBe("ONSIM failed at least 5 times in a row, so this desk has stopped asking it for now.");
  expect(todo).toBe("The desk asks ONSIM again in 12 seconds. Changes can be sent once it answers.");
});

test("the field is named as people name it, an unknown one by its own name", () => {
  expect(explain(aProblem({ code: "invalid_input", field: "iccid" })).what).toBe(
    "The SIM number (ICCID) cannot be used as it is.",
  );
  expect(explain(aProblem({ code: "fields_refused", field: "bundleCode" })).what).toBe("ONSIM refused “bundleCode”.");
});

test("what is not a problem becomes one of this program", () => {
  expect(asProblem("no such command")).toMatchObject({
    code: "internal",
    message: "no such command",
    retry_safe: false,
  });
  expect(asProblem(new Error("broken")).message).toBe("broken");
  expect(asProblem({ code: "from_the_future", message: "x" }).code).toBe("internal");
  const problem = aProblem({ code: "timed_out" });
  expect(asProblem(problem)).toBe(problem);
});

test("the provider's own words stand beside ours, and the details are folded", async () => {
  render(
    <ProblemNotice
      problem={aProblem({ code: "refused", provider_words: "bundle not allowed", operation: "changeBundle" })}
    />,
  );
  expect(screen.getByRole("status")).toHaveTextContent("ONSIM refused.");
  expect(screen.getByText("bundle not allowed")).toBeInTheDocument();
  expect(screen.getByText("changeBundle").closest("details")).not.toHaveAttribute("open");
});

test("it is tried again only where that cannot do anything twice", async () => {
  const retry = vi.fn();
  const { rerender } = render(
    <ProblemNotice problem={aProblem({ code: "timed_out", retry_safe: false })} onRetry={retry} />,
  );
  expect(screen.queryByRole("button")).toBeNull();
  rerender(<ProblemNotice problem={aProblem({ code: "timed_out", retry_safe: true })} onRetry={retry} />);
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(retry).toHaveBeenCalledTimes(1);
});
