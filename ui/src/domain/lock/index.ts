// The lock of the console: the screen of a locked one, what keeps it open, and what is set for this desk.
export { LockScreen, type LockScreenProps } from "./LockScreen";
export { LockSettings } from "./LockSettings";
export { lockNow } from "./lockNow";
export { NotifySettings } from "./NotifySettings";
export { useSettings } from "./queries";
export { RetentionSettings } from "./RetentionSettings";
export { useStillHere } from "./useStillHere";
