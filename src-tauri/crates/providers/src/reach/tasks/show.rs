//! Answers for a person: values under plain labels, lists as tables, and what came of a change.

use domain::line::RawField;
use domain::time::ProviderTime;

use crate::reach::lifecycle::Progress as Word;
use crate::reach::{Dollars, Quote, Receipt, TopupReceipt};
use crate::tasks::AnswerTable;
use crate::{Progress, TaskAnswer, TaskOutcome};

/// Single values under labels. What the provider did not send is left out.
#[derive(Default)]
pub(super) struct Facts(Vec<RawField>);

impl Facts {
    pub(super) fn text(mut self, label: &str, value: Option<impl Into<String>>) -> Self {
        if let Some(value) = value {
            self.0.push(RawField { name: label.to_owned(), value: value.into() });
        }
        self
    }

    pub(super) fn dollars(self, label: &str, value: Option<&Dollars>) -> Self {
        self.text(label, value.map(usd))
    }

    pub(super) fn flag(self, label: &str, value: Option<bool>) -> Self {
        self.text(label, value.map(yes))
    }

    pub(super) fn time(self, label: &str, value: Option<&ProviderTime>) -> Self {
        self.text(label, value.map(date))
    }

    /// Everything the answer has beside the model, under the provider's own names.
    pub(super) fn raw(mut self, raw: Vec<RawField>) -> Self {
        self.0.extend(raw);
        self
    }

    pub(super) fn fields(self) -> Vec<RawField> {
        self.0
    }

    pub(super) fn answer(self) -> TaskAnswer {
        or_nothing(TaskAnswer::facts(self.0))
    }
}

/// An amount with its currency.
pub(super) fn usd(amount: &Dollars) -> String {
    format!("{} USD", amount.text())
}

/// An amount in a table: empty where there is none.
pub(super) fn usd_cell(amount: Option<&Dollars>) -> String {
    amount.map(usd).unwrap_or_default()
}

/// A date as it came, in ISO form where it was of a known one.
pub(super) fn date(time: &ProviderTime) -> String {
    time.iso.clone().unwrap_or_else(|| time.raw.clone())
}

pub(super) fn yes(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

/// A table, with a sentence when it is empty.
pub(super) fn table(title: &str, columns: &[&str], rows: Vec<Vec<String>>) -> TaskAnswer {
    or_nothing(TaskAnswer::table(AnswerTable::new(title, columns, rows)))
}

/// A list in an answer of unknown shape: its place, and its records with the index each has.
struct Listed {
    place: String,
    records: Vec<(String, Vec<RawField>)>,
}

/// An answer whose shape is not published: its lists as tables, the rest as single values.
pub(super) fn tree(title: &str, fields: Vec<RawField>) -> TaskAnswer {
    let mut facts = Vec::new();
    let mut lists: Vec<Listed> = Vec::new();
    for field in fields {
        let Some((place, index, name)) = in_list(&field.name) else {
            facts.push(field);
            continue;
        };
        let value = RawField { name: if name.is_empty() { "Value" } else { name }.to_owned(), value: field.value };
        let known = lists.iter().position(|list| list.place == place).unwrap_or_else(|| {
            lists.push(Listed { place: place.to_owned(), records: Vec::new() });
            lists.len() - 1
        });
        let records = &mut lists[known].records;
        match records.last_mut() {
            Some((last, record)) if last == index => record.push(value),
            _ => records.push((index.to_owned(), vec![value])),
        }
    }
    let tables = lists.into_iter().map(|list| {
        let title = if list.place.is_empty() { title.to_owned() } else { list.place };
        AnswerTable::of_records(title, list.records.into_iter().map(|(_, record)| record).collect())
    });
    or_nothing(TaskAnswer { facts, tables: tables.collect(), ..TaskAnswer::default() })
}

/// `usage[0].used` is `used` of the first one of `usage`.
fn in_list(name: &str) -> Option<(&str, &str, &str)> {
    let (list, rest) = name.split_once('[')?;
    let (index, rest) = rest.split_once(']')?;
    Some((list, index, rest.trim_start_matches('.')))
}

/// An empty answer says that it is one.
fn or_nothing(mut answer: TaskAnswer) -> TaskAnswer {
    if answer.facts.is_empty() && answer.tables.iter().all(|table| table.rows.is_empty()) {
        answer.note = Some("Reach has nothing to show here.".to_owned());
    }
    answer
}

/// A price.
pub(super) fn price(quote: &Quote) -> Vec<RawField> {
    Facts::default()
        .dollars("Due today", Some(&quote.total))
        .dollars("SIM", quote.sim_kit.as_ref())
        .dollars("Activation", quote.activation.as_ref())
        .dollars("Shipping", quote.shipping.as_ref())
        .dollars("Tax", quote.tax.as_ref())
        .dollars("A month, estimated", quote.monthly.as_ref())
        .raw(quote.raw.clone())
        .fields()
}

/// What a change was answered with.
fn said(in_background: bool, message: Option<String>, raw: Vec<RawField>) -> TaskAnswer {
    TaskAnswer {
        note: in_background.then(|| "Reach goes on with it in the background.".to_owned()),
        ..TaskAnswer::facts(Facts::default().text("Reach says", message).raw(without_success(raw)).fields())
    }
}

/// The envelope's own word of success says nothing beside "done".
pub(super) fn without_success(mut raw: Vec<RawField>) -> Vec<RawField> {
    raw.retain(|field| !(field.name == "status" && field.value == "SUCCESS"));
    raw
}

/// A change that is done with its answer, as far as the answer tells.
pub(super) fn done(receipt: Receipt) -> TaskOutcome {
    TaskOutcome::with(said(receipt.in_background, receipt.message, receipt.raw))
}

/// A change that goes on at Reach and is asked about later.
pub(super) fn goes_on(receipt: Receipt, reference: Option<String>) -> TaskOutcome {
    let answer = said(false, receipt.message, receipt.raw);
    TaskOutcome { answer, accepted: Some(reference) }
}

/// Something that was bought: with an order's reference it goes on, without one the answer is all there is.
pub(super) fn bought(receipt: TopupReceipt) -> TaskOutcome {
    let order = receipt.purchase.map(|purchase| purchase.as_str().to_owned());
    let mut answer = said(receipt.in_background && order.is_none(), receipt.message, receipt.raw);
    if let Some(order) = &order {
        answer.facts.push(RawField { name: "Order".to_owned(), value: order.clone() });
    }
    TaskOutcome { answer, accepted: order.map(Some) }
}

/// How far something is by words that are not published. `COMPLETED`, `DONE` and `FAILED` are Reach's for orders and plan
/// changes (Reach contract 3.1, 3.4) and are taken for the same here; any other word is shown and means that it goes on.
pub(super) fn by_word(word: Word) -> Progress {
    match word.raw_stage.to_ascii_uppercase().as_str() {
        "COMPLETED" | "DONE" => Progress::Done,
        "FAILED" => Progress::Failed(word.message.unwrap_or(word.raw_stage)),
        _ => Progress::Working(word.raw_stage),
    }
}

/// The same for a person.
pub(super) fn word(word: Word) -> Facts {
    let stage = Some(word.raw_stage).filter(|stage| !stage.is_empty());
    Facts::default().text("Reach's word for it", stage).text("Reach says", word.message).raw(word.raw)
}
