// The addresses of tasks and of what they are about.
import type { About } from "@/ipc";
import { linePath } from "./LineViewPaths";

const part = encodeURIComponent;

/** The page of what something is about. */
export function aboutPath(about: About): string {
  switch (about.type) {
    case "line":
      return linePath(about.line);
    case "customer":
      return `/customer/${part(about.connection)}/${part(about.id)}`;
    case "port":
      return `/port/${part(about.connection)}/${part(about.id)}`;
    case "account":
      return `/account/${part(about.connection)}`;
  }
}

/** One task about it. */
export function taskPath(about: About, task: string): string {
  return `${aboutPath(about)}/task/${part(task)}`;
}

/** What an address is about. */
export function aboutOf(subject: string, connection: string, id: string): About {
  switch (subject) {
    case "line":
      return { type: "line", line: { connection, id } };
    case "customer":
      return { type: "customer", connection, id };
    case "port":
      return { type: "port", connection, id };
    default:
      return { type: "account", connection };
  }
}
