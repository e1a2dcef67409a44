// Replacing the SIM of a line, and the code on screen.
export { CheckStep } from "./CheckStep";
export { isSending, STEPS, stepBack } from "./flow";
export { InstallPanel } from "./InstallPanel";
export { NewSimStep } from "./NewSimStep";
export { SendStep } from "./SendStep";
export { useReplacement } from "./useReplacement";
