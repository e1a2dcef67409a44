// The ledger, as people read it.
export { ActionDetails, type ActionDetailsProps } from "./ActionDetails";
export { ActionsTable, type ActionsTableProps } from "./ActionsTable";
export { ChainNotice, ChainState } from "./ChainState";
export { CheckNow } from "./CheckNow";
export { NeedsSomeone, type NeedsSomeoneProps } from "./NeedsSomeone";
export { OutcomeTag } from "./OutcomeTag";
export { patchActions, useActionCounts, useActions, useCheckAction } from "./queries";
export { actionOutcome, actionTitle, factWords, methodWords, reasonWords, unknownWords, whatIsKnown } from "./words";
