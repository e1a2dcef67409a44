//! Bodies of quotes and orders (Reach contract 8 to 11). A new order was observed; the renewal's body and the place of
//! the port-in fields are inferred. Quote and order share one body; only `collection` differs (C14).

use serde::Serialize;

use super::envelope::{self, Status};
use super::{CardWord, drifted, money, sim_word, time, word};
use crate::Answer;
use crate::reach::ids::{ClientAccountId, CustomerId, PurchaseId};
use crate::reach::money::Dollars;
use crate::reach::ports::PortIn;
use crate::reach::purchase::{
    Account, Address, NewOrder, PaymentLink, PurchaseReceipt, PurchaseStage, PurchaseStatus, Quote, Renewal,
};
use crate::record::Record;
use crate::transport::RawAnswer;
use domain::secret::SecretUrl;

/// `POST …/product` and its quote.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct OrderRequest<'a> {
    account_info: AccountInfo<'a>,
    lines: Vec<Line<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<Meta<'a>>,
    redirect_url: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AccountInfo<'a> {
    first_name: &'a str,
    last_name: &'a str,
    billing_phone_country_code: &'static str,
    billing_phone_number: &'a str,
    email: &'a str,
    addresses: [AddressBody<'a>; 2],
    /// `null` when every line is an eSIM.
    shipment_type: Option<&'a str>,
    client_account_id: &'a str,
    payment: Payment<'a>,
}

#[derive(Serialize)]
struct AddressBody<'a> {
    r#type: &'static str,
    address1: &'a str,
    address2: &'a str,
    city: &'a str,
    state: &'a str,
    zip: &'a str,
    country: &'static str,
    /// A text, really.
    residential: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Payment<'a> {
    payment_type: &'static str,
    #[serde(rename = "ccUUID", skip_serializing_if = "Option::is_none")]
    card: Option<&'a str>,
    collection: &'a Dollars,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    first_name: &'a str,
    last_name: &'a str,
    plan_id: &'a str,
    is_primary: bool,
    sim_type: &'static str,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    port_in: Option<PortInFields<'a>>,
}

/// The five fields of a port-in: names documented, place inferred (C4).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct PortInFields<'a> {
    pub(in crate::reach) number_to_port: &'a str,
    pub(in crate::reach) old_carrier: &'a str,
    pub(in crate::reach) old_carrier_account_number: &'a str,
    pub(in crate::reach) password: &'a str,
    pub(in crate::reach) old_zip: &'a str,
}

impl<'a> PortInFields<'a> {
    /// `number` is the ten digits of the port-in's number.
    pub(in crate::reach) fn of(port_in: &'a PortIn, number: &'a str) -> Self {
        Self {
            number_to_port: number,
            old_carrier: &port_in.carrier,
            old_carrier_account_number: &port_in.account_number,
            password: port_in.pin.expose(),
            old_zip: &port_in.zip,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Meta<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    acquisition_src: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agent_unique_id: Option<&'a str>,
}

impl<'a> OrderRequest<'a> {
    /// The body of an order that was checked: `numbers` are the ten digits of each line's port-in, `phone` those of the
    /// billing number. A quote carries no port-in: none was ever seen with one.
    pub(in crate::reach) fn of(
        order: &'a NewOrder,
        phone: &'a str,
        numbers: Option<&[Option<&'a str>]>,
        collection: &'a Dollars,
        card: CardWord,
    ) -> Self {
        let account: &Account = &order.account;
        let lines = order.lines.iter().enumerate().map(|(place, line)| Line {
            first_name: &line.first_name,
            last_name: &line.last_name,
            plan_id: line.plan.as_str(),
            is_primary: place == order.primary,
            sim_type: sim_word(line.esim, card),
            port_in: numbers
                .and_then(|numbers| numbers.get(place).copied().flatten())
                .zip(line.port_in.as_ref())
                .map(|(number, port_in)| PortInFields::of(port_in, number)),
        });
        Self {
            account_info: AccountInfo {
                first_name: &account.first_name,
                last_name: &account.last_name,
                billing_phone_country_code: "1",
                billing_phone_number: phone,
                email: &account.email,
                addresses: [address("billing", &account.billing), address("shipping", &account.shipping)],
                shipment_type: account.shipment.as_deref(),
                client_account_id: account.reference.as_str(),
                payment: Payment { payment_type: "CARD", card: None, collection },
            },
            lines: lines.collect(),
            meta: order
                .meta
                .as_ref()
                .map(|meta| Meta { acquisition_src: meta.source.as_deref(), agent_unique_id: meta.agent.as_deref() }),
            redirect_url: &order.landing_page,
        }
    }
}

fn address<'a>(kind: &'static str, address: &'a Address) -> AddressBody<'a> {
    AddressBody {
        r#type: kind,
        address1: &address.line_1,
        address2: address.line_2.as_deref().unwrap_or_default(),
        city: &address.city,
        state: &address.state,
        zip: &address.zip,
        country: "USA",
        residential: if address.residential { "true" } else { "false" },
    }
}

/// `POST …/product/subsequent` and its quote, wholly inferred.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct RenewalRequest<'a> {
    customer_id: &'a str,
    client_account_id: &'a str,
    lines: Vec<RenewalLineBody<'a>>,
    payment: Payment<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RenewalLineBody<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    customer_id: Option<&'a str>,
    plan_id: &'a str,
}

impl<'a> RenewalRequest<'a> {
    pub(in crate::reach) fn of(renewal: &'a Renewal, collection: &'a Dollars) -> Self {
        let line = |line: &'a crate::reach::purchase::RenewalLine| RenewalLineBody {
            customer_id: line.customer.as_ref().map(CustomerId::as_str),
            plan_id: line.plan.as_str(),
        };
        Self {
            customer_id: renewal.customer.as_str(),
            client_account_id: renewal.reference.as_str(),
            lines: renewal.lines.iter().map(line).collect(),
            payment: Payment { payment_type: "CARD", card: Some(renewal.card.as_str()), collection },
        }
    }
}

/// A quote, also the simpler one of top-ups, call credit and packs (47, 55, 61), whose answers are inferred to be like it.
pub(in crate::reach) fn quote(answer: &RawAnswer) -> Answer<Quote> {
    let mut record = envelope::object(answer, Status::Envelopes, &["oneTimeCharge"])?;
    let mut charge = record.take_record(&["oneTimeCharge"]).unwrap_or_default();
    let mut monthly = record.take_record(&["estimatedMonthlyCost"]).unwrap_or_default();
    let total = money(&mut charge, &["totalOneTimeCost"]);
    Ok(Quote {
        total: total.ok_or_else(|| answer.unusable("the quote holds no total"))?,
        sim_kit: money(&mut charge, &["simKitCost"]),
        activation: money(&mut charge, &["activationCost"]),
        shipping: money(&mut charge, &["shipment"]),
        tax: money(&mut charge, &["tax"]),
        monthly: money(&mut monthly, &["total"]),
        raw: {
            let mut raw = charge.rest("oneTimeCharge");
            raw.extend(monthly.rest("estimatedMonthlyCost"));
            raw.extend(record.rest(""));
            raw
        },
    })
}

/// The order's reference. Without it nobody can say what became of the order.
pub(in crate::reach) fn receipt(answer: &RawAnswer) -> Answer<PurchaseReceipt> {
    let mut record = envelope::object(answer, Status::Envelopes, TRANSACTION)?;
    let id = record.take_exact(TRANSACTION).map(PurchaseId::new);
    Ok(PurchaseReceipt {
        purchase: id.ok_or_else(|| answer.unusable("the answer holds no reference of the order"))?,
        reference: record.take_exact(&["clientAccountId"]).map(ClientAccountId::new),
        raw: record.rest(""),
    })
}

pub(in crate::reach) const TRANSACTION: &[&str] = &["transactionId"];

pub(in crate::reach) fn status(answer: &RawAnswer) -> Answer<PurchaseStatus> {
    let signs = ["status", "paymentStatus", "link", "customerId", "clientAccountId", "shipmentStatus"];
    let mut record = envelope::object(answer, Status::Envelopes, &signs)?;
    let raw_stage = word(&mut record, &["status"]).unwrap_or_default();
    let link = record.take_record(&["link"]);
    let mut raw = Vec::new();
    let link = link.map(|mut link| {
        let found = payment_link(&mut link);
        // What else is in it, without anything that may be an address.
        raw.extend(link.rest("link"));
        found
    });
    Ok(PurchaseStatus {
        stage: stage(&raw_stage),
        raw_stage,
        payment: word(&mut record, &["paymentStatus"]),
        payment_words: word(&mut record, &["paymentStatusDesc"]),
        link: link.flatten(),
        customer: record.take_exact(&["customerId"]).map(CustomerId::new),
        reference: record.take_exact(&["clientAccountId"]).map(ClientAccountId::new),
        shipment: word(&mut record, &["shipmentStatus"]),
        amount: money(&mut record, &["totalAmount", "amount"]),
        tax: money(&mut record, &["totalTax"]),
        raw: {
            raw.extend(record.rest(""));
            raw
        },
    })
}

/// A hosted page. Only its address says that it is ready: `type` does not (Reach contract 3.1).
pub(in crate::reach) fn payment_link(link: &mut Record) -> Option<PaymentLink> {
    let url = link.take_exact(&["url"]).map(SecretUrl::new);
    let expires = time(link, &["expireDate"]);
    url.map(|url| PaymentLink { url, expires })
}

/// The documented words, and two that were seen (C6).
fn stage(word: &str) -> PurchaseStage {
    match word.to_ascii_uppercase().as_str() {
        "PAYMENT_PENDING" => PurchaseStage::PaymentPending,
        "PAYMENT_PROCESSING" => PurchaseStage::PaymentProcessing,
        "COMPLETED" | "DONE" => PurchaseStage::Completed,
        "FAILED" => PurchaseStage::Failed,
        "PENDING" => PurchaseStage::InProgress,
        other => {
            drifted("purchase status", other);
            PurchaseStage::Unknown
        }
    }
}
