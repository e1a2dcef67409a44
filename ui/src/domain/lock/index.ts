// The lock of the console: the screen of a locked one, what keeps it open, and its settings.
export { LockScreen, type LockScreenProps } from "./LockScreen";
export { LockSettings } from "./LockSettings";
export { lockNow } from "./lockNow";
export { NotifySettings } from "./NotifySettings";
export { useSettings } from "./queries";
export { useStillHere } from "./useStillHere";
