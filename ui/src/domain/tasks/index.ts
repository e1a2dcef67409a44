// What providers can do beyond the pages of their own: one menu, one form, one answer.
export { AnswerPanel } from "./AnswerPanel";
export { useTasks } from "./queries";
export { TaskCheck } from "./TaskCheck";
export { TaskForm } from "./TaskForm";
export { TaskMenu } from "./TaskMenu";
export { useTaskFlow } from "./useTaskFlow";
export { isChange, SUBJECTS } from "./words";
