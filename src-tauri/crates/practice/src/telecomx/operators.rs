//! The other operators of the simulated TelecomX and who holds a number (contract 6.13). All of them are invented, with
//! codes in the shape of real ones; which operator holds which number is ours: the digit before the last decides.

use serde_json::{Value, json};

use super::answers::filled;
use super::ask::{Ask, Outcome, holds, no, ok, refused};
use super::settings::AccessLevel;

/// An operator.
pub(super) struct Operator {
    /// The 5-character code.
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    address: &'static str,
    mvno_auth: &'static str,
    /// The first six digits of its SIM cards, which have 19.
    icc_prefix: &'static str,
    customer_id: bool,
    short_code: u64,
    /// Hours an order waits before it is sent.
    pub(super) order_wait: Option<i64>,
}

/// The provider itself; the code is the one of its published example.
pub(super) const OWN: &str = "01060";

pub(super) const OPERATORS: [Operator; 5] = [
    Operator {
        id: OWN,
        name: "Telecom X (øvelse)",
        address: "Øvelsesvej 1, 2500 Valby",
        mvno_auth: "ICC",
        icc_prefix: "894502",
        customer_id: false,
        short_code: 20,
        order_wait: None,
    },
    Operator {
        id: "90101",
        name: "Bølgemobil",
        address: "Havnegade 12, 8000 Aarhus C",
        mvno_auth: "ICC_EMAIL",
        icc_prefix: "894591",
        customer_id: false,
        short_code: 91,
        order_wait: None,
    },
    Operator {
        id: "90102",
        name: "Fjordtel",
        address: "Strandvejen 45, 5000 Odense C",
        mvno_auth: "ICC",
        icc_prefix: "894592",
        customer_id: false,
        short_code: 92,
        order_wait: None,
    },
    Operator {
        id: "90103",
        name: "Skærgård Tele",
        address: "Åboulevarden 8, 9000 Aalborg",
        mvno_auth: "EMAIL",
        icc_prefix: "894593",
        customer_id: true,
        short_code: 93,
        order_wait: Some(2),
    },
    Operator {
        id: "90104",
        name: "Østkyst Mobil",
        address: "Søndergade 3, 4000 Roskilde",
        mvno_auth: "ICC_FAX",
        icc_prefix: "894594",
        customer_id: false,
        short_code: 94,
        order_wait: None,
    },
];

impl Operator {
    /// Whether a porting from it needs a power of attorney; with `ICC` alone the SIM number is proof enough.
    pub(super) fn needs_document(&self) -> bool {
        self.mvno_auth != "ICC"
    }

    /// The SIM this operator has on file for a number: made from the number, so that it can be known in advance.
    pub(super) fn sim_for(&self, number: &str) -> String {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        format!("{}{digits:0>13}", self.icc_prefix)
    }

    fn record(&self, level: AccessLevel) -> Value {
        let admin = level >= AccessLevel::ResellerAdmin;
        let inside = |value: Value| Some(value).filter(|_| admin);
        filled(json!({
            "_id": self.id,
            "name": self.name,
            "address": self.address,
            "npNumber": inside(json!("+4520129999")),
            "npEmail": inside(json!(format!("portering-{}@example.com", self.id))),
            "npOpeningHours": inside(json!("Hverdage 9-15")),
            "fixedAuth": inside(json!("EMAIL")),
            "mvnoAuth": inside(json!(self.mvno_auth)),
            "iccValidation": inside(json!(format!("/^{}\\d{{13}}$/", self.icc_prefix))),
            "customerIdValidation": inside(json!(self.customer_id)),
            "shortCode": inside(json!(self.short_code)),
            "orderWait": inside(json!(self.order_wait)),
        }))
    }
}

/// An operator by its code; the provider itself for one that is not there.
pub(super) fn by_id(id: &str) -> &'static Operator {
    let [own, ..] = &OPERATORS;
    OPERATORS.iter().find(|one| one.id == id).unwrap_or(own)
}

/// The operator that holds a number that is not ours: one of the others by its last digit but one.
pub(super) fn holder(number: &str) -> &'static Operator {
    let digit = number.bytes().rev().nth(1).map_or(0, |byte| usize::from(byte.wrapping_sub(b'0')));
    let [own, others @ ..] = &OPERATORS;
    others.get(digit % others.len()).unwrap_or(own)
}

/// `+45` and eight digits of which the first is one of those mobile numbers begin with.
pub(super) fn is_danish_mobile(number: &str) -> bool {
    number.strip_prefix("+45").is_some_and(|rest| {
        rest.len() == 8 && rest.bytes().all(|byte| byte.is_ascii_digit()) && rest.starts_with(['2', '3', '4', '5', '6'])
    })
}

/// 6.13
pub(super) fn number_info(book: &mut super::state::Book, ask: &Ask<'_>) -> Outcome {
    let eight = ask.param("number").trim_start_matches("+45");
    if eight.len() != 8 || eight.starts_with(['0', '1']) {
        return Err(refused(422, "id", "not a Danish number"));
    }
    let number = format!("+45{eight}");
    let ours = book.numbers.get(&number).filter(|entry| !matches!(entry.state.as_str(), "PORTING_IN" | "OUT_PORTED"));
    let operator = if ours.is_some() { by_id(OWN) } else { holder(&number) };
    let kind = if is_danish_mobile(&number) { "MOBILE" } else { "FIXED" };
    ok(json!({ "number": number, "type": kind, "operator": operator.id, "operatorName": operator.name }))
}

/// 6.13
pub(super) fn list(_: &mut super::state::Book, ask: &Ask<'_>) -> Outcome {
    let wanted = OPERATORS.iter().filter(|one| ask.query("filter").is_none_or(|part| holds(one.name, part)));
    ask.page("operators", wanted.map(|one| one.record(ask.level())).collect(), 100)
}

/// 6.13
pub(super) fn read(_: &mut super::state::Book, ask: &Ask<'_>) -> Outcome {
    let id = ask.param("operatorId");
    if id.len() != 5 {
        return Err(refused(422, "id", "not an operator code"));
    }
    let found = OPERATORS.iter().find(|one| one.id == id).ok_or_else(|| no("id", "operator not found"))?;
    ok(found.record(ask.level()))
}
