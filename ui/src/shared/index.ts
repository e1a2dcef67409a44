// Components and helpers without domain words. Everything else imports them from here.
export { Age, type AgeProps } from "./Age";
export { Button, type ButtonProps, IconButton, type IconButtonProps } from "./Button";
export { Card, type CardProps } from "./Card";
export { type Choice, ChoiceCards, type ChoiceCardsProps } from "./ChoiceCards";
export { Countdown, type CountdownProps } from "./Countdown";
export { cx } from "./cx";
export { type Column, DataTable, type DataTableProps, rowId, stepSelection } from "./DataTable";
export { Dialog, type DialogProps } from "./Dialog";
export { EmptyState, type EmptyStateProps } from "./EmptyState";
export { Fact, FactList } from "./FactList";
export { Field, type FieldProps } from "./Field";
export { type Filter, FilterBar, type FilterBarProps } from "./FilterBar";
export {
  countOf,
  formatBytes,
  formatCount,
  formatDate,
  formatDateTime,
  formatDuration,
  formatIsoDate,
  formatLongDate,
  formatMinutes,
  formatTime,
  formatWhen,
  inGroups,
} from "./format";
export { Kbd, keyWords } from "./Kbd";
export {
  type KeyBinding,
  type KeyLayer,
  type ListedKey,
  takesText,
  useKeys,
  useListedKeys,
  useModalKeys,
} from "./keys";
export { LabelledField } from "./LabelledField";
export { LeaveDialog, type LeaveDialogProps } from "./LeaveDialog";
export { Logo } from "./Logo";
export { cssSide, modulePixels, type Room } from "./modulePixels";
export { Notice, type NoticeProps, type NoticeTone } from "./Notice";
export { type Pick, PickCards } from "./PickCards";
export { Popover, type PopoverProps } from "./Popover";
export { isMac, setMac, useMac } from "./platform";
export { SecretArea, type SecretAreaProps } from "./SecretArea";
export { SecretField, type SecretFieldProps } from "./SecretField";
export { type Option, SelectField, type SelectFieldProps } from "./SelectField";
export { Skeleton, type SkeletonProps } from "./Skeleton";
export { StepHeading } from "./StepHeading";
export { Steps, type StepsProps } from "./Steps";
export { type TakeScan, useScanner } from "./scanner";
export { Tag, type Tone } from "./Tag";
export { setTheme, startTheme, type Theme, useTheme } from "./theme";
export { ageWords, clockWords, useNow, useTimeText } from "./time";
export { clearToasts, ToastRegion, type ToastTone, toast } from "./toast";
export { useFreshGesture } from "./useFreshGesture";
export { type Drawn, useQrPicture } from "./useQrPicture";
export { type Bound, type Measured, useRoom } from "./useRoom";
