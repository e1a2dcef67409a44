// Replacing the SIM of a line, and the code on screen.
export { CheckStep } from "./CheckStep";
export { CodeIntake } from "./CodeIntake";
export { CustomerText } from "./CustomerText";
export { isSending, STEPS, stepBack, type Way } from "./flow";
export { givenSim } from "./given";
export { InstallPanel } from "./InstallPanel";
export { NewSimStep } from "./NewSimStep";
export { SendStep } from "./SendStep";
export { useHeldCode } from "./useHeldCode";
export { useReplacement } from "./useReplacement";
