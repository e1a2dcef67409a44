// Made-up lines, actions and connections for tests. Numbers are from the ranges kept free for fiction.
import type {
  ActionKind,
  ActionView,
  ConnectionKind,
  ConnectionView,
  CredentialField,
  Facts,
  LineFacts,
  LineView,
  LockState,
  NumberView,
  SettingsView,
  StartAnswer,
  TaskAnswerView,
  TaskField,
  TaskView,
  TestAnswer,
} from "./generated/types";

/** 2026-01-15T10:00:00Z */
export const SAMPLE_NOW = Date.UTC(2026, 0, 15, 10, 0, 0);

export function aNumber(shown = "+44 7700 900123"): NumberView {
  const digits = shown.replace(/\D/g, "");
  return { e164: `+${digits}`, shown, last_four: digits.slice(-4) };
}

export function aLine(over: Partial<LineView> = {}): LineView {
  return {
    key: { connection: "practice-onsim", id: "447700900123" },
    provider: "onsim",
    provider_name: "ONSIM",
    country: "UK",
    environment: "practice",
    number: aNumber(),
    customer: { id: null, name: "Nadia Osei", email: "nadia@example.test", group: "CUSTOMER_A" },
    account: "123456",
    state: { stage: "active", raw: "ACTIVE" },
    is_read: true,
    sim: {
      kind: "esim",
      iccid: "8944000000000123456",
      iccid_grouped: "8944 0000 0000 0123 456",
      esim: { stage: "ready_to_install", raw: "RELEASED", enabled: false, enabled_raw: "DISABLED" },
    },
    plan: {
      name: "UNLIMITED",
      allowance: 10240,
      used: 2458,
      remaining: 7782,
      unit: "megabyte",
      period_from: { raw: "01/01/2026", iso: "2026-01-01" },
      period_to: { raw: "31/01/2026", iso: "2026-01-31" },
    },
    services: [
      { service: "data", on: true, raw: "ENABLED" },
      { service: "voice", on: true, raw: "ENABLED" },
      { service: "messages", on: true, raw: "ENABLED" },
      { service: "hotspot", on: false, raw: "DISABLED" },
    ],
    sip_address: null,
    recorded: false,
    unmapped: [],
    evidence: "documented",
    read_at: SAMPLE_NOW,
    ...over,
  };
}

export function aTaskKind(title: string): ActionKind {
  const line = { connection: "practice-onsim", id: "447700900123" };
  return { type: "task", task: "do_it", title, about: { type: "line", line }, risk: "plain", given: [] };
}

export function aTask(over: Partial<TaskView> = {}): TaskView {
  return {
    id: "suspend",
    title: "Suspend the line",
    hint: "Calls, texts and data stop until it is resumed.",
    group: "line",
    ability: "suspend",
    effect: "write",
    evidence: "documented",
    risk: "suspend",
    proofs: [],
    note_needed: false,
    fields: [],
    not_now: null,
    ...over,
  };
}

export function aField(over: Partial<TaskField> & Pick<TaskField, "name" | "label">): TaskField {
  return { hint: "", kind: { type: "text", max: 100 }, required: true, only_if: null, ...over };
}

export function aTaskAnswer(over: Partial<TaskAnswerView> = {}): TaskAnswerView {
  return {
    id: "019bc0de-0000-7000-8000-000000000009",
    note: null,
    facts: [],
    tables: [],
    secrets: [],
    has_code: false,
    has_link: false,
    file: null,
    ...over,
  };
}

export function aLineFact(over: Partial<LineFacts> = {}): Facts {
  return {
    type: "line",
    stage: "active",
    raw_stage: "ACTIVE",
    sim: "esim",
    iccid: null,
    number: null,
    plan: null,
    switches: [],
    recorded: null,
    name: null,
    email: null,
    ...over,
  };
}

export function anAction(over: Partial<ActionView> = {}): ActionView {
  return {
    id: "019bc0de-0000-7000-8000-000000000001",
    kind: { type: "new_esim_code" },
    line: { connection: "practice-onsim", id: "447700900123" },
    number: aNumber(),
    provider: "onsim",
    provider_name: "ONSIM",
    state: "done",
    agent: "sam",
    verification: null,
    reason: "new_phone",
    note: null,
    old_sim: null,
    replaced: null,
    before: null,
    after: null,
    problem: null,
    read_back: false,
    read_backs: 0,
    look_at: null,
    decided: null,
    seconds: null,
    created_at: SAMPLE_NOW - 60_000,
    sent_at: SAMPLE_NOW - 59_000,
    changed_at: SAMPLE_NOW - 58_000,
    ...over,
  };
}

export function aConnection(over: Partial<ConnectionView> = {}): ConnectionView {
  return {
    id: "practice-onsim",
    provider: "onsim",
    provider_name: "ONSIM",
    country: "UK",
    label: "ONSIM practice",
    environment: "practice",
    base_url: "http://127.0.0.1:40123",
    proxy: null,
    enabled: true,
    mode: null,
    credentials: "practice",
    findings: [],
    health: "ok",
    problem: null,
    sign_in: null,
    directory: null,
    next_probe_at: null,
    lines: 1200,
    listed_at: SAMPLE_NOW - 120_000,
    listing: false,
    abilities: [
      { ability: "list_lines", available: true, reason: null, evidence: "documented", effect: "read" },
      { ability: "read_line", available: true, reason: null, evidence: "documented", effect: "read" },
      { ability: "esim_status", available: true, reason: null, evidence: "partial", effect: "read" },
      { ability: "new_esim_code", available: true, reason: null, evidence: "documented", effect: "irreversible" },
      { ability: "suspend", available: false, reason: "ONSIM publishes no such call.", evidence: null, effect: null },
    ],
    ...over,
  };
}

/** A real account, as a person would have added it. */
export function aRealConnection(over: Partial<ConnectionView> = {}): ConnectionView {
  return aConnection({
    id: "onsim-shop",
    label: "ONSIM shop",
    environment: "production",
    base_url: "https://api.onsim.example",
    mode: "api_key",
    credentials: "keyring",
    ...over,
  });
}

/** Two providers: one with a published address and one way in, one with neither. */
export function theKinds(): ConnectionKind[] {
  const secret = (id: string, label: string): CredentialField => ({
    id,
    label,
    secret: true,
    optional: false,
    hint: null,
  });
  return [
    {
      provider: "onsim",
      provider_name: "ONSIM",
      country: "UK",
      default_base_url: "https://api.onsim.example",
      modes: [{ id: "api_key", label: "API key", fields: [secret("api_key", "API key")] }],
      findings: [],
    },
    {
      provider: "reach",
      provider_name: "Reach",
      country: "US",
      default_base_url: null,
      modes: [
        {
          id: "client_api",
          label: "Client and key",
          fields: [
            { id: "client_id", label: "Client ID", secret: false, optional: false, hint: "From the welcome letter." },
            secret("client_secret", "Client secret"),
            { ...secret("api_key", "API key"), optional: true },
          ],
        },
        {
          id: "key_pair",
          label: "Key pair",
          fields: [secret("access_key", "Access key"), secret("secret_key", "Secret key")],
        },
      ],
      findings: [
        { id: "suspended_codes", label: "Status codes of a suspended line", hint: "Code 2 is active.", words: [] },
        {
          id: "card_in_orders",
          label: "Word for a SIM card in an order",
          hint: "PHYSICAL was seen.",
          words: [
            { value: "physical", label: "PHYSICAL" },
            { value: "psim", label: "PSIM" },
          ],
        },
      ],
    },
  ];
}

export function aTest(over: Partial<TestAnswer> = {}): TestAnswer {
  return { ok: true, took_ms: 240, asked: "listBundles", problem: null, causes: [], ...over };
}

export function aStart(over: Partial<StartAnswer> = {}): StartAnswer {
  return {
    version: "0.1.0",
    practice: true,
    connections: [aConnection()],
    agent: "sam",
    mac: false,
    notices: [],
    known_lines: 1200,
    ...over,
  };
}

/** The lock of an open console without a PIN. */
export function aLock(over: Partial<LockState> = {}): LockState {
  return { locked: false, pin: "none", tries_left: 5, wait_until: null, mac: false, ...over };
}

export function theSettings(over: Partial<SettingsView> = {}): SettingsView {
  return { lock_after_s: 600, notify: true, locks_with_computer: true, lock: aLock(), ...over };
}
