// Connections to the providers.
export { ConnectionCard } from "./ConnectionCard";
export { ConnectionTag, type ConnectionTagProps } from "./ConnectionTag";
export { patchConnection, useConnections, useRefreshLines } from "./queries";
export { ListAge, RefreshList } from "./RefreshList";
export { ConnectionTroubles, ListsBeingRead } from "./Troubles";
