// Finding lines.
export { type Asked, type Asking, useProvidersAsked } from "./asked";
export { CustomersFound, type CustomersFoundProps } from "./CustomersFound";
export { matches, typedDigits } from "./highlight";
export { type Found, searchNow, useHome, useSearch } from "./queries";
export { RecentLines, type RecentLinesProps } from "./RecentLines";
export { lineKeyText, RESULTS_ID, ResultsTable, type ResultsTableProps } from "./ResultsTable";
export { ProvidersAsked, SearchStatus, type SearchStatusProps } from "./SearchStatus";
