//! Tasks about the switches of a line, call forwarding, voicemail and texts (TelecomX contract 4.5, 10, 11.5).

use domain::ability::Ability;
use domain::action::Ticket;
use domain::provider::{Effect, ProviderKind};
use domain::secret::Pin;
use domain::task::{About, FieldKind, ReadBack, Risk, Subject, Task, TaskField, TaskGroup};

use super::shared::{NOT_ENDED, ON_OFF, STANDING, on_account, own_number, owned, seen, taken, yes_or_no};
use super::show::{self, Facts};
use crate::tasks::{AnswerTable, task, unknown_task};
use crate::telecomx::map::{CallForward, Features, Forward};
use crate::telecomx::operations::{
    CHECK_VOICEMAIL_PIN, GET_CALL_FORWARD, GET_MVNO_ACCOUNT, SEND_SMS, SET_CALL_FORWARD, UPDATE_MVNO_ACCOUNT,
};
use crate::telecomx::{
    FeatureEdit, ForwardTo, ForwardUpdate, LineChange, Message, MessageKind, Recipients, Telecomx, bad_input,
};
use crate::{Answer, Inputs, Progress, TaskAnswer, TaskOutcome};

pub(super) const TASKS: &[Task] = &[SET_SERVICES, SHOW_FORWARDING, SET_FORWARDING, CHECK_PIN, SEND_TEXT];

const fn switch(name: &'static str, label: &'static str) -> TaskField {
    TaskField::new(name, label, ON_OFF).optional()
}

/// The switches of a line, under TelecomX's names (contract 4.2); one left open stays as it is.
pub(super) const SWITCHES: [TaskField; 12] = [
    switch("data", "Mobile data"),
    switch("fiveG", "5G"),
    switch("roaming", "Use abroad"),
    switch("roamingData", "Data abroad").hint("Needs use abroad."),
    switch("international", "Calls to other countries"),
    switch("highRate", "Premium numbers").hint("At home only."),
    switch("chargedServices", "Charged texts and purchases"),
    switch("mms", "Picture messages"),
    switch("voicemail", "Voicemail"),
    switch("secretNumber", "Hide the line's number"),
    switch("publicIP", "Public internet address"),
    switch("dataTopUpSms", "Link to buy data in the text that says that it is used up"),
];

const SET_SERVICES: Task = task(
    "set_services",
    "Switch services",
    "What is switched here goes before the plan's own settings; what is left open stays as it is.",
    &UPDATE_MVNO_ACCOUNT,
)
.effect(Effect::Write)
.risk(Risk::Plain)
.about(Subject::Line, TaskGroup::Services)
.ability(Ability::SwitchServices)
.also(&[GET_MVNO_ACCOUNT.id])
.stages(STANDING)
.fields(&SWITCHES)
.read_back(ReadBack::Order)
.undo("Switch the services back.");

const SHOW_FORWARDING: Task = task(
    "show_forwarding",
    "Show call forwarding",
    "Where calls go when the phone is off, busy or not answered, as the network has it.",
    &GET_CALL_FORWARD,
)
.about(Subject::Line, TaskGroup::Services)
.stages(NOT_ENDED);

const fn target(name: &'static str, enabled: &'static str) -> TaskField {
    TaskField::new(name, "To the number", FieldKind::Number).only_if(enabled, &["true"])
}

const SET_FORWARDING: Task = task(
    "set_forwarding",
    "Set call forwarding",
    "Calls to this line go elsewhere from now on; what is left open stays as it is.",
    &SET_CALL_FORWARD,
)
.about(Subject::Line, TaskGroup::Services)
.also(&[GET_CALL_FORWARD.id])
.stages(NOT_ENDED)
.fields(&[
    switch("unconditional.enabled", "Forward all calls"),
    target("unconditional.number", "unconditional.enabled"),
    switch("offline.enabled", "Forward when the phone is off"),
    target("offline.number", "offline.enabled"),
    switch("busy.enabled", "Forward when it is busy"),
    target("busy.number", "busy.enabled"),
    switch("noAnswer.enabled", "Forward when nobody answers"),
    target("noAnswer.number", "noAnswer.enabled"),
    TaskField::new(
        "noAnswer.timeout",
        "After",
        FieldKind::Choice {
            choices: &[
                ("5", "5 seconds"),
                ("10", "10 seconds"),
                ("15", "15 seconds"),
                ("20", "20 seconds"),
                ("25", "25 seconds"),
                ("30", "30 seconds"),
            ],
        },
    )
    .only_if("noAnswer.enabled", &["true"]),
])
.read_back(ReadBack::Order)
.undo("Set the forwarding back.");

const CHECK_PIN: Task = task(
    "check_voicemail_pin",
    "Check the voicemail PIN",
    "Tells whether a PIN is right; wrong tries can lock it, and the PIN goes in the address because TelecomX has no other way.",
    &CHECK_VOICEMAIL_PIN,
)
.about(Subject::Line, TaskGroup::Services)
.also(&[GET_MVNO_ACCOUNT.id])
.risk(Risk::Secret)
.fields(&[TaskField::new("pin", "Voicemail PIN", FieldKind::Secret { min: 4, max: 8, digits: true })
    .hint("4 to 8 digits.")]);

const SEND_TEXT: Task =
    task("send_text", "Send a text", "A text goes to the line's number at once and cannot be taken back.", &SEND_SMS)
        .about(Subject::Line, TaskGroup::Messages)
        .ability(Ability::SendText)
        .also(&[GET_MVNO_ACCOUNT.id])
        .stages(NOT_ENDED)
        .fields(&[
            TaskField::new("message", "Text", FieldKind::Lines { max: 1024 })
                .hint("Up to 1024 bytes; up to 160 characters when it shows at once."),
            TaskField::new("from", "Sender", FieldKind::Text { max: 11 })
                .hint("Up to 11 characters that the phone shows."),
            TaskField::new(
                "type",
                "Kind",
                FieldKind::Choice {
                    choices: &[("SMS", "Text"), ("SMSFLASH", "Text that shows at once and is not kept")],
                },
            ),
        ])
        .read_back(ReadBack::Person("Ask the customer whether the text came."));

/// What of the switches was set.
pub(super) fn features(inputs: &Inputs) -> FeatureEdit {
    let on = |name| yes_or_no(inputs, name);
    FeatureEdit {
        high_rate: on("highRate"),
        international: on("international"),
        data: on("data"),
        five_g: on("fiveG"),
        public_ip: on("publicIP"),
        charged_services: on("chargedServices"),
        voicemail: on("voicemail"),
        secret_number: on("secretNumber"),
        roaming: on("roaming"),
        roaming_data: on("roamingData"),
        mms: on("mms"),
        data_top_up_sms: on("dataTopUpSms"),
    }
}

/// Whether every switch that was set stands so.
fn stands(wanted: &FeatureEdit, now: &Features) -> bool {
    [
        (wanted.high_rate, now.high_rate),
        (wanted.international, now.international),
        (wanted.data, now.data),
        (wanted.five_g, now.five_g),
        (wanted.public_ip, now.public_ip),
        (wanted.charged_services, now.charged_services),
        (wanted.voicemail, now.voicemail),
        (wanted.secret_number, now.secret_number),
        (wanted.roaming, now.roaming),
        (wanted.roaming_data, now.roaming_data),
        (wanted.mms, now.mms),
        (wanted.data_top_up_sms, now.data_top_up_sms),
    ]
    .into_iter()
    .all(|(wanted, now)| wanted.is_none() || wanted == now)
}

fn forward_to(inputs: &Inputs, case: &str) -> Option<ForwardTo> {
    let enabled = yes_or_no(inputs, &format!("{case}.enabled"))?;
    Some(ForwardTo { enabled, number: owned(inputs, &format!("{case}.number")).filter(|_| enabled) })
}

fn forwarding(inputs: &Inputs) -> Answer<ForwardUpdate> {
    let no_answer = match forward_to(inputs, "noAnswer") {
        None => None,
        // The seconds mean nothing while it is off, but TelecomX takes them together.
        Some(forward) if !forward.enabled => Some((forward, 20)),
        Some(forward) => {
            let seconds = inputs.whole("noAnswer.timeout");
            let missing = || bad_input(&SET_CALL_FORWARD, "noAnswer.timeout", "this is needed");
            Some((forward, seconds.ok_or_else(missing)?))
        }
    };
    Ok(ForwardUpdate {
        unconditional: forward_to(inputs, "unconditional"),
        offline: forward_to(inputs, "offline"),
        busy: forward_to(inputs, "busy"),
        no_answer,
    })
}

/// Whether calls go where they should: on with the number, or off.
fn goes(wanted: Option<&ForwardTo>, now: Option<&Forward>) -> bool {
    let Some(wanted) = wanted else { return true };
    let Some(now) = now else { return !wanted.enabled };
    let on = now.enabled == Some(true);
    on == wanted.enabled && (!on || now.number == wanted.number)
}

fn forwarding_table(now: CallForward) -> AnswerTable {
    let row = |case: &str, forward: Option<Forward>| {
        let forward = forward.unwrap_or_default();
        let on = forward.enabled == Some(true);
        let seconds = forward.timeout.filter(|_| on).map(|seconds| format!("after {seconds} seconds"));
        vec![
            case.to_owned(),
            show::switch(forward.enabled),
            show::cell(forward.number.filter(|_| on)),
            show::cell(seconds),
        ]
    };
    let rows = vec![
        row("All calls", now.unconditional),
        row("When the phone is off", now.offline),
        row("When it is busy", now.busy),
        row("When nobody answers", now.no_answer),
    ];
    AnswerTable::new("Call forwarding", &["Calls", "Forwarded", "To", "When"], rows)
}

pub(super) async fn look(x: &Telecomx, task: &Task, about: &About, inputs: &Inputs) -> Answer<TaskAnswer> {
    match task.id {
        "show_forwarding" => Ok(TaskAnswer::table(forwarding_table(x.call_forward(about.id()).await?))),
        "check_voicemail_pin" => {
            let number = own_number(x, about, &CHECK_VOICEMAIL_PIN).await?;
            let pin = Pin::new(inputs.secret("pin").map(|pin| pin.expose().to_owned()).unwrap_or_default());
            x.check_voicemail_pin(&number, &pin).await?;
            Ok(TaskAnswer { note: Some("The PIN is right.".to_owned()), ..TaskAnswer::default() })
        }
        id => Err(unknown_task(ProviderKind::Telecomx, id, about)),
    }
}

pub(super) async fn perform(
    x: &Telecomx,
    task: &Task,
    about: &About,
    inputs: &Inputs,
    ticket: Ticket,
) -> Answer<TaskOutcome> {
    match task.id {
        "set_services" => {
            x.change_mobile_account(about.id(), &LineChange::Features(features(inputs)), ticket).await?;
            Ok(taken(about))
        }
        "set_forwarding" => {
            x.set_call_forward(about.id(), &forwarding(inputs)?, ticket).await?;
            Ok(TaskOutcome::done())
        }
        "send_text" => {
            let number = own_number(x, about, &SEND_SMS).await?;
            let kind = if inputs.text("type") == "SMSFLASH" { MessageKind::Flash } else { MessageKind::Text };
            let to = Recipients::Numbers(vec![number]);
            let message = Message { kind, text: inputs.text("message").to_owned(), from: owned(inputs, "from"), to };
            let sent = x.send_message(&message, ticket).await?;
            Ok(TaskOutcome::with(Facts::default().with("Recipients", sent.recipients).answer()))
        }
        id => Err(unknown_task(ProviderKind::Telecomx, id, about)),
    }
}

pub(super) async fn progress(
    x: &Telecomx,
    task: &Task,
    about: &About,
    inputs: &Inputs,
    reference: Option<&str>,
) -> Answer<Progress> {
    match task.id {
        "set_services" => {
            let wanted = features(inputs);
            on_account(x, about.id(), reference, |account| stands(&wanted, &account.features)).await
        }
        "set_forwarding" => {
            let wanted = forwarding(inputs)?;
            let now = x.call_forward(about.id()).await?;
            let no_answer = wanted.no_answer.as_ref().map(|(forward, _)| forward);
            let all = [
                (wanted.unconditional.as_ref(), &now.unconditional),
                (wanted.offline.as_ref(), &now.offline),
                (wanted.busy.as_ref(), &now.busy),
                (no_answer, &now.no_answer),
            ];
            Ok(seen(all.into_iter().all(|(wanted, now)| goes(wanted, now.as_ref())), reference, None))
        }
        _ => Ok(Progress::NotTold),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_set_has_to_stand_so() {
        let wanted = FeatureEdit { roaming: Some(false), ..FeatureEdit::default() };
        let now = |roaming| Features { roaming, data: Some(true), ..Features::default() };
        assert!(stands(&wanted, &now(Some(false))));
        assert!(!stands(&wanted, &now(Some(true))));
        assert!(!stands(&wanted, &now(None)));
        assert!(stands(&FeatureEdit::default(), &now(None)));
    }

    #[test]
    fn forwarding_is_as_wanted_with_its_number_or_off() {
        let to = |enabled, number: Option<&str>| ForwardTo { enabled, number: number.map(str::to_owned) };
        let now = |enabled, number: Option<&str>| Forward {
            enabled: Some(enabled),
            number: number.map(str::to_owned),
            ..Forward::default()
        };
        let (one, other) = (Some("+4512345678"), Some("+4587654321"));
        assert!(goes(None, Some(&now(true, one))));
        assert!(goes(Some(&to(true, one)), Some(&now(true, one))));
        assert!(!goes(Some(&to(true, one)), Some(&now(true, other))));
        assert!(!goes(Some(&to(true, one)), None));
        assert!(goes(Some(&to(false, None)), Some(&now(false, other))));
        assert!(!goes(Some(&to(false, None)), Some(&now(true, one))));
    }

    #[test]
    fn a_forwarding_left_open_stays_and_one_that_is_on_needs_its_seconds() {
        let mut inputs = Inputs::default();
        inputs.put("busy.enabled", "true".to_owned());
        inputs.put("busy.number", "+4512345678".to_owned());
        let update = forwarding(&inputs).unwrap();
        assert!(update.unconditional.is_none() && update.no_answer.is_none());
        assert_eq!(update.busy.unwrap().number.as_deref(), Some("+4512345678"));
        inputs.put("noAnswer.enabled", "true".to_owned());
        assert_eq!(forwarding(&inputs).err().unwrap().problem.field.as_deref(), Some("noAnswer.timeout"));
        inputs.put("noAnswer.enabled", "false".to_owned());
        assert!(forwarding(&inputs).unwrap().no_answer.is_some_and(|(forward, _)| !forward.enabled));
    }
}
