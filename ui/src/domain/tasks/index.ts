// What providers can do beyond the pages of their own: one menu, one form, one answer.
export { AnswerPanel } from "./AnswerPanel";
export { refusedCode, refusedCodeWords, triesWords } from "./oneTimeCode";
export { useTasks } from "./queries";
export { type Scanned, scanned, takes } from "./simNumber";
export { TaskCheck } from "./TaskCheck";
export { TaskFields } from "./TaskFields";
export { TaskForm } from "./TaskForm";
export { TaskMenu } from "./TaskMenu";
export { useTaskFlow } from "./useTaskFlow";
export { useTaskForm } from "./useTaskForm";
export { type TaskResult, useTaskResult } from "./useTaskResult";
export { isChange, SUBJECTS } from "./words";
