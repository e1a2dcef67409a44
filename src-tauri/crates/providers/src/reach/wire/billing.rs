//! Bodies of bills, invoices, top-ups and call credit (Reach contract 41 to 48, 52 to 56): the fields of a bill are
//! documented, the rest is inferred.

use serde::Serialize;

use super::envelope::{self, Status, Taken};
use super::purchase::TRANSACTION;
use super::{money, time, word};
use crate::Answer;
use crate::reach::billing::{Bill, Invoice, InvoiceLink, TopupReceipt};
use crate::reach::calling::CallCredit;
use crate::reach::ids::{BillId, PurchaseId};
use crate::reach::money::Dollars;
use crate::transport::RawAnswer;
use domain::secret::SecretUrl;

/// `POST …/payment/customer`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct PaymentRequest<'a> {
    pub(in crate::reach) customer_id: &'a str,
    pub(in crate::reach) bill_id: &'a str,
    #[serde(rename = "ccUUID")]
    pub(in crate::reach) card: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) amount: Option<&'a Dollars>,
}

/// `POST …/invoice/sendemail`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct InvoiceEmailRequest<'a> {
    pub(in crate::reach) customer_id: &'a str,
    pub(in crate::reach) bill_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) email: Option<&'a str>,
}

/// `POST …/topup/quote`, and `…/topup/purchase` with a card.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct TopupRequest<'a> {
    pub(in crate::reach) customer_id: &'a str,
    pub(in crate::reach) service_code: &'a str,
    #[serde(rename = "ccUUID", skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) card: Option<&'a str>,
}

/// `POST …/ild/quote`, and `…/ild/purchase` with a card.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct CreditRequest<'a> {
    pub(in crate::reach) customer_id: &'a str,
    pub(in crate::reach) group_id: &'a str,
    pub(in crate::reach) amount: &'a Dollars,
    #[serde(rename = "ccUUID", skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) card: Option<&'a str>,
}

pub(in crate::reach) fn bills(answer: &RawAnswer) -> Answer<Vec<Bill>> {
    let records = envelope::list(answer, &["bills", "bill"], &["billId", "amount", "dueDate"])?;
    let bill = |mut record: crate::record::Record| Bill {
        id: record.take_exact(&["billId"]).map(BillId::new),
        amount: money(&mut record, &["amount"]),
        due: time(&mut record, &["dueDate"]),
        status: word(&mut record, &["status"]),
        raw: record.rest(""),
    };
    Ok(records.into_iter().map(bill).collect())
}

pub(in crate::reach) fn invoices(answer: &RawAnswer) -> Answer<Vec<Invoice>> {
    let records = envelope::list(answer, &["invoices", "invoice"], &["invoiceId", "billId", "invoiceDate"])?;
    let invoice = |mut record: crate::record::Record| Invoice {
        id: record.take_exact(&["invoiceId"]),
        bill: record.take_exact(&["billId"]).map(BillId::new),
        date: time(&mut record, &["invoiceDate"]),
        amount: money(&mut record, &["amount"]),
        raw: record.rest(""),
    };
    Ok(records.into_iter().map(invoice).collect())
}

/// The name of the address is unknown: the likely ones are looked for, also one level down.
pub(in crate::reach) fn invoice_link(answer: &RawAnswer) -> Answer<InvoiceLink> {
    const ADDRESS: &[&str] = &["url", "link", "invoiceLink", "pdfUrl", "invoiceUrl"];
    let mut record = envelope::object(answer, Status::Envelopes, ADDRESS)?;
    if let Some(inner) = record.take_record(&["link", "invoiceLink"]) {
        record = inner;
    }
    let url = record.take_exact(ADDRESS).filter(|text| text.starts_with("https://")).map(SecretUrl::new);
    Ok(InvoiceLink {
        url: url.ok_or_else(|| answer.unusable("the answer holds no web address"))?,
        expires: time(&mut record, &["expireDate"]),
    })
}

/// Whether a top-up, call credit or a pack runs on in the background is unknown: it does if a reference comes back.
pub(in crate::reach) fn topup(taken: Taken) -> TopupReceipt {
    let mut record = taken.record;
    TopupReceipt {
        in_background: taken.in_background,
        purchase: record.take_exact(TRANSACTION).map(PurchaseId::new),
        message: word(&mut record, &["message"]),
        raw: record.rest(""),
    }
}

pub(in crate::reach) fn call_credit(answer: &RawAnswer) -> Answer<CallCredit> {
    let value = envelope::payload(answer, Status::Envelopes)?;
    let mut record = match value {
        serde_json::Value::Object(map) => crate::record::Record(map),
        other => return Ok(CallCredit { balance: None, raw: crate::raw::fields("", other) }),
    };
    Ok(CallCredit { balance: money(&mut record, &["balance", "creditBalance"]), raw: record.rest("") })
}
