// What can go wrong, in words.
export { ProblemNotice, type ProblemNoticeProps } from "./ProblemNotice";
export { asProblem, type Explanation, explain } from "./problem";
export { Provider as providerAtStart, provider as providerName, sentence } from "./words";
