// The addresses of the pages of connections.
import type { ConnectionId, ConnectionView } from "@/ipc";

export const CONNECTIONS = "/connections";
export const ADD_CONNECTION = "/connections/new";

const of = (connection: ConnectionId, page: string) => `/connection/${encodeURIComponent(connection)}/${page}`;

export const editPath = (connection: ConnectionId) => of(connection, "edit");
export const credentialsPath = (connection: ConnectionId) => of(connection, "credentials");
/** Tests it as soon as the page is there. */
export const testPath = (connection: ConnectionId) => of(connection, "test");
/** Where a list of its customers is imported. */
export const importPath = (connection: ConnectionId) => of(connection, "customers");
/** Where the code a provider asks for is entered. */
export const codeEntryPath = (connection: ConnectionView) =>
  connection.environment === "practice" ? CONNECTIONS : testPath(connection.id);
