// The words for a line: its state, its SIM, its switches, its ports and what can be done with it. Total tables, so that a
// new value on the Rust side does not compile here until its words are written.
import type { Ability, EsimStage, LineStage, PortDirection, PortState, Service, SimKind } from "@/ipc";

/** The tones of a tag. */
export type Tone = "ok" | "warn" | "bad" | "info" | "port" | "off";

interface Worded {
  tone: Tone;
  words: string;
}

/** How the state of a line is said. */
export const LINE_STAGES: Record<LineStage, Worded> = {
  active: { tone: "ok", words: "Active" },
  suspended: { tone: "warn", words: "Suspended" },
  porting: { tone: "port", words: "Porting" },
  ceased: { tone: "off", words: "Ceased" },
  unknown: { tone: "off", words: "State not known" },
};

/** How the kind of a SIM is said. */
export const SIM_KINDS: Record<SimKind, string> = {
  esim: "eSIM",
  card: "SIM card",
  unknown: "Not said",
};

/** How far an eSIM has come. */
export const ESIM_STAGES: Record<EsimStage, Worded> = {
  ready_to_install: { tone: "info", words: "Ready to install" },
  downloading: { tone: "info", words: "Downloading" },
  installed: { tone: "ok", words: "Installed" },
  unknown: { tone: "off", words: "Not a known state" },
};

/** The switches of a line, in the order they are read. */
export const SERVICES: Record<Service, string> = {
  data: "Data",
  voice: "Voice",
  messages: "SMS",
  hotspot: "Hotspot",
};

/** Where a port stands. */
export const PORT_STATES: Record<PortState, Worded> = {
  draft: { tone: "off", words: "Draft" },
  proof_needed: { tone: "warn", words: "Proof needed" },
  ready: { tone: "info", words: "Ready to send" },
  submitted: { tone: "port", words: "Submitted" },
  donor_review: { tone: "port", words: "With the donor" },
  action_needed: { tone: "warn", words: "Action needed" },
  confirmed: { tone: "port", words: "Confirmed" },
  activating: { tone: "port", words: "Activating" },
  completed: { tone: "ok", words: "Completed" },
  cancelled: { tone: "off", words: "Cancelled" },
  failed: { tone: "bad", words: "Failed" },
  reversing: { tone: "warn", words: "Reversing" },
  unknown: { tone: "off", words: "Not a known state" },
};

/** Which way a number moves. */
export const PORT_DIRECTIONS: Record<PortDirection, string> = {
  in: "Port in",
  out: "Port out",
  unknown: "Port",
};

interface AbilityWords {
  /** The name of it, as on a button. */
  name: string;
  /** True where it is about one line and so belongs on its page. */
  ofLine: boolean;
}

/** Every ability: its name, and whether it belongs on the page of a line. */
export const ABILITIES: Record<Ability, AbilityWords> = {
  list_lines: { name: "List lines", ofLine: false },
  read_line: { name: "Refresh", ofLine: true },
  esim_status: { name: "Show QR", ofLine: true },
  new_esim_code: { name: "New eSIM code", ofLine: true },
  swap_sim: { name: "Swap SIM card", ofLine: true },
  change_plan: { name: "Change plan", ofLine: true },
  switch_services: { name: "Switch services", ofLine: true },
  recording: { name: "Recording", ofLine: true },
  change_number: { name: "Change number", ofLine: true },
  edit_owner: { name: "Edit owner", ofLine: true },
  suspend: { name: "Suspend", ofLine: true },
  resume: { name: "Resume", ofLine: true },
  cease: { name: "Cease line", ofLine: true },
  read_ports: { name: "Ports", ofLine: true },
  port_in: { name: "Port in", ofLine: true },
  port_out_code: { name: "Port-out code", ofLine: true },
  sim_stock: { name: "SIM stock", ofLine: false },
  number_stock: { name: "Number stock", ofLine: false },
  add_number: { name: "Add a number to stock", ofLine: false },
  catalogue: { name: "Catalogue", ofLine: false },
  provision: { name: "New line", ofLine: false },
  groups: { name: "Customer groups", ofLine: false },
  add_group: { name: "New customer group", ofLine: false },
  usage_history: { name: "Usage history", ofLine: true },
  billing: { name: "Billing", ofLine: true },
  send_text: { name: "Send a text", ofLine: true },
};
