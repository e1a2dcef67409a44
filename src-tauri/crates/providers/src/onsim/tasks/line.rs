//! Tasks about one line: its plan, number, switches, recording, owner, SIP login, the link to its code, and its end.
//!
//! Every edit of a line sends all four switches, because a missing one may go to its default (ONSIM contract 2.7): those
//! that nobody typed are read first and sent as they stand.

use domain::ability::Ability;
use domain::action::Ticket;
use domain::line::Service;
use domain::problem::ErrorCode;
use domain::provider::ProviderKind;
use domain::secret::Password;
use domain::task::{FieldKind, ReadBack, Readable, Risk, Subject, Task, TaskField, TaskGroup};

use super::super::{Onsim, bad_input, operations as op, settings};
use super::{digits, unsent};
use crate::tasks::task;
use crate::{
    Answer, EsimCodes, Inputs, LineEdit, Lines, Operation, Progress, ProviderError, Switches, TaskAnswer, TaskOutcome,
};

/// What is asked for where a field is not to be changed.
const STAYS: &str = "Stays as it is when left empty.";

pub(super) const CHANGE_PLAN: Task = task(
    "change_plan",
    "Change the plan",
    "The line gets no mobile data or unlimited mobile data, the two bundles ONSIM publishes for a change; it publishes no price.",
    &op::UPDATE_BUNDLE,
)
.about(Subject::Line, TaskGroup::Plan)
.ability(Ability::ChangePlan)
.fields(&[TaskField::new("bundle", "Plan", FieldKind::Choice { choices: &settings::BUNDLES })])
.read_back(ReadBack::Typed(Readable::Plan, "bundle"));

pub(super) const CEASE: Task = task(
    "cease",
    "End the line",
    "The SIM and its account end for good, and ONSIM warns that nothing can undo it.",
    &op::CEASE_ACCOUNT,
)
.ability(Ability::Cease)
.also(&[op::GET_ACCOUNT.id])
.risk(Risk::Cease)
.read_back(ReadBack::Gone);

pub(super) const CHANGE_NUMBER: Task = task(
    "change_number",
    "Change the number",
    "The customer is reached under the new number and no longer under the old one.",
    &op::UPDATE_MOBILE_SETTINGS,
)
.about(Subject::Line, TaskGroup::Number)
.ability(Ability::ChangeNumber)
.also(&[op::GET_ACCOUNT.id])
.risk(Risk::Number)
.fields(&[TaskField::new("mpn", "New number", FieldKind::Number).hint("One that no line has, such as 07700 900123.")])
.read_back(ReadBack::Order);

pub(super) const SET_SERVICES: Task = task(
    "set_services",
    "Switch services",
    "Each service that is chosen here is switched on or off for the customer; the others stay as they are.",
    &op::UPDATE_MOBILE_SETTINGS,
)
.about(Subject::Line, TaskGroup::Services)
.ability(Ability::SwitchServices)
.also(&[op::GET_ACCOUNT.id])
.fields(&[
    TaskField::new("mobile_data", "Mobile data", FieldKind::Switch).optional().hint(STAYS),
    TaskField::new("mobile_voice", "Calls", FieldKind::Switch).optional().hint(STAYS),
    TaskField::new("mobile_sms", "Texts", FieldKind::Switch).optional().hint(STAYS),
    TaskField::new("mobile_hotspot", "Hotspot", FieldKind::Switch).optional().hint(STAYS),
])
.read_back(ReadBack::Order)
.undo("Switch the services back.");

pub(super) const SET_RECORDING: Task = task(
    "set_recording",
    "Switch recording",
    "Switching off stops recording at once, and what is missed can never be recovered.",
    &op::SET_RECORDING,
)
.about(Subject::Line, TaskGroup::Services)
.ability(Ability::Recording)
.fields(&[
    TaskField::new("voice_recording", "Record calls", FieldKind::Switch),
    TaskField::new("sms_recording", "Record texts", FieldKind::Switch),
])
.read_back(ReadBack::Person("Whether new calls and texts of this line are recorded; no published call tells it."));

pub(super) const SET_SIP_LOGIN: Task = task(
    "set_sip_login",
    "Change the SIP login",
    "Phones that sign in with the old user name or password stop working until they have the new one.",
    &op::UPDATE_MOBILE_SETTINGS,
)
.about(Subject::Line, TaskGroup::Services)
.also(&[op::GET_ACCOUNT.id])
.risk(Risk::Secret)
.fields(&[
    TaskField::new("pbx_user", "SIP user name", FieldKind::Text { max: 100 }).optional().hint(STAYS),
    TaskField::new("pbx_password", "SIP password", FieldKind::Secret { min: 1, max: 100, digits: false })
        .optional()
        .hint(STAYS),
])
.read_back(ReadBack::Person(
    "The SIP address on the page of the line, and whether a phone signs in with the new login.",
));

pub(super) const EDIT_OWNER: Task = task(
    "edit_owner",
    "Edit the owner",
    "ONSIM keeps the new name or e-mail for this line; the customer is not told by this call.",
    &op::UPDATE_MOBILE_SETTINGS,
)
.about(Subject::Line, TaskGroup::Customer)
.ability(Ability::EditOwner)
.also(&[op::GET_ACCOUNT.id])
.risk(Risk::Owner)
.fields(&[
    TaskField::new("first_name", "First name", FieldKind::Text { max: 100 }).optional().hint(STAYS),
    TaskField::new("last_name", "Last name", FieldKind::Text { max: 100 }).optional().hint(STAYS),
    TaskField::new("email", "E-mail", FieldKind::Email).optional().hint(STAYS),
])
.read_back(ReadBack::Person("The name and e-mail of this line in the list of lines, after refreshing the list."))
.undo("Edit the owner back.");

pub(super) const MAKE_QR_LINK: Task = task(
    "make_qr_link",
    "Make a link to the QR code",
    "Whoever has the link can open the QR code for 24 hours and install the line, so send it to the customer only.",
    &op::GENERATE_ESIM_QR,
)
.about(Subject::Line, TaskGroup::Sim)
.also(&[op::QUERY_ESIM.id])
.risk(Risk::Secret)
.read_back(ReadBack::Person("Nothing lists such links; the code itself did not change, and another link can be made."));

/// The four switches by the names of their fields.
const SWITCHES: [(Service, &str); 4] = [
    (Service::Data, "mobile_data"),
    (Service::Voice, "mobile_voice"),
    (Service::Messages, "mobile_sms"),
    (Service::Hotspot, "mobile_hotspot"),
];

impl Onsim {
    /// Ends the line with the SIM it has now.
    pub(super) async fn cease_line(&self, id: &str, ticket: Ticket) -> Answer<()> {
        let line = Lines::read(self, id).await.map_err(unsent)?;
        let iccid = line
            .sim
            .iccid
            .ok_or_else(|| bad_input(&op::CEASE_ACCOUNT, "iccid", "ONSIM gives no SIM number for this line"))?;
        self.cease(iccid.digits(), ticket).await
    }

    pub(super) async fn set_services(&self, id: &str, inputs: &Inputs, ticket: Ticket) -> Answer<()> {
        if SWITCHES.iter().all(|(_, name)| inputs.get(name).is_none()) {
            return Err(nothing_to_change(&SET_SERVICES));
        }
        let switches = self.switches(&SET_SERVICES, id, inputs).await?;
        self.update(id, switches, LineEdit::default(), ticket).await
    }

    /// Sends the edit of another task, with the switches as they stand.
    pub(super) async fn edit_line(&self, task: &Task, id: &str, inputs: &Inputs, ticket: Ticket) -> Answer<()> {
        let text = |name| inputs.get(name).map(str::to_owned);
        let given = |field: &TaskField| inputs.get(field.name).is_some() || inputs.secret(field.name).is_some();
        if !task.fields.iter().any(given) {
            return Err(nothing_to_change(task));
        }
        let edit = LineEdit {
            number: inputs.get("mpn").map(digits),
            sip_user: text("pbx_user"),
            sip_password: inputs.secret("pbx_password").map(|secret| Password::new(secret.expose().to_owned())),
            first_name: text("first_name"),
            last_name: text("last_name"),
            email: text("email"),
        };
        let switches = self.switches(task, id, inputs).await?;
        self.update(id, switches, edit, ticket).await
    }

    /// All four switches as they shall stand: as typed, else as they are at ONSIM now.
    async fn switches(&self, task: &Task, id: &str, inputs: &Inputs) -> Answer<Switches> {
        let line = Lines::read(self, id).await.map_err(unsent)?;
        let [data, voice, messages, hotspot] = SWITCHES.map(|(service, name)| {
            let now = line.services.iter().find(|switch| switch.service == service).and_then(|switch| switch.on);
            inputs.get(name).map(|_| inputs.is_on(name)).or(now).ok_or_else(|| not_told(task, name))
        });
        Ok(Switches { data: data?, voice: voice?, messages: messages?, hotspot: hotspot? })
    }

    /// Whether every switch that was typed stands so.
    pub(super) async fn services_are_set(&self, id: &str, inputs: &Inputs) -> Answer<Progress> {
        let line = Lines::read(self, id).await?;
        let mut all_told = true;
        for (service, name) in SWITCHES.into_iter().filter(|(_, name)| inputs.get(name).is_some()) {
            match line.services.iter().find(|switch| switch.service == service).and_then(|switch| switch.on) {
                Some(on) if on != inputs.is_on(name) => return Ok(Progress::NotBegun),
                Some(_) => {}
                None => all_told = false,
            }
        }
        Ok(if all_told { Progress::Done } else { Progress::NotTold })
    }

    /// Whether the account has moved from one number to the other.
    pub(super) async fn number_is_changed(&self, old: &str, new: &str) -> Answer<Progress> {
        if self.is_a_line(old).await? {
            return Ok(Progress::NotBegun);
        }
        Ok(if self.is_a_line(new).await? { Progress::Done } else { Progress::NotTold })
    }

    /// Reads the code in force and has a link to its picture made.
    pub(super) async fn make_qr_link(&self, id: &str, ticket: Ticket) -> Answer<TaskOutcome> {
        let reading = self.status(id).await.map_err(unsent)?;
        let code = reading.code.ok_or_else(|| {
            let code = if reading.malformed.is_some() { ErrorCode::CodeMalformed } else { ErrorCode::NoCode };
            refused(code, &op::GENERATE_ESIM_QR, "ONSIM gives no usable activation code for this line")
        })?;
        let link = self.generate_esim_qr(&code, ticket).await?;
        Ok(TaskOutcome::with(TaskAnswer { link: Some(link), ..TaskAnswer::default() }))
    }
}

/// A switch that ONSIM does not tell and nobody typed. Only the form of the switches can be mended.
fn not_told(task: &Task, name: &str) -> ProviderError {
    let message = "ONSIM does not tell how this switch stands, and it has to be sent: switch the services first";
    match task.field(name) {
        Some(_) => {
            bad_input(&op::UPDATE_MOBILE_SETTINGS, name, "ONSIM does not tell how this switch stands: choose on or off")
        }
        None => refused(ErrorCode::UnreadableAnswer, &op::UPDATE_MOBILE_SETTINGS, message),
    }
}

fn nothing_to_change(task: &Task) -> ProviderError {
    let first = task.fields.first().map_or("", |field| field.name);
    bad_input(&op::UPDATE_MOBILE_SETTINGS, first, "there is nothing to change")
}

fn refused(code: ErrorCode, operation: &Operation, message: &str) -> ProviderError {
    ProviderError::not_delivered(code, ProviderKind::Onsim, operation.id, message)
}
