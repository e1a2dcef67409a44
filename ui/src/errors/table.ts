// What each error code means to a person: what happened, what it means for the customer, what to do. The table is total:
// a new code of the desk does not compile until its words are written here.
import type { ErrorCode, Problem } from "@/ipc";
import { field, Provider, provider, upperFirst, wait } from "./words";

export interface Entry {
  severity: "info" | "warn" | "bad";
  what: (p: Problem) => string;
  means: (p: Problem) => string;
  todo: (p: Problem) => string;
  /** True: the message of the desk is part of what a person needs, so it is not folded away. */
  unfolded?: boolean;
}

/** For words that do not depend on the problem. */
const say = (text: string) => () => text;

const NOTHING_CHANGED = say("Nothing was changed for the customer.");

export const table: Record<ErrorCode, Entry> = {
  invalid_input: {
    severity: "warn",
    what: (p) => `${upperFirst(field(p) ?? "something typed")} cannot be used as it is.`,
    means: say("Nothing was sent."),
    todo: (p) => `Correct ${field(p) ?? "it"} and try again.`,
  },
  not_found: {
    severity: "warn",
    what: (p) => `${Provider(p)} does not know this line or order.`,
    means: say("It may have ended, or it may belong to another account."),
    todo: say("Check the number with the customer, then read the list of lines again."),
  },
  credentials_refused: {
    severity: "bad",
    what: (p) => `${Provider(p)} refused the credentials of this connection.`,
    means: (p) =>
      `No line of ${provider(p)} can be read or changed until that is mended. The customer's service is not affected.`,
    todo: say("Tell whoever looks after the connections. The Connections page shows which one it is."),
  },
  sign_in_code_needed: {
    severity: "warn",
    what: (p) => `${Provider(p)} asks for a code before it lets this connection in.`,
    means: say("Nothing was sent. Lines read before are still shown, with their age."),
    todo: say("Enter the code on the Connections page. Whoever has the phone of that user can read it there."),
  },
  not_allowed: {
    severity: "bad",
    what: (p) => `${Provider(p)} does not allow this account to do that.`,
    means: NOTHING_CHANGED,
    todo: (p) =>
      `Ask whoever looks after the ${p.provider === null ? "provider's" : `${provider(p)}`} account to have it allowed.`,
  },
  wrong_state: {
    severity: "warn",
    what: (p) => `The line is in a state in which ${provider(p)} does not do this.`,
    means: NOTHING_CHANGED,
    todo: say("Refresh the line and look at its state."),
  },
  none_left: {
    severity: "warn",
    what: (p) => `${Provider(p)} has none left of what was asked for.`,
    means: NOTHING_CHANGED,
    todo: say("Choose another way, or ask for new stock."),
  },
  already_exists: {
    severity: "warn",
    what: (p) => `${Provider(p)} has this already.`,
    means: say("Nothing was made a second time."),
    todo: say("Search for what is there and use that."),
  },
  fields_refused: {
    severity: "warn",
    what: (p) => {
      const named = field(p);
      return named === null ? `${Provider(p)} refused part of what was sent.` : `${Provider(p)} refused ${named}.`;
    },
    means: NOTHING_CHANGED,
    todo: (p) => `Correct ${field(p) ?? "what the provider names"} and try again.`,
  },
  refused: {
    severity: "warn",
    what: (p) => `${Provider(p)} refused.`,
    means: NOTHING_CHANGED,
    todo: (p) =>
      p.provider_words === null
        ? "Refresh the line and look at its state before trying anything else."
        : "The provider's own words say why. Act on those before trying again.",
  },
  rate_limited: {
    severity: "warn",
    what: (p) => `${Provider(p)} takes no more requests for the moment.`,
    means: NOTHING_CHANGED,
    todo: (p) => `Try again ${wait(p)}.`,
  },
  provider_down: {
    severity: "bad",
    what: (p) => `${Provider(p)} answered that it is not working.`,
    means: say("What this desk read before is still shown, with its age."),
    todo: (p) => `Try again ${wait(p)}.`,
  },
  outage_open: {
    severity: "bad",
    what: (p) => `${Provider(p)} failed at least 5 times in a row, so this desk has stopped asking it for now.`,
    means: say("Nothing was sent and nothing was changed. What this desk read before is still shown, with its age."),
    todo: (p) => `The desk asks ${provider(p)} again ${wait(p)}. Changes can be sent once it answers.`,
  },
  unreachable: {
    severity: "bad",
    what: (p) => `${Provider(p)} cannot be reached from here.`,
    means: say("No connection was made and nothing was sent. What this desk read before is still shown, with its age."),
    todo: say("Check this computer's network, then try again."),
  },
  tls_failed: {
    severity: "bad",
    what: (p) => `A secure connection to ${provider(p)} could not be made.`,
    means: say("Nothing was sent, because it could have been read on the way."),
    todo: say("Check this computer's date and time. If they are right, tell whoever looks after the network."),
  },
  timed_out: {
    severity: "warn",
    what: (p) => `${Provider(p)} did not answer in time.`,
    means: say("This was only a question, so nothing was changed."),
    todo: (p) => `Try again ${wait(p)}.`,
  },
  unreadable_answer: {
    severity: "bad",
    what: (p) => `${Provider(p)} answered something this program cannot read.`,
    means: say("What it said is not known, so it is not shown."),
    todo: say("Try again. If it stays so, report it with the details below."),
  },
  outcome_unknown: {
    severity: "warn",
    what: (p) => `${Provider(p)} did not answer. The change may or may not have happened.`,
    means: say("Until it is known, the customer may have the old state or the new one. The change is not sent again."),
    todo: say("Check now reads back what became of it."),
  },
  change_in_flight: {
    severity: "info",
    what: say("Another change is still running on this line."),
    means: say("Nothing was sent. Two changes at once could undo each other."),
    todo: say("Wait until the first one has its outcome. The line's activity shows it."),
  },
  verification_needed: {
    severity: "info",
    what: say("The customer has to be verified first, or the five minutes are over."),
    means: say("Nothing was sent."),
    todo: say("Verify the customer, then go on."),
  },
  preview_outdated: {
    severity: "warn",
    what: say("The line has changed since this was looked at."),
    means: say("Nothing was sent, because it would no longer do what was shown."),
    todo: say("Look at what would change now, and decide again."),
  },
  not_offered: {
    severity: "info",
    what: (p) => `${Provider(p)} publishes no such call.`,
    means: say("This desk cannot do it for the customer."),
    todo: (p) => `Use the portal of ${provider(p)}, or contact ${p.provider === null ? "it" : provider(p)}.`,
  },
  no_such_connection: {
    severity: "warn",
    what: say("This desk has no such connection."),
    means: say("The line cannot be reached from here."),
    todo: say("Search for the line again."),
  },
  no_such_record: {
    severity: "warn",
    what: say("This desk does not know this record any more."),
    means: NOTHING_CHANGED,
    todo: say("Go back and open it again."),
  },
  no_code: {
    severity: "info",
    what: (p) => `${Provider(p)} holds no activation code for this line.`,
    means: say("There is nothing a phone could install."),
    todo: say("Get a new code with Replace SIM."),
  },
  code_used: {
    severity: "info",
    what: say("This activation code has been used: a phone has installed it."),
    means: say("It does not install a second time."),
    todo: say("If the customer needs it on another phone, get a new code with Replace SIM."),
  },
  code_malformed: {
    severity: "bad",
    what: (p) => `The activation code of ${provider(p)} breaks the rules of the standard, so it is not shown.`,
    means: say("A phone would refuse it."),
    todo: (p) => `Get a new code. If that one is wrong too, tell ${provider(p)}.`,
  },
  qr_unreadable: {
    severity: "bad",
    what: say("The picture of the code did not read back as the code, so it is not shown."),
    means: say("The customer could have scanned something else."),
    todo: say("Show it again. If it stays so, type the code in by hand."),
  },
  cache_unusable: {
    severity: "warn",
    what: say("This desk's store of lines cannot be used."),
    means: say("Lines cannot be searched until it can. Nothing is lost: it is read again from the providers."),
    todo: say("Do what the message says, then try again."),
    unfolded: true,
  },
  ledger_unusable: {
    severity: "bad",
    what: say("The record of changes cannot be written."),
    means: say("No change can be sent, because it could not be traced. Nothing that was written down is lost."),
    todo: say("Do what the message says, then start SIMdesk again."),
    unfolded: true,
  },
  outcome_not_written: {
    severity: "bad",
    what: say("The change was sent, but what became of it could not be written down."),
    means: (p) => `${Provider(p)} may have done it, so the customer may have the new state. It is not sent again.`,
    todo: say("Do what the message says, then start SIMdesk again: it then looks what became of the change."),
    unfolded: true,
  },
  file_too_new: {
    severity: "bad",
    what: say("A file of this desk was written by a newer SIMdesk."),
    means: say("This version does not open it, so that nothing in it is damaged."),
    todo: say("Start the newer version, or install it."),
  },
  keyring_unusable: {
    severity: "bad",
    what: say("This computer's keyring cannot be used."),
    means: say(
      "The credentials and the keys of this desk's own encrypted files are kept in it. Nothing was changed and nothing is lost.",
    ),
    todo: say(
      "Unlock the keyring, or start one, and try again. If it stays so, sign in to this computer again and start SIMdesk.",
    ),
  },
  connections_file_unusable: {
    severity: "bad",
    what: say("The file with the connections cannot be read."),
    means: say("No real account can be used until it is mended. The file was left exactly as it is."),
    todo: say("Mend the file as the message says, or put a copy from a backup in its place, then start SIMdesk again."),
    unfolded: true,
  },
  policy_unusable: {
    severity: "bad",
    what: say("The policy file of this computer cannot be understood."),
    means: say("Nothing can be changed until it is mended: what needs a proof of identity is not known."),
    todo: say("Tell IT. The details name the file and the fault. Start SIMdesk again when it is mended."),
    unfolded: true,
  },
  credentials_missing: {
    severity: "warn",
    what: (p) => `The credentials for ${provider(p)} are not on this computer.`,
    means: say("Nothing was sent. Lines read before are still shown, with their age."),
    todo: say("Enter them on the Connections page, or ask whoever looks after the connections."),
  },
  connection_off: {
    severity: "info",
    what: (p) => `The connection to ${provider(p)} is switched off on this desk.`,
    means: say("Nothing was sent. Lines read before are still shown, with their age."),
    todo: say("Enable it on the Connections page to go on."),
  },
  clipboard_unusable: {
    severity: "warn",
    what: say("The clipboard cannot be used."),
    means: say("Nothing was copied."),
    todo: say("Read it out or type it in by hand."),
  },
  file_not_written: {
    severity: "warn",
    what: say("The file could not be written."),
    means: say("No file was made. What is in SIMdesk is as it was."),
    todo: say("Check that there is room on the disk and that you may write in the folder, then try again."),
    unfolded: true,
  },
  already_running: {
    severity: "warn",
    what: say("SIMdesk is already open."),
    means: say("This second window opened nothing, so that two programs do not work on the same records at once."),
    todo: say("Go to the window that is open. If you want to go on in this one, close the other and try again."),
  },
  locked: {
    severity: "info",
    what: say("SIMdesk is locked."),
    means: say("Nothing is shown or started until it is unlocked. A change that was already sent goes on."),
    todo: say("Unlock it, then try again."),
  },
  settings_unusable: {
    severity: "warn",
    what: say("The settings of this desk cannot be written."),
    means: say("They stay as they were."),
    todo: say("Check that the disk is not full, then try again. If it stays so, report it with the details below."),
  },
  internal: {
    severity: "bad",
    what: say("SIMdesk made a mistake of its own."),
    means: say("What was asked for was not finished. A change that was already sent is in Actions, with its outcome."),
    todo: say("Look at Actions before trying again, and report it with the details below."),
  },
};
