//! Tasks about whether a line works: stopping, resuming, ending and bringing back, and finding accounts (TelecomX
//! contract 4.3, 4.6, 9.2 to 9.5).

use domain::ability::Ability;
use domain::action::Ticket;
use domain::line::LineStage;
use domain::problem::ErrorCode;
use domain::provider::{Effect, ProviderKind};
use domain::task::{About, FieldKind, ReadBack, Risk, Subject, Task, TaskField, TaskGroup};

use super::shared::{FILTER, NOT_ENDED, WORKING, on_account, owned, seen, taken, taken_with};
use super::show::{self, Facts};
use crate::tasks::{task, unknown_task};
use crate::telecomx::map::{EndedAccount, VoiceAccount};
use crate::telecomx::operations::{
    DELETE_MVNO_ACCOUNT, GET_DELETED_MVNO_ACCOUNT, GET_MVNO_ACCOUNT, GET_VOICE_ACCOUNT, LIST_DELETED_MVNO_ACCOUNTS,
    LIST_PRODUCTS, REMOVE_USAGE_BLOCK, RESTORE_MVNO_ACCOUNT, UPDATE_MVNO_ACCOUNT,
};
use crate::telecomx::{AccountState, EndedQuery, LineChange, MobileAccount, Telecomx, VoiceAccountParts};
use crate::{Answer, Inputs, Progress, TaskAnswer, TaskOutcome};

pub(super) const TASKS: &[Task] = &[SUSPEND, RESUME, LIFT_USAGE_BLOCK, CEASE, LIST_ENDED, SHOW_ENDED, RESTORE, FIND];

/// The ended account to choose.
pub(super) const ENDED: &str = "accountId";

const SUSPEND: Task =
    task("suspend", "Suspend the line", "Calls, texts and data stop until the line is resumed.", &UPDATE_MVNO_ACCOUNT)
        .effect(Effect::Write)
        .risk(Risk::Suspend)
        .about(Subject::Line, TaskGroup::Line)
        .ability(Ability::Suspend)
        .also(&[GET_MVNO_ACCOUNT.id])
        .stages(WORKING)
        .read_back(ReadBack::Stage(LineStage::Suspended))
        .undo("Resume the line.");

const RESUME: Task = task("resume", "Resume the line", "Calls, texts and data work again.", &UPDATE_MVNO_ACCOUNT)
    .effect(Effect::Write)
    .risk(Risk::Plain)
    .about(Subject::Line, TaskGroup::Line)
    .ability(Ability::Resume)
    .also(&[GET_MVNO_ACCOUNT.id])
    .stages(&[LineStage::Suspended])
    .read_back(ReadBack::Stage(LineStage::Active))
    .undo("Suspend the line.");

const LIFT_USAGE_BLOCK: Task = task(
    "lift_usage_block",
    "Lift the usage block",
    "TelecomX takes away a block that it set because of suspected fraud or odd use.",
    &REMOVE_USAGE_BLOCK,
)
.about(Subject::Line, TaskGroup::Line)
.stages(NOT_ENDED)
.read_back(ReadBack::Person("TelecomX publishes no sign of such a block: ask the customer whether the line works."));

const CEASE: Task = task(
    "cease",
    "End the line",
    "The line ends at once: live calls drop, and a port of its number is stopped.",
    &DELETE_MVNO_ACCOUNT,
)
.about(Subject::Line, TaskGroup::Line)
.ability(Ability::Cease)
.risk(Risk::Cease)
.stages(NOT_ENDED)
.read_back(ReadBack::Gone)
.undo("Within 30 days: Bring a line back.");

const LIST_ENDED: Task = task(
    "list_ended_lines",
    "List ended lines",
    "The lines that ended in the last 30 days and can be brought back.",
    &LIST_DELETED_MVNO_ACCOUNTS,
)
.about(Subject::Account, TaskGroup::Orders)
.fields(&[PART]);

const PART: TaskField = FILTER.hint("Part of the number, the SIM number, the IMSI, the device or the notes.");
const ENDED_LINE: TaskField = TaskField::new(ENDED, "Ended line", FieldKind::Ask);

const SHOW_ENDED: Task = task(
    "show_ended_line",
    "Show an ended line",
    "What TelecomX still has of a line that ended, and until when it can be brought back.",
    &GET_DELETED_MVNO_ACCOUNT,
)
.about(Subject::Account, TaskGroup::Orders)
.also(&[LIST_DELETED_MVNO_ACCOUNTS.id])
.fields(&[PART, ENDED_LINE]);

const RESTORE: Task = task(
    "restore_line",
    "Bring a line back",
    "A line that ended in the last 30 days works again and is charged again.",
    &RESTORE_MVNO_ACCOUNT,
)
.about(Subject::Account, TaskGroup::Orders)
.also(&[LIST_DELETED_MVNO_ACCOUNTS.id, GET_DELETED_MVNO_ACCOUNT.id, GET_MVNO_ACCOUNT.id, LIST_PRODUCTS.id])
.fields(&[
    PART,
    ENDED_LINE,
    TaskField::new("ratePlan", "Plan", FieldKind::Ask).hint("Where the old one is gone; empty keeps it.").optional(),
    TaskField::new("newRatePlan", "Plan from next month", FieldKind::Ask).optional(),
])
.read_back(ReadBack::Order)
.undo("End the line.");

const FIND: Task = task(
    "find_account",
    "Look up an account by number",
    "Which account is behind a number or an id: mobile or SIP, whose it is, and on which telephone system.",
    &GET_VOICE_ACCOUNT,
)
.about(Subject::Account, TaskGroup::Checks)
.fields(&[TaskField::new("id", "Number or id", FieldKind::Text { max: 24 })
    .hint("A number with its country code, such as +4512345678, or an id of 24 characters.")]);

/// Ended lines that one list shows.
const SHOWN: u32 = 200;

/// Ended lines that can be chosen or are listed.
pub(super) async fn ended(x: &Telecomx, filter: Option<String>) -> Answer<crate::telecomx::map::Page<EndedAccount>> {
    x.ended_accounts(&EndedQuery { offset: None, limit: Some(SHOWN), filter }).await
}

pub(super) async fn look(x: &Telecomx, task: &Task, about: &About, inputs: &Inputs) -> Answer<TaskAnswer> {
    match task.id {
        "list_ended_lines" => {
            let columns = ["Number", "Customer", "Reseller", "Plan", "Ended", "Can be brought back until"];
            Ok(show::table("Ended lines", &columns, ended(x, owned(inputs, "filter")).await?, |ended| {
                let line = ended.account.line;
                vec![
                    show::cell(line.number.map(|number| number.international())),
                    show::cell(line.customer.name.or(line.account)),
                    show::cell(ended.reseller_name.or(ended.reseller)),
                    show::cell(line.plan.and_then(|plan| plan.name)),
                    show::cell(ended.ended.as_ref().map(show::time)),
                    show::cell(ended.recoverable_until.as_ref().map(show::time)),
                ]
            }))
        }
        "show_ended_line" => Ok(ended_facts(x.ended_account(inputs.text(ENDED)).await?).answer()),
        "find_account" => Ok(voice_facts(x.voice_account(inputs.text("id"), VoiceAccountParts::All).await?).answer()),
        id => Err(unknown_task(ProviderKind::Telecomx, id, about)),
    }
}

fn ended_facts(ended: EndedAccount) -> Facts {
    let line = ended.account.line;
    Facts::default()
        .with("Number", line.number.map(|number| number.international()))
        .with("Customer", line.customer.name.or(line.account))
        .with("Reseller", ended.reseller_name.or(ended.reseller))
        .with("Plan", line.plan.and_then(|plan| plan.name))
        .with("SIM number", line.sim.iccid.map(|iccid| iccid.digits().to_owned()))
        .with("Ended", ended.ended.as_ref().map(show::time))
        .with("Can be brought back until", ended.recoverable_until.as_ref().map(show::time))
        .rest(line.unmapped)
}

fn voice_facts(account: VoiceAccount) -> Facts {
    Facts::default()
        .with("Id", account.id)
        .with("Kind", account.kind)
        .with("Name", account.name)
        .switch("Works", account.active)
        .with("Customer", account.customer)
        .with("Numbers", account.numbers.map(|numbers| numbers.join(", ")))
        .with("SIP account", account.sip_account)
        .with("Telephone system", account.pbx.filter(|pbx| *pbx > 0.0))
        .with("Extension", account.extension)
        .with("Device", account.device_type)
        .rest(account.raw)
}

pub(super) async fn perform(
    x: &Telecomx,
    task: &Task,
    about: &About,
    inputs: &Inputs,
    ticket: Ticket,
) -> Answer<TaskOutcome> {
    let id = about.id();
    match task.id {
        "suspend" => {
            x.change_mobile_account(id, &LineChange::State(AccountState::Blocked), ticket).await?;
            Ok(taken(about))
        }
        "resume" => {
            x.change_mobile_account(id, &LineChange::State(AccountState::Active), ticket).await?;
            Ok(taken(about))
        }
        "lift_usage_block" => x.remove_usage_block(id, ticket).await.map(|()| TaskOutcome::done()),
        "cease" => x.terminate(id, ticket).await.map(|()| TaskOutcome::done()),
        "restore_line" => {
            let id = inputs.text(ENDED);
            x.restore(id, inputs.get("ratePlan"), inputs.get("newRatePlan"), ticket).await?;
            Ok(taken_with(TaskAnswer::default(), id.to_owned()))
        }
        id => Err(unknown_task(ProviderKind::Telecomx, id, about)),
    }
}

/// How far bringing a line back has come; the other changes here are read off the line.
pub(super) async fn progress(x: &Telecomx, inputs: &Inputs, reference: Option<&str>) -> Answer<Progress> {
    let there = |account: &MobileAccount| account.line.state.stage != LineStage::Ceased;
    match on_account(x, inputs.text(ENDED), reference, there).await {
        // An ended account is not known under this call.
        Err(error) if error.code() == ErrorCode::NotFound => Ok(seen(false, reference, None)),
        progress => progress,
    }
}
