//! The directory a desk keeps of Reach's customers: Reach publishes no list and no search, and an answer names a customer
//! only when one was asked for or bought (Reach contract 1.2, 5.6).

use domain::line::{Customer, Line, LineKey, LineState, Sim, SimKind};
use domain::msisdn::{Msisdn, Region};
use domain::provider::{Evidence, ProviderKind};
use domain::time::Timestamp;

use super::Reach;
use super::customer::CustomerInfo;
use super::purchase::PurchaseStatus;
use crate::{DirectoryColumns, DirectoryKeeper, DirectoryMisfit, DirectoryRow};

/// As in Reach's own answers.
const COLUMNS: DirectoryColumns =
    DirectoryColumns { id: "customerId", reference: "clientAccountId", number: "number", name: "name" };

/// Longer than any reference that was seen; what is longer is another column's text.
const LONGEST_ID: usize = 64;
/// Longer than any name that fits on a bill.
const LONGEST_NAME: usize = 200;

impl DirectoryKeeper for Reach {
    fn columns(&self) -> DirectoryColumns {
        COLUMNS
    }

    fn check(&self, row: DirectoryRow) -> Result<DirectoryRow, DirectoryMisfit> {
        let misfit = |column, why: &str| DirectoryMisfit { column, why: why.to_owned() };
        if row.id.is_empty() {
            return Err(misfit(COLUMNS.id, "It is empty; without it the line cannot be read."));
        }
        // Its form is not published: what cannot stand in a reference at all is refused, nothing else.
        let is_reference = |text: &str| text.len() <= LONGEST_ID && text.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_reference(&row.id) {
            return Err(misfit(COLUMNS.id, "A customer id is one word of up to 64 plain characters."));
        }
        if row.reference.as_deref().is_some_and(|text| !is_reference(text)) {
            return Err(misfit(COLUMNS.reference, "A reference is one word of up to 64 plain characters."));
        }
        if row.name.as_ref().is_some_and(|name| name.chars().count() > LONGEST_NAME || name.contains(char::is_control))
        {
            return Err(misfit(COLUMNS.name, "A name has up to 200 characters on one line."));
        }
        let number = row.number.map(|text| Msisdn::parse(&text, Region::Us)).transpose();
        let number = number.map_err(|_| misfit(COLUMNS.number, "This is no US number of ten digits."))?;
        Ok(DirectoryRow { number: number.map(|number| number.e164().to_owned()), ..row })
    }

    fn line(&self, row: &DirectoryRow, known_since: Timestamp) -> Line {
        Line {
            key: LineKey { connection: self.transport.connection().clone(), id: row.id.clone() },
            provider: ProviderKind::Reach,
            number: row.number.as_deref().and_then(|number| Msisdn::parse(number, Region::Us).ok()),
            customer: Customer { name: row.name.clone(), ..Customer::default() },
            account: row.reference.clone(),
            state: LineState::not_read(),
            sim: Sim { kind: SimKind::Unknown, iccid: None, esim: None },
            plan: None,
            services: Vec::new(),
            sip_address: None,
            recorded: None,
            unmapped: Vec::new(),
            evidence: Evidence::Inferred,
            read_at: known_since,
        }
    }

    fn take_seen(&self) -> Vec<DirectoryRow> {
        self.seen.take()
    }

    fn says(&self, known: u64) -> String {
        let customers = if known == 1 { "1 of its customers".to_owned() } else { format!("{known} of its customers") };
        format!("Reach has no search; this desk knows {customers} and can ask for a customer id.")
    }
}

impl Reach {
    /// Notes a customer that was read.
    pub(super) fn saw(&self, info: &CustomerInfo) {
        self.seen.note(DirectoryRow {
            id: info.line.key.id.clone(),
            reference: info.line.account.clone(),
            number: info.line.number.as_ref().map(|number| number.e164().to_owned()),
            name: info.line.customer.name.clone(),
        });
    }

    /// Notes the customer a purchase made, once it names one.
    pub(super) fn saw_bought(&self, status: &PurchaseStatus) {
        if let Some(customer) = &status.customer {
            self.seen.note(DirectoryRow {
                id: customer.as_str().to_owned(),
                reference: status.reference.as_ref().map(|reference| reference.as_str().to_owned()),
                ..DirectoryRow::default()
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::provider::ConnectionId;
    use domain::secret::ApiKey;

    use super::*;
    use crate::registry::{ConnectionSettings, Credentials, connect, default_tuning};

    fn reach() -> Arc<dyn crate::Provider> {
        let key = || ApiKey::new("k".to_owned());
        let settings = ConnectionSettings {
            id: ConnectionId("reach-1".to_owned()),
            kind: ProviderKind::Reach,
            base_url: "http://127.0.0.1:9".to_owned(),
            proxy: None,
            credentials: Credentials::ClientApi { jwt: key(), key: key() },
            tuning: default_tuning(ProviderKind::Reach),
        };
        connect(settings, Arc::new(|| Timestamp(1))).unwrap()
    }

    fn row(id: &str, reference: &str, number: &str, name: &str) -> DirectoryRow {
        let own = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        DirectoryRow { id: id.to_owned(), reference: own(reference), number: own(number), name: own(name) }
    }

    #[test]
    fn a_row_becomes_a_line_that_was_not_read() {
        let reach = reach();
        let keeper = reach.keeps_directory().unwrap();
        let good = keeper.check(row("CUST-1", "BRAND-7", "(202) 555-0123", "Nan Byrne")).unwrap();
        assert_eq!(good.number.as_deref(), Some("+12025550123"));
        let line = keeper.line(&good, Timestamp(7));
        assert_eq!((line.key.id.as_str(), line.read_at), ("CUST-1", Timestamp(7)));
        assert_eq!(line.number.as_ref().map(Msisdn::e164), Some("+12025550123"));
        assert_eq!((line.account.as_deref(), line.customer.name.as_deref()), (Some("BRAND-7"), Some("Nan Byrne")));
        assert!(!line.state.is_read());
        let bare = keeper.check(row("CUST-2", "", "", "")).unwrap();
        assert_eq!(keeper.line(&bare, Timestamp(7)).number, None);
    }

    #[test]
    fn what_does_not_fit_is_told_by_its_column_and_never_repeated() {
        let reach = reach();
        let keeper = reach.keeps_directory().unwrap();
        let long = "x".repeat(201);
        for (column, wrong) in [
            ("customerId", row("", "", "", "Ann")),
            ("customerId", row("CUST 1", "", "", "")),
            ("customerId", row(&long, "", "", "")),
            ("clientAccountId", row("CUST-1", "a b", "", "")),
            ("number", row("CUST-1", "", "12", "")),
            ("number", row("CUST-1", "", "Ann", "")),
            ("name", row("CUST-1", "", "", &long)),
            ("name", row("CUST-1", "", "", "Ann\nBo")),
        ] {
            let misfit = keeper.check(wrong).unwrap_err();
            assert_eq!(misfit.column, column);
            assert!(misfit.why.ends_with('.') && !misfit.why.contains("Ann"), "{}", misfit.why);
        }
    }

    #[test]
    fn it_says_how_many_it_knows() {
        let reach = reach();
        let says = |known| reach.keeps_directory().unwrap().says(known);
        assert!(says(1).starts_with("Reach has no search; this desk knows 1 of its customers"));
        assert!(says(50_000).contains("50000 of its customers"));
    }
}
