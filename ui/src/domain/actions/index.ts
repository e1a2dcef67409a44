// The ledger, as people read it.
export { ActionDetails, type ActionDetailsProps } from "./ActionDetails";
export { ActionsTable, type ActionsTableProps } from "./ActionsTable";
export { ChainNotice, ChainState } from "./ChainState";
export { CheckNow } from "./CheckNow";
export { REASON_PICKS, reasonName } from "./checkWords";
export { DecideForm } from "./DecideForm";
export { NeedsSomeone, type NeedsSomeoneProps } from "./NeedsSomeone";
export { OutcomeTag } from "./OutcomeTag";
export { PreviewChecks } from "./PreviewChecks";
export { patchActions, useActionCounts, useActions, useCheckAction } from "./queries";
export { useIsVerified, VerificationTag } from "./VerificationTag";
export { VerifyStep } from "./VerifyStep";
export {
  actionOutcome,
  actionTitle,
  factWords,
  methodWords,
  oldSimWords,
  reasonWords,
  replacedWords,
  unknownWords,
  whatIsKnown,
} from "./words";
