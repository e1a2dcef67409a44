//! The finder of the simulated TelecomX (contract 3.1). Only `score` and `type` of a hit are documented; ours are `_id`,
//! `name`, `number`, `simNumber`, `state`, `customer`, `customerName`, and the types `porting` and `number`.

use serde_json::{Value, json};

use super::answers::filled;
use super::ask::{Ask, Outcome, flag};
use super::auth::is_below;
use super::state::{Book, Customer};

/// Scores of a whole match, of the beginning and of a part; the last is the example's.
const WHOLE: u64 = 100;
const BEGINNING: u64 = 75;
const PART: u64 = 51;

/// 3.1, both forms.
pub(super) fn search(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let wanted = Wanted::new(ask.text("query").unwrap_or_default());
    let caller = ask.caller()?;
    let switch = |name: &str| flag(ask.value(name)) || ask.is_set(name);
    let (deleted, below) = (switch("includeDeleted"), switch("includeSubResellers"));
    let in_reach = |customer: &Customer| {
        let own = customer.id == caller.customer || customer.parent.as_deref() == Some(caller.customer.as_str());
        (deleted || customer.state != "DELETED")
            && book.reaches(caller, &customer.id)
            && (own || below || !is_below(book, customer, &caller.customer))
    };
    let reached = |id: &str| book.customers.get(id).filter(|customer| in_reach(customer));
    let mut hits: Vec<(u64, Value)> = Vec::new();
    let mut hit = |score: Option<u64>, kind: &str, record: Value| {
        if let (Some(score), Value::Object(mut fields)) = (score, filled(record)) {
            fields.insert("score".into(), json!(score));
            fields.insert("type".into(), json!(kind));
            hits.push((score, Value::Object(fields)));
        }
    };
    for one in book.customers.values().filter(|one| in_reach(one)) {
        let streets = one.addresses.iter().filter_map(|address| address["address"].as_str());
        let score =
            wanted.best([one.name.as_str(), &one.email, &one.vat_number].into_iter().chain(streets), &one.phone);
        let record = json!({ "_id": one.id, "name": one.name, "customer": one.id, "customerName": one.name,
            "state": one.state });
        hit(score, "customer", record);
    }
    for one in book.employees.values() {
        let Some(customer) = reached(&one.customer) else { continue };
        let record = json!({ "_id": one.id, "name": one.name, "customer": customer.id, "customerName": customer.name });
        hit(wanted.best([one.name.as_str(), &one.email], ""), "employee", record);
    }
    for one in book.accounts.values().filter(|one| one.is_shown(ask.now)) {
        let Some(customer) = reached(&one.customer) else { continue };
        let score = wanted.best([one.name.as_str(), &customer.name, &one.sim, &one.id], &one.number);
        let record = json!({ "_id": one.id, "name": one.name, "number": one.number, "simNumber": one.sim,
            "state": one.state_name(), "customer": customer.id, "customerName": customer.name });
        hit(score, "mvno", record);
    }
    for one in book.portings.values() {
        let Some(customer) = reached(&one.customer) else { continue };
        let record = json!({ "_id": one.id, "number": one.number, "state": one.stage, "customer": customer.id,
            "customerName": customer.name });
        hit(wanted.best([one.id.as_str()], &one.number), "porting", record);
    }
    for (number, entry) in book.numbers.iter().filter(|(_, entry)| entry.account.is_none()) {
        let customer = entry.customer.as_ref();
        if customer.is_some_and(|id| reached(id).is_none()) {
            continue;
        }
        let record = json!({ "_id": number, "number": number, "state": entry.state, "customer": customer });
        hit(wanted.best([], number), "number", record);
    }
    // Of equal hits a line comes first (ours).
    hits.sort_by_key(|(score, record)| (std::cmp::Reverse(*score), record["type"] != "mvno"));
    ask.page("results", hits.into_iter().map(|(_, record)| record).collect(), 100)
}

/// What is looked for: as text without case, and as digits when it looks like a number.
struct Wanted {
    text: String,
    digits: Option<String>,
}

impl Wanted {
    fn new(query: &str) -> Self {
        let digits: String = query.chars().filter(char::is_ascii_digit).collect();
        let number = digits.len() >= 4 && query.chars().all(|c| c.is_ascii_digit() || " +-().".contains(c));
        let eight = digits.trim_start_matches("00").to_owned();
        let national = eight.strip_prefix("45").filter(|rest| rest.len() == 8).map(str::to_owned).unwrap_or(eight);
        Self { text: query.trim().to_lowercase(), digits: number.then_some(national) }
    }

    fn best<'a>(&self, texts: impl IntoIterator<Item = &'a str>, number: &str) -> Option<u64> {
        let texts = texts.into_iter().filter_map(|text| score(&text.to_lowercase(), &self.text));
        let national = number.strip_prefix("+45").unwrap_or(number);
        let number = self.digits.as_ref().filter(|_| !number.is_empty()).and_then(|digits| score(national, digits));
        texts.chain(number).max()
    }
}

fn score(text: &str, part: &str) -> Option<u64> {
    if part.is_empty() || !text.contains(part) {
        return None;
    }
    Some(if text == part {
        WHOLE
    } else if text.starts_with(part) {
        BEGINNING
    } else {
        PART
    })
}
