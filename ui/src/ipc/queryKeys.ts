// The names under which answers are kept in the query cache: the domains read by them, views/deskEvents drops by them.
import type { About, ActionsFilter, ConnectionId, ForgetAfter, LineKey } from "./generated/types";

export const queryKeys = {
  start: ["start"],
  connections: ["connections"],
  /** What can be connected to. */
  connectionKinds: ["connection-kinds"],
  keyring: ["keyring"],
  /** The practice shop's. */
  faultDials: ["fault-dials"],
  settings: ["settings"],
  forgetPreview: (after: ForgetAfter) => ["forget-preview", after],
  connectionTest: (connection: ConnectionId) => ["connection-test", connection],
  home: ["home"],
  search: ["search"],
  searchFor: (query: string) => ["search", query],
  /** The page of one line. */
  line: (line: LineKey) => ["line", line.connection, line.id],
  /** All pages of lines. */
  lines: ["line"],
  /** The tasks about one thing. */
  tasks: (about: About) => ["tasks", about],
  allTasks: ["tasks"],
  choices: (about: About, task: string, field: string, filled: string) => ["choices", about, task, field, filled],
  /** The page of one customer. */
  customer: (connection: ConnectionId, id: string) => ["customer", connection, id],
  actions: ["actions"],
  actionsOf: (filter: ActionsFilter) => ["actions", filter],
  actionCounts: ["action-counts"],
  chain: ["chain"],
} as const;
