//! A porting of the simulated TelecomX: its stages (contract 6.12), which of them want attention, and what the clock
//! does next. The hours of the donor are ours; weekends count as days off.

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::settings::TelecomxSettings;
use crate::clock::shifted;

pub(super) const DAY: i64 = 86_400;
/// A confirmed number moves at 06:00 UTC of its day (ours).
const MOVES_AT: i64 = 6 * 3_600;
/// How long after it came an out-porting is confirmed when nobody refuses it (ours).
const OUT_CONFIRMED_AFTER: i64 = DAY;

/// A paper that came with a porting.
pub(super) struct Document {
    pub(super) id: String,
    pub(super) filename: String,
    pub(super) size: usize,
}

/// A running signature at the signing service.
pub(super) struct SignatureOrder {
    pub(super) id: String,
    pub(super) signed_at: Timestamp,
}

/// One stage that was reached.
pub(super) struct Step {
    pub(super) at: Timestamp,
    pub(super) stage: String,
    pub(super) message: Option<String>,
}

/// What the clock does next with a porting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Signed,
    Ordered,
    Confirmed,
    Rejected,
    Done,
}

/// A porting.
pub(super) struct Porting {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) additional: Vec<String>,
    /// `SIP` or `MVNO`.
    pub(super) kind: &'static str,
    /// In to us; otherwise out to another operator.
    pub(super) inward: bool,
    pub(super) donor_sim: Option<String>,
    pub(super) donor_customer: Option<String>,
    pub(super) customer: String,
    pub(super) account: Option<String>,
    pub(super) stage: String,
    pub(super) since: Timestamp,
    pub(super) message: Option<String>,
    /// Who made the last step; `None` for the clock.
    pub(super) employee: Option<String>,
    pub(super) requested: Option<Timestamp>,
    pub(super) notify: Vec<String>,
    pub(super) auto_start: Option<Timestamp>,
    pub(super) port_date: Option<Timestamp>,
    pub(super) documents: Vec<Document>,
    pub(super) signature: Option<SignatureOrder>,
    /// The other operator.
    pub(super) operator: &'static str,
    /// The SIM the donor has on file.
    pub(super) true_sim: String,
    pub(super) history: Vec<Step>,
}

impl Porting {
    pub(super) fn enter(&mut self, at: Timestamp, stage: &str, message: Option<String>, employee: Option<&str>) {
        stage.clone_into(&mut self.stage);
        self.since = at;
        self.message.clone_from(&message);
        self.employee = employee.map(str::to_owned);
        self.history.push(Step { at, stage: stage.to_owned(), message });
    }

    pub(super) fn is_closed(&self) -> bool {
        self.stage.ends_with("_COMPLETED") || self.stage.ends_with("_CANCELLED") || self.stage == "OUT_REJECTED"
    }

    /// Since when nothing has happened for too long, if a stage knows such a time (6.12).
    pub(super) fn attention_from(&self) -> Option<Timestamp> {
        let days = match self.stage.as_str() {
            "IN_AWAITING_POA_FROM_CUSTOMER" | "IN_ORDERED" | "IN_DONOR_CONTACTED" => 3,
            "IN_POA_SENT" => 2,
            "IN_POA_RECEIVED_FROM_CUSTOMER" | "IN_REJECTED" => 0,
            _ => return None,
        };
        Some(shifted(self.since, days * DAY))
    }

    /// Whether a status group of the list (6.1) holds it.
    pub(super) fn is_in(&self, status: &str, now: Timestamp) -> bool {
        let day = |from: i64, to: i64| {
            let begin = midnight(now);
            let moves = self.port_date.filter(|_| self.stage.ends_with("_CONFIRMED"));
            moves.is_some_and(|at| at >= shifted(begin, from * DAY) && at < shifted(begin, to * DAY))
        };
        let stage = self.stage.as_str();
        match status {
            "OPEN" => !self.is_closed() && !stage.ends_with("_CONFIRMED") && !stage.ends_with("_REJECTED"),
            "CLOSED" => self.is_closed(),
            "ATTENTION" => self.attention_from().is_some_and(|from| from <= now),
            "WAITING" => stage == "IN_AWAITING_POA_FROM_CUSTOMER",
            "READY" => self.may_be_ordered() && self.auto_start.is_none(),
            "ORDERED" => stage == "IN_ORDERED",
            "CONFIRMED" => stage.ends_with("_CONFIRMED"),
            "REJECTED" => stage.ends_with("_REJECTED"),
            "PORT_TODAY" => day(0, 1),
            "PORT_TOMORROW" => day(1, 2),
            "PORT_NEXT5DAYS" => day(0, 5),
            _ => false,
        }
    }

    /// Stages an order may be sent from (which ones: ours); after a refusal it can be sent again.
    pub(super) fn may_be_ordered(&self) -> bool {
        matches!(
            self.stage.as_str(),
            "IN_CREATED" | "IN_POA_RECEIVED_FROM_CUSTOMER" | "IN_POA_SENT" | "IN_REJECTED" | "IN_DONOR_CONTACTED"
        )
    }

    /// What comes next by itself, and when.
    pub(super) fn next(&self, settings: &TelecomxSettings) -> Option<(Timestamp, Next)> {
        if let Some(at) = self.auto_start {
            return Some((at, Next::Ordered));
        }
        match self.stage.as_str() {
            "IN_AWAITING_POA_FROM_CUSTOMER" => {
                self.signature.as_ref().map(|signature| (signature.signed_at, Next::Signed))
            }
            "IN_ORDERED" => {
                let at = shifted(self.since, i64::from(settings.donor_seconds));
                // The donor of a fixed number asks for its customer number, of a mobile one for the SIM.
                let fits = match self.kind {
                    "MVNO" => self.donor_sim.as_deref() == Some(self.true_sim.as_str()),
                    _ => self.donor_customer.is_some(),
                };
                Some((at, if fits { Next::Confirmed } else { Next::Rejected }))
            }
            "OUT_RECEIVED" => Some((shifted(self.since, OUT_CONFIRMED_AFTER), Next::Confirmed)),
            "IN_CONFIRMED" | "OUT_CONFIRMED" => self.port_date.map(|at| (at, Next::Done)),
            _ => None,
        }
    }

    /// When a number confirmed at `at` moves: on the wanted day if that is far enough away, else the next working day.
    pub(super) fn moving_day(&self, at: Timestamp) -> Timestamp {
        let earliest = next_working_day(at);
        self.requested.map_or(earliest, |wanted| shifted(midnight(wanted), MOVES_AT).max(earliest))
    }
}

/// 00:00 UTC of the day of `at`. No contract states a time zone; the practice shop keeps UTC.
pub(super) fn midnight(at: Timestamp) -> Timestamp {
    shifted(at, -at.as_second().rem_euclid(DAY))
}

fn next_working_day(at: Timestamp) -> Timestamp {
    let mut day = at.to_zoned(TimeZone::UTC).date();
    loop {
        day = match day.checked_add(1.day()) {
            Ok(day) => day,
            // The end of the calendar: nothing moves any more.
            Err(_) => return at,
        };
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            break;
        }
    }
    day.to_zoned(TimeZone::UTC).map_or(at, |start| shifted(start.timestamp(), MOVES_AT))
}

/// The first moment of the month after `at`.
pub(super) fn next_month(at: Timestamp) -> Timestamp {
    let today = at.to_zoned(TimeZone::UTC).date();
    let first = today.last_of_month().tomorrow().unwrap_or(today);
    first.to_zoned(TimeZone::UTC).map_or(at, |start| start.timestamp())
}
