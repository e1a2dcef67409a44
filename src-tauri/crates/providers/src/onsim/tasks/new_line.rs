//! Tasks that make a line (ONSIM contract 4.4, 4.5). The number is looked up before: asking twice may make two, and
//! afterwards an account with the number proves that the line was made only when there was none before.

use domain::ability::Ability;
use domain::action::Ticket;
use domain::iccid::IccidRule;
use domain::line::RawField;
use domain::problem::ErrorCode;
use domain::provider::ProviderKind;
use domain::secret::{Password, SecretText};
use domain::task::{FieldKind, FixedChoice, ReadBack, Subject, Task, TaskField, TaskGroup};

use super::super::{Onsim, bad_input, operations as op, reseller};
use super::{digits, unsent};
use crate::tasks::task;
use crate::{
    Answer, Delivery, HostedLine, Inputs, NewLine, Operation, OwnSystemLine, ProviderError, TaskAnswer, TaskOutcome,
};

/// The countries of contract 4.5.
const COUNTRIES: [FixedChoice; 3] = [("GBR", "United Kingdom"), ("USA", "United States"), ("FRA", "France")];

const NUMBER: TaskField = TaskField::new("mpn", "Number", FieldKind::Number)
    .hint("One from the stock that no line has, such as 07700 900123.");
/// 19 digits; of the 20 that are printed on a card the last is dropped (ONSIM contract 1, "ICCID").
const TRIMMED: IccidRule = IccidRule { min: 18, max: 19, trims: true };

const CARD: TaskField = TaskField::new("iccid", "SIM number", FieldKind::Iccid { rule: TRIMMED })
    .optional()
    .hint("19 digits, or the 20 printed on a card; left empty, the line gets the next free eSIM.");

pub(super) const NEW_LINE: Task = task(
    "new_line",
    "Make a new line",
    "The customer gets a new line on ONSIM's telephone system; what comes back is its activation code and SIP password.",
    &op::PROVISION_ONSIM_UC,
)
.about(Subject::Account, TaskGroup::Orders)
.ability(Ability::Provision)
.also(&[op::GET_ACCOUNT.id, op::LIST_GROUPS.id, op::GET_CATALOGUE.id])
.fields(&[
    NUMBER,
    CARD,
    TaskField::new("first_name", "First name", FieldKind::Text { max: 100 }),
    TaskField::new("last_name", "Last name", FieldKind::Text { max: 100 }),
    TaskField::new("email", "E-mail", FieldKind::Email),
    TaskField::new("group_name", "Customer group", FieldKind::Ask),
    TaskField::new("home_location", "Country", FieldKind::Choice { choices: &COUNTRIES }),
    TaskField::new("product", "Product", FieldKind::Ask).hint("Its number in the catalogue."),
    TaskField::new("mobile_data", "Mobile data", FieldKind::Choice { choices: &reseller::DATA_SIZES }),
])
.read_back(ReadBack::Order);

pub(super) const NEW_LINE_OWN_SYSTEM: Task = task(
    "new_line_own_system",
    "Make a new line on your own telephone system",
    "The customer gets a new line that signs in to your own telephone system; what comes back is its activation code and SIP password.",
    &op::PROVISION_OWN_UC,
)
.about(Subject::Account, TaskGroup::Orders)
.ability(Ability::Provision)
.also(&[op::GET_ACCOUNT.id])
.fields(&[
    NUMBER,
    CARD,
    TaskField::new("pbx_user", "SIP user name", FieldKind::Text { max: 100 })
        .optional()
        .hint("Left empty, it is ONSIM and the SIM number."),
    TaskField::new("pbx_password", "SIP password", FieldKind::Secret { min: 1, max: 100, digits: false })
        .optional()
        .hint("Left empty, ONSIM makes one."),
])
.read_back(ReadBack::Order);

impl Onsim {
    pub(super) async fn new_hosted_line(&self, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome> {
        let text = |name: &str| inputs.text(name).to_owned();
        let rule = "the product is a whole number from the catalogue";
        let line = HostedLine {
            number: self.unused(&op::PROVISION_ONSIM_UC, inputs).await?,
            iccid: inputs.get("iccid").map(str::to_owned),
            group: text("group_name"),
            home_location: text("home_location"),
            first_name: text("first_name"),
            last_name: text("last_name"),
            email: text("email"),
            product: inputs.whole("product").ok_or_else(|| bad_input(&op::PROVISION_ONSIM_UC, "product", rule))?,
            data: text("mobile_data"),
        };
        Ok(made(self.hosted(line, ticket).await?))
    }

    pub(super) async fn new_line_on_own_system(&self, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome> {
        let line = OwnSystemLine {
            number: self.unused(&op::PROVISION_OWN_UC, inputs).await?,
            iccid: inputs.get("iccid").map(str::to_owned),
            sip_user: inputs.get("pbx_user").map(str::to_owned),
            sip_password: inputs.secret("pbx_password").map(|secret| Password::new(secret.expose().to_owned())),
        };
        Ok(made(self.on_own_system(line, ticket).await?))
    }

    /// The typed number, as long as no account has it.
    async fn unused(&self, operation: &Operation, inputs: &Inputs) -> Answer<String> {
        let number = digits(inputs.text("mpn"));
        match self.is_a_line(&number).await {
            Ok(false) => Ok(number),
            Ok(true) => {
                let message = "an account has this number already";
                let mut error =
                    ProviderError::not_delivered(ErrorCode::AlreadyExists, ProviderKind::Onsim, operation.id, message);
                error.problem.field = Some("mpn".to_owned());
                Err(error)
            }
            // How ONSIM refuses a look-up of an unknown number is not published (contract 2.2): any refusal will do.
            Err(error) if error.delivery == Delivery::Answered && is_refusal(error.code()) => Ok(number),
            Err(error) => Err(unsent(error)),
        }
    }
}

const fn is_refusal(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::FieldsRefused | ErrorCode::Refused | ErrorCode::WrongState | ErrorCode::UnreadableAnswer)
}

fn made(line: NewLine) -> TaskOutcome {
    let facts = line.iccid.map(|value| RawField { name: "SIM number".to_owned(), value });
    let password = line.sip_password.map(|secret| SecretText::new(secret.expose().to_owned()));
    TaskOutcome::with(TaskAnswer {
        facts: facts.into_iter().collect(),
        secrets: password.map(|secret| ("SIP password".to_owned(), secret)).into_iter().collect(),
        code: line.code,
        ..TaskAnswer::default()
    })
}
