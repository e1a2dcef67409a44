//! The owner of a line, a text to them, voicemail, data cut-off, usage (Reach contract 24, 26, 38 to 40).

use domain::ability::Ability;
use domain::action::Ticket;
use domain::secret::Pin;
use domain::task::{FieldKind, ReadBack, Readable, Risk, Subject, Task, TaskField, TaskGroup};

use super::ACTIVE;
use super::asked::Asked;
use super::fields::{ADDRESS_1, ADDRESS_2, CITY, STATE, ZIP};
use super::show::{self, done};
use crate::reach::operations as op;
use crate::reach::{AccountEdit, AddressEdit, AddressKind, CutoffReason, DataCutoff, RestoreReason, UsageKind};
use crate::tasks::task;
use crate::{Answer, TaskAnswer, TaskOutcome};

const EDIT_OWNER: Task = task(
    "edit_owner",
    "Change the owner's name",
    "Reach's record of the line has another name; what is left empty stays.",
    &op::UPDATE_ACCOUNT_FIELDS,
)
.about(Subject::Line, TaskGroup::Customer)
.ability(Ability::EditOwner)
.risk(Risk::Owner)
.fields(&[
    TaskField::new("firstName", "First name", FieldKind::Text { max: 60 }).optional(),
    TaskField::new("lastName", "Last name", FieldKind::Text { max: 60 }).optional(),
])
.undo("The same with the name there was before.")
.read_back(ReadBack::Another(Readable::Name));

const EDIT_EMAIL: Task = task(
    "edit_email",
    "Change the owner's e-mail",
    "Reach's record of the line has another e-mail address, which bills and links go to.",
    &op::UPDATE_ACCOUNT_FIELDS,
)
.about(Subject::Line, TaskGroup::Customer)
.ability(Ability::EditOwner)
.risk(Risk::Owner)
.fields(&[TaskField::new("email", "E-mail", FieldKind::Email).hint("One that no other customer of Reach has.")])
.undo("The same with the address there was before.")
.read_back(ReadBack::Typed(Readable::Email, "email"));

const WHICH: FieldKind =
    FieldKind::Choice { choices: &[("billing", "Where the bill goes"), ("shipping", "Where a SIM card goes")] };

const EDIT_ADDRESS: Task = task(
    "edit_address",
    "Change an address",
    "Reach's record of the line has another address; what is left empty stays.",
    &op::UPDATE_ACCOUNT_FIELDS,
)
.about(Subject::Line, TaskGroup::Customer)
.ability(Ability::EditOwner)
.risk(Risk::Owner)
.fields(&[
    TaskField::new("type", "Which address", WHICH),
    ADDRESS_1.optional(),
    ADDRESS_2,
    CITY.optional(),
    STATE.optional(),
    ZIP.optional(),
])
.read_back(ReadBack::Person("The address on the customer's next bill; Reach's record does not show it."));

const SEND_TEXT: Task =
    task("send_text", "Send a text", "The customer gets a text message on this line.", &op::SEND_SMS)
        .about(Subject::Line, TaskGroup::Messages)
        .ability(Ability::SendText)
        .stages(ACTIVE)
        .fields(&[TaskField::new("message", "Text", FieldKind::Lines { max: 1600 })
            .hint("From 161 characters on it goes out as several messages.")])
        .read_back(ReadBack::Person("The customer says whether the text has come."));

const RESET_VOICEMAIL: Task = task(
    "reset_voicemail_pin",
    "Set a new voicemail PIN",
    "The old voicemail PIN stops working.",
    &op::RESET_VOICEMAIL_PASSWORD,
)
.about(Subject::Line, TaskGroup::Services)
.risk(Risk::Secret)
.stages(ACTIVE)
.fields(&[TaskField::new("password", "New PIN", FieldKind::Secret { min: 4, max: 10, digits: true })
    .optional()
    .hint("4 to 10 digits; left empty, Reach chooses it.")])
.read_back(ReadBack::Person("Whether the voicemail opens with the new PIN."));

const CUT_OFF: Task = task(
    "cut_off_data",
    "Cut data off",
    "The line has no data until it is let through again; calls and texts may stay, by plan.",
    &op::MANAGE_DATA_CUTOFF,
)
.about(Subject::Line, TaskGroup::Services)
.ability(Ability::SwitchServices)
.risk(Risk::Suspend)
.stages(ACTIVE)
.fields(&[TaskField::new(
    "reason",
    "Why",
    FieldKind::Choice {
        choices: &[
            ("OVERUSE", "Too much was used"),
            ("BILLDUE", "A bill is due"),
            ("CUSTOMER_REQUEST", "The customer wants it"),
            ("OTHER", "Something else"),
        ],
    },
)])
.undo("\u{201c}Let data through again\u{201d}.")
.read_back(ReadBack::Person("Whether data works on the phone; Reach's record does not show the cut-off."));

const LET_THROUGH: Task =
    task("let_data_through", "Let data through again", "Ends a cut-off of data.", &op::MANAGE_DATA_CUTOFF)
        .about(Subject::Line, TaskGroup::Services)
        .ability(Ability::SwitchServices)
        .stages(ACTIVE)
        .fields(&[TaskField::new(
            "reason",
            "Why",
            FieldKind::Choice {
                choices: &[
                    ("BILLPAID", "The bill is paid"),
                    ("CUSTOMER_REQUEST", "The customer wants it"),
                    ("OTHER", "Something else"),
                ],
            },
        )])
        .undo("\u{201c}Cut data off\u{201d}.")
        .read_back(ReadBack::Person("Whether data works on the phone; Reach's record does not show the cut-off."));

const SHOW_USAGE: Task = task(
    "show_usage",
    "Show usage",
    "What the line has used, in Reach's own words: the shape of the answer is not published.",
    &op::GET_USAGE_SUMMARY,
)
.about(Subject::Line, TaskGroup::Usage)
.ability(Ability::UsageHistory)
.fields(&[TaskField::new(
    "usageData",
    "Of what",
    FieldKind::Choice { choices: &[("DATA", "Data"), ("ILD", "Calls abroad"), ("IR", "Roaming")] },
)]);

pub(super) const TASKS: &[Task] =
    &[EDIT_OWNER, EDIT_EMAIL, EDIT_ADDRESS, SEND_TEXT, RESET_VOICEMAIL, CUT_OFF, LET_THROUGH, SHOW_USAGE];

pub(super) async fn look(asked: &Asked<'_>) -> Answer<TaskAnswer> {
    match asked.task.id {
        "show_usage" => {
            let kinds = [UsageKind::Data, UsageKind::CallsAbroad, UsageKind::Roaming];
            let kind = asked.one_of("usageData", |word| kinds.into_iter().find(|kind| kind.word() == word))?;
            Ok(show::tree("Usage", asked.reach.usage(kind, &asked.customer()).await?))
        }
        _ => Err(asked.unknown()),
    }
}

pub(super) async fn perform(asked: &Asked<'_>, ticket: Ticket) -> Answer<TaskOutcome> {
    let (reach, customer) = (asked.reach, asked.customer());
    let receipt = match asked.task.id {
        "edit_owner" | "edit_email" | "edit_address" => reach.edit_account(&customer, &edit(asked)?, ticket).await,
        "send_text" => reach.send_sms(&customer, asked.text("message"), ticket).await,
        "reset_voicemail_pin" => {
            let pin = asked.inputs.secret("password").map(|_| Pin::new(asked.secret("password")));
            reach.reset_voicemail_pin(&customer, pin.as_ref(), ticket).await
        }
        "cut_off_data" => {
            let reason = asked.one_of("reason", |word| match word {
                "OVERUSE" => Some(CutoffReason::Overuse),
                "BILLDUE" => Some(CutoffReason::BillDue),
                "CUSTOMER_REQUEST" => Some(CutoffReason::CustomerRequest),
                "OTHER" => Some(CutoffReason::Other),
                _ => None,
            })?;
            reach.set_data_cutoff(&customer, DataCutoff::On(reason), ticket).await
        }
        "let_data_through" => {
            let reason = asked.one_of("reason", |word| match word {
                "BILLPAID" => Some(RestoreReason::BillPaid),
                "CUSTOMER_REQUEST" => Some(RestoreReason::CustomerRequest),
                "OTHER" => Some(RestoreReason::Other),
                _ => None,
            })?;
            reach.set_data_cutoff(&customer, DataCutoff::Off(reason), ticket).await
        }
        _ => return Err(asked.unknown()),
    }?;
    Ok(done(receipt))
}

/// What is to be changed of the record: each task fills its own part.
fn edit(asked: &Asked<'_>) -> Answer<AccountEdit> {
    if asked.task.id != "edit_address" {
        let (first_name, last_name) = (asked.typed("firstName"), asked.typed("lastName"));
        return Ok(AccountEdit { first_name, last_name, email: asked.typed("email"), addresses: Vec::new() });
    }
    let kind = asked.one_of("type", |word| match word {
        "billing" => Some(AddressKind::Billing),
        "shipping" => Some(AddressKind::Shipping),
        _ => None,
    })?;
    let part = |name: &str| asked.typed(name);
    let parts = [part("address1"), part("address2"), part("city"), part("state"), part("zip")];
    if parts.iter().all(Option::is_none) {
        return Err(asked.refused("address1", "nothing is to be changed"));
    }
    let [line_1, line_2, city, state, zip] = parts;
    let address = AddressEdit { kind, line_1, line_2, city, state, zip };
    Ok(AccountEdit { addresses: vec![address], ..AccountEdit::default() })
}
