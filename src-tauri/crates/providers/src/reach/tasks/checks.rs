//! Looking something up before an order: address, ZIP code, phone, card, number (Reach contract 2, 3, 18, 22, 23).

use domain::task::{FieldKind, Subject, Task, TaskField, TaskGroup};

use super::asked::Asked;
use super::fields::{ADDRESS_1, CITY, ICCID, IMEI, STATE, ZIP};
use super::show::Facts;
use crate::reach::operations as op;
use crate::reach::{CoverageQuery, SimMode};
use crate::tasks::task;
use crate::{Answer, TaskAnswer};

const COVERAGE: Task = task(
    "check_coverage",
    "Check the coverage of an address",
    "Whether Reach covers an address, and how strong the signal is.",
    &op::CHECK_COVERAGE,
)
.about(Subject::Account, TaskGroup::Checks)
.fields(&[
    ADDRESS_1,
    TaskField::new("street1", "Second line", FieldKind::Text { max: 100 }).optional(),
    CITY,
    STATE,
    ZIP,
    TaskField::new("name", "Name", FieldKind::Text { max: 100 }).optional(),
]);

const ZIP_CODE: Task = task(
    "check_zip",
    "Check a ZIP code",
    "Whether a ZIP code is served; \u{201c}Check the coverage of an address\u{201d} is the surer way.",
    &op::VALIDATE_ZIP_CODE,
)
.about(Subject::Account, TaskGroup::Checks)
.fields(&[TaskField { name: "zipCode", ..ZIP }]);

const PHONE: Task = task(
    "check_phone",
    "Check a phone",
    "Whether a phone of the customer's own works, and whether it takes a card or an eSIM.",
    &op::VALIDATE_IMEI,
)
.about(Subject::Account, TaskGroup::Checks)
.fields(&[IMEI]);

const SIM: Task = task(
    "check_sim",
    "Check a SIM card",
    "Whether the card with this printed number can be used.",
    &op::VALIDATE_ICCID,
)
.about(Subject::Account, TaskGroup::Checks)
.fields(&[ICCID]);

const NUMBER: Task = task(
    "check_port_in",
    "Check whether a number can be brought along",
    "Whether a customer can bring a number from another carrier.",
    &op::VALIDATE_PORT_IN_MDN,
)
.about(Subject::Account, TaskGroup::Checks)
.fields(&[TaskField::new("mdn", "Number", FieldKind::Number).hint("A US number of ten digits.")]);

pub(super) const TASKS: &[Task] = &[COVERAGE, ZIP_CODE, PHONE, SIM, NUMBER];

pub(super) async fn look(asked: &Asked<'_>) -> Answer<TaskAnswer> {
    let (reach, text) = (asked.reach, |name: &str| asked.text(name).to_owned());
    let facts = match asked.task.id {
        "check_coverage" => {
            let query = CoverageQuery {
                address_1: text("address1"),
                city: text("city"),
                state: text("state"),
                zip: text("zip"),
                name: asked.typed("name"),
                street_1: asked.typed("street1"),
            };
            let coverage = reach.check_coverage(&query).await?;
            Facts::default()
                .flag("Covered", coverage.covered)
                .text("5G signal", coverage.strength_5g)
                .text("4G signal", coverage.strength_4g)
                .text("Reach says", coverage.message)
                .raw(coverage.raw)
        }
        "check_zip" => {
            let check = reach.validate_zip(asked.text("zipCode")).await?;
            Facts::default()
                .flag("There is such a code", check.valid)
                .flag("Covered", check.covered)
                .flag("eSIMs are sold there", check.esim_available)
                .raw(check.raw)
        }
        "check_phone" => {
            let check = reach.validate_imei(&asked.imei("imei")?).await?;
            Facts::default()
                .flag("The phone can be used", check.valid)
                .text("It takes", takes(check.mode, check.raw_mode))
                .flag("eSIM possible", check.esim_available)
                .text("Maker", check.make)
                .text("Model", check.model)
                .flag("Locked to another carrier", check.locked)
                .flag("Reported lost or stolen", check.lost_or_stolen)
                .text("Reach says", check.error)
                .raw(check.raw)
        }
        "check_sim" => {
            let check = reach.check_sim(&asked.iccid("iccId")?).await?;
            Facts::default()
                .flag("The SIM can be used", check.valid)
                .text("It is for", takes(check.mode, check.raw_mode))
                .flag("Calls over Wi-Fi", check.wifi_calling)
                .flag("Calls over LTE", check.volte)
                .raw(check.raw)
        }
        "check_port_in" => {
            let check = reach.check_port_in(&asked.number("mdn")?).await?;
            Facts::default()
                .flag("The number can be brought along", check.possible)
                .text("Reach says", check.message)
                .raw(check.raw)
        }
        _ => return Err(asked.unknown()),
    };
    Ok(facts.answer())
}

/// A kind of SIM in our words, or Reach's where it has another one.
fn takes(mode: Option<SimMode>, raw: Option<String>) -> Option<String> {
    Some(match mode {
        Some(SimMode::Card) => "a card".to_owned(),
        Some(SimMode::Esim) => "an eSIM".to_owned(),
        Some(SimMode::Both) => "a card or an eSIM".to_owned(),
        None => return raw,
    })
}
