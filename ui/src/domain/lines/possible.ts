// Which of the SIM's actions can be done now, and the one sentence why not.
import type { LinePage, SimChoice } from "@/ipc";
import { whyNot } from "./abilities";

/** The reason why the code in force cannot be shown, or null. */
export function whyNoQr(page: LinePage): string | null {
  const { line } = page;
  const notOffered = whyNot(page.abilities, "esim_status", line.provider_name);
  if (notOffered !== null) {
    return notOffered;
  }
  if (line.sim.kind === "card") {
    return "This line has a SIM card, which has no code to show.";
  }
  if (line.sim.esim?.stage === "installed") {
    return "A phone has installed the code, so it cannot be shown again.";
  }
  return null;
}

/** The reason why a line cannot get another SIM in one way, or null. */
export function whyNoWay(page: LinePage, way: SimChoice["way"]["type"]): string | null {
  const choice = page.sim_choices.find((one) => one.way.type === way);
  if (choice?.available === true) {
    return null;
  }
  return choice?.reason ?? `${page.line.provider_name} does not offer this.`;
}

/** The reason why a line can get no other SIM at all, or null. */
export function whyNoReplacement(page: LinePage): string | null {
  if (page.sim_choices.some((choice) => choice.available)) {
    return null;
  }
  // What stops a way there is, such as the state of the line, says more than what the provider never offers.
  const stopped = page.sim_choices.find((choice) => choice.way.type !== "not_offered");
  const reason = (stopped ?? page.sim_choices[0])?.reason;
  return reason ?? `${page.line.provider_name} offers no way to replace this SIM.`;
}

/** True where a code has to come from outside: the line may have an eSIM, and its provider shows no codes. */
export function codeComesFromOutside({ line, abilities }: LinePage): boolean {
  return line.sim.kind !== "card" && whyNot(abilities, "esim_status", line.provider_name) !== null;
}
