//! How TelecomX's answers are shown: values with their names, money in DKK, times, and lists with columns of their own.

use domain::line::RawField;
use domain::secret::{Pin, Puk, SecretText};
use domain::time::ProviderTime;

use crate::telecomx::map::{NewSim, Page, StoredSim};
use crate::{TaskAnswer, tasks::AnswerTable};

/// Values to show, each with its name; what is absent is left out.
#[derive(Default)]
pub(super) struct Facts(Vec<RawField>);

impl Facts {
    pub(super) fn with(mut self, name: &str, value: Option<impl ToString>) -> Self {
        let value = value.map(|value| value.to_string()).filter(|value| !value.is_empty());
        self.0.extend(value.map(|value| RawField { name: name.to_owned(), value }));
        self
    }

    pub(super) fn switch(self, name: &str, on: Option<bool>) -> Self {
        self.with(name, on.map(yes_no))
    }

    pub(super) fn money(self, name: &str, amount: Option<f64>) -> Self {
        self.with(name, amount.map(money))
    }

    /// What TelecomX sent beyond that.
    pub(super) fn rest(mut self, raw: Vec<RawField>) -> Self {
        self.0.extend(raw);
        self
    }

    pub(super) fn fields(self) -> Vec<RawField> {
        self.0
    }

    pub(super) fn answer(self) -> TaskAnswer {
        TaskAnswer::facts(self.0)
    }
}

pub(super) const fn yes_no(on: bool) -> &'static str {
    if on { "yes" } else { "no" }
}

/// TelecomX states prices in DKK (contract 1.7).
pub(super) fn money(amount: f64) -> String {
    format!("{amount:.2} DKK")
}

/// Bytes as MiB with one decimal.
pub(super) fn mebibytes(bytes: f64) -> String {
    format!("{:.1}", bytes / 1_048_576.0)
}

/// A time in its plain form, or as it came.
pub(super) fn time(time: &ProviderTime) -> String {
    time.iso.clone().unwrap_or_else(|| time.raw.clone())
}

/// The cell of a value that may be absent.
pub(super) fn cell(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// The cell of a switch.
pub(super) fn switch(on: Option<bool>) -> String {
    cell(on.map(yes_no))
}

/// A page as a list with these columns.
pub(super) fn table<T>(title: &str, columns: &[&str], page: Page<T>, row: impl Fn(T) -> Vec<String>) -> TaskAnswer {
    let (more, unreadable) = (page.is_part(), page.unreadable);
    let rows = page.items.into_iter().map(row).collect();
    let note = if unreadable > 0 { Some(unread(unreadable)) } else { None };
    TaskAnswer { note, ..TaskAnswer::table(AnswerTable { more, ..AnswerTable::new(title, columns, rows) }) }
}

/// A page as a list whose columns are the names that occur.
pub(super) fn records<T>(title: &str, page: Page<T>, record: impl Fn(T) -> Vec<RawField>) -> TaskAnswer {
    let (more, unreadable) = (page.is_part(), page.unreadable);
    let records = page.items.into_iter().map(record).collect();
    let note = if unreadable > 0 { Some(unread(unreadable)) } else { None };
    TaskAnswer { note, ..TaskAnswer::table(AnswerTable { more, ..AnswerTable::of_records(title, records) }) }
}

fn unread(count: usize) -> String {
    match count {
        1 => "1 record could not be read and is not in the list.".to_owned(),
        count => format!("{count} records could not be read and are not in the list."),
    }
}

/// A whole list as one page.
pub(super) fn whole<T>(items: Vec<T>) -> Page<T> {
    Page { offset: None, limit: None, total: None, items, unreadable: 0 }
}

/// The SIM that a change has put on a line, or that is on it: its codes are secrets.
pub(super) fn sim(sim: NewSim) -> TaskAnswer {
    let NewSim { number, imsi, network, puk1, puk2, pin1, pin2, form_factor, code, raw: _ } = sim;
    let told = number.clone();
    let facts = Facts::default()
        .with("SIM number", number)
        .with("IMSI", imsi)
        .with("Network", network)
        .with("Form", form_factor.as_deref().map(form));
    TaskAnswer { secrets: codes([pin1, pin2], [puk1, puk2]), code, sim: told, ..facts.answer() }
}

/// An unused SIM.
pub(super) fn stored_sim(sim: StoredSim) -> TaskAnswer {
    let StoredSim { id, puk1, puk2, pin1, pin2, form_factor, network, stored_at, auto_assign, code, raw } = sim;
    let facts = Facts::default()
        .with("SIM number", id)
        .with("Form", form_factor.as_deref().map(form))
        .with("Network", network)
        .with("Stored at", stored_at.or_else(|| Some("TelecomX".to_owned())))
        .switch("May be picked for a new line", auto_assign)
        .rest(raw);
    TaskAnswer { secrets: codes([pin1, pin2], [puk1, puk2]), code, ..facts.answer() }
}

fn codes(pins: [Option<Pin>; 2], puks: [Option<Puk>; 2]) -> Vec<(String, SecretText)> {
    let [pin1, pin2] = pins.map(|pin| pin.map(|pin| pin.expose().to_owned()));
    let [puk1, puk2] = puks.map(|puk| puk.map(|puk| puk.expose().to_owned()));
    let labelled = [("PIN 1", pin1), ("PUK 1", puk1), ("PIN 2", pin2), ("PUK 2", puk2)];
    labelled.into_iter().filter_map(|(label, code)| Some((label.to_owned(), SecretText::new(code?)))).collect()
}

/// What a SIM looks like, in words; a word that is not known as it came.
pub(super) fn form(word: &str) -> String {
    match word {
        "MINI_MICRO" => "mini and micro",
        "NANO" => "nano",
        "MINI_MICRO_NANO" => "mini, micro and nano",
        "eSIM" | "eSim" => "eSIM",
        word => word,
    }
    .to_owned()
}
