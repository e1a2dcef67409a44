// A line on its page.
export { Greyed } from "./Greyed";
export { LineLoading, LineProblem, NotRefreshed } from "./LineFrame";
export { LineGrid } from "./LineGrid";
export { LineHeader } from "./LineHeader";
export { MoreCard } from "./MoreCard";
export { PlanCard } from "./PlanCard";
export { PortsCard } from "./PortsCard";
export { codeComesFromOutside, whyNoQr, whyNoReplacement, whyNoWay } from "./possible";
export { type Possible, SimCard } from "./SimCard";
export { type LinePageState, useLinePage } from "./useLinePage";
export { LINE_STAGES } from "./words";
