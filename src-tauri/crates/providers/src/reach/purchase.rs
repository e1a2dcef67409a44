//! Orders: what they cost, sending them, how far they are (Reach contract 8 to 11, state machine 3.1).
//!
//! A quote has no reference and no end: ask again right before sending, compare, and send exactly the quoted figure.

use domain::action::Ticket;
use domain::line::RawField;
use domain::msisdn::Msisdn;
use domain::secret::SecretUrl;
use domain::time::ProviderTime;

use super::ids::{CardId, ClientAccountId, CustomerId, PurchaseId, ServiceCode};
use super::money::Dollars;
use super::operations::{GET_PURCHASE_STATUS, QUOTE_PURCHASE, SUBMIT_PURCHASE, SUBMIT_SUBSEQUENT_PURCHASE};
use super::ports::{PortIn, checked_port_in};
use super::wire::purchase::{self, OrderRequest, RenewalRequest};
use super::{Reach, amount, bad_input, email, https, needed, state, ten_digits, zip};
use crate::Answer;
use crate::operation::Operation;
use crate::transport::Call;

/// An address in the United States.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// First line.
    pub line_1: String,
    /// Second line.
    pub line_2: Option<String>,
    /// City.
    pub city: String,
    /// Two capital letters.
    pub state: String,
    /// Five digits.
    pub zip: String,
    /// Whether people live there.
    pub residential: bool,
}

/// Who orders.
#[derive(Clone)]
pub struct Account {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// US number the bill is about.
    pub phone: Msisdn,
    /// E-mail, not used at Reach before.
    pub email: String,
    /// Where the bill goes.
    pub billing: Address,
    /// Where a card goes.
    pub shipping: Address,
    /// How a card is sent (`usps_first_class_mail`); absent only when every line is an eSIM.
    pub shipment: Option<String>,
    /// The brand's own reference: the same at the quote and at the order.
    pub reference: ClientAccountId,
}

/// One line of an order.
#[derive(Clone)]
pub struct OrderLine {
    /// First name of its user; differs between the lines of an order.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Its plan.
    pub plan: ServiceCode,
    /// An eSIM, or a card.
    pub esim: bool,
    /// A number to bring along.
    pub port_in: Option<PortIn>,
}

/// Where an order came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrderMeta {
    /// For example `Online`.
    pub source: Option<String>,
    /// The agent's reference.
    pub agent: Option<String>,
}

/// An order of a new customer.
#[derive(Clone)]
pub struct NewOrder {
    /// Who orders.
    pub account: Account,
    /// At least one line.
    pub lines: Vec<OrderLine>,
    /// Which line is the primary one, counted from 0.
    pub primary: usize,
    /// Where it came from.
    pub meta: Option<OrderMeta>,
    /// The brand's page after payment, `https` only.
    pub landing_page: String,
}

/// One line of a renewal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenewalLine {
    /// The line, or absent for one more.
    pub customer: Option<CustomerId>,
    /// Its plan or add-on.
    pub plan: ServiceCode,
}

/// A renewal, further line or add-on of a known customer whose status is active. How it differs from an order on the
/// wire is inferred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// Whose.
    pub customer: CustomerId,
    /// The brand's own reference.
    pub reference: ClientAccountId,
    /// At least one line.
    pub lines: Vec<RenewalLine>,
    /// Which stored card pays.
    pub card: CardId,
}

/// What something costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Due today: the figure that goes back with the order, unchanged.
    pub total: Dollars,
    /// For the SIM.
    pub sim_kit: Option<Dollars>,
    /// For the activation.
    pub activation: Option<Dollars>,
    /// For the shipment.
    pub shipping: Option<Dollars>,
    /// Tax.
    pub tax: Option<Dollars>,
    /// Estimate a month.
    pub monthly: Option<Dollars>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

/// An order was taken; it runs in the background.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurchaseReceipt {
    /// For asking how far it is. To be kept before anything else.
    pub purchase: PurchaseId,
    /// The brand's reference, where it comes back.
    pub reference: Option<ClientAccountId>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

/// Where an order stands (Reach contract 3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PurchaseStage {
    /// The customer has to pay on the hosted page.
    PaymentPending,
    /// The payment is being worked on.
    PaymentProcessing,
    /// Under way, no more is known.
    InProgress,
    /// Done: a customer reference was given.
    Completed,
    /// Ended without success; only a new quote leads on.
    Failed,
    /// A word this program does not know: see `raw_stage`, keep asking.
    Unknown,
}

impl PurchaseStage {
    /// True when nothing more comes.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Completed | Self::Failed)
    }
}

/// A hosted page for a customer. Its address carries a secret.
#[derive(Debug, Clone)]
pub struct PaymentLink {
    /// The page.
    pub url: SecretUrl,
    /// When it stops working.
    pub expires: Option<ProviderTime>,
}

/// How far an order is.
#[derive(Debug, Clone)]
pub struct PurchaseStatus {
    /// Our reading.
    pub stage: PurchaseStage,
    /// Reach's word.
    pub raw_stage: String,
    /// Reach's word for the payment; it never decides alone that the order is done.
    pub payment: Option<String>,
    /// What Reach says of the payment.
    pub payment_words: Option<String>,
    /// The page to pay on, once there is one.
    pub link: Option<PaymentLink>,
    /// The new customer, once completed. To be kept.
    pub customer: Option<CustomerId>,
    /// The brand's reference.
    pub reference: Option<ClientAccountId>,
    /// Reach's word for the shipment.
    pub shipment: Option<String>,
    /// What is paid.
    pub amount: Option<Dollars>,
    /// Tax in it.
    pub tax: Option<Dollars>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

/// The ten digits of an order that is fit to be sent: of the billing number, and of each line's port-in.
type Numbers<'a> = (&'a str, Vec<Option<&'a str>>);

impl Reach {
    /// What an order of a new customer costs (no. 8). Nothing is collected.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn quote_order(&self, order: &NewOrder) -> Answer<Quote> {
        let (phone, _) = checked(&QUOTE_PURCHASE, order)?;
        let nothing = Dollars::zero();
        let body = OrderRequest::of(order, phone, None, &nothing, self.findings.card_in_orders);
        purchase::quote(&self.send(Call::new(&QUOTE_PURCHASE).json(&body)).await?)
    }

    /// What a renewal costs (no. 8; inferred). Nothing is collected.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn quote_renewal(&self, renewal: &Renewal) -> Answer<Quote> {
        checked_renewal(&QUOTE_PURCHASE, renewal)?;
        let nothing = Dollars::zero();
        let body = RenewalRequest::of(renewal, &nothing);
        purchase::quote(&self.send(Call::new(&QUOTE_PURCHASE).json(&body)).await?)
    }

    /// Orders for a new customer (no. 9) at the figure of its quote.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; an answer without a reference leaves the outcome unknown.
    pub async fn submit_order(&self, order: &NewOrder, total: &Dollars, ticket: Ticket) -> Answer<PurchaseReceipt> {
        let (phone, numbers) = checked(&SUBMIT_PURCHASE, order)?;
        let total = amount(&SUBMIT_PURCHASE, "collection", total)?;
        let body = OrderRequest::of(order, phone, Some(&numbers), total, self.findings.card_in_orders);
        purchase::receipt(&self.send(Call::new(&SUBMIT_PURCHASE).json(&body).ticket(&ticket)).await?)
    }

    /// Orders for a known customer (no. 11) at the figure of its quote.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; an answer without a reference leaves the outcome unknown.
    pub async fn submit_renewal(&self, renewal: &Renewal, total: &Dollars, ticket: Ticket) -> Answer<PurchaseReceipt> {
        checked_renewal(&SUBMIT_SUBSEQUENT_PURCHASE, renewal)?;
        let body = RenewalRequest::of(renewal, amount(&SUBMIT_SUBSEQUENT_PURCHASE, "collection", total)?);
        purchase::receipt(&self.send(Call::new(&SUBMIT_SUBSEQUENT_PURCHASE).json(&body).ticket(&ticket)).await?)
    }

    /// How far an order is (no. 10): every five seconds at most.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `NotFound` ends the asking for good.
    pub async fn purchase_status(&self, purchase: &PurchaseId) -> Answer<PurchaseStatus> {
        let call = Call::new(&GET_PURCHASE_STATUS).path("transactionId", purchase.as_str());
        let status = purchase::status(&self.send(call).await?)?;
        self.saw_bought(&status);
        Ok(status)
    }
}

/// The rules of no. 8.
fn checked<'a>(operation: &Operation, order: &'a NewOrder) -> Answer<Numbers<'a>> {
    let account = &order.account;
    needed(operation, "accountInfo.firstName", &account.first_name)?;
    needed(operation, "accountInfo.lastName", &account.last_name)?;
    let phone = ten_digits(operation, "accountInfo.billingPhoneNumber", &account.phone)?;
    email(operation, "accountInfo.email", &account.email)?;
    for (name, address) in [("billing", &account.billing), ("shipping", &account.shipping)] {
        let field = |part: &str| format!("accountInfo.addresses.{name}.{part}");
        needed(operation, &field("address1"), &address.line_1)?;
        needed(operation, &field("city"), &address.city)?;
        state(operation, &field("state"), &address.state)?;
        zip(operation, &field("zip"), &address.zip)?;
    }
    needed(operation, "accountInfo.clientAccountId", account.reference.as_str())?;
    https(operation, "redirectUrl", &order.landing_page)?;
    if order.primary >= order.lines.len() {
        return Err(bad_input(operation, "lines", "one of the lines has to be the primary one"));
    }
    if order.lines.iter().any(|line| !line.esim) && account.shipment.is_none() {
        return Err(bad_input(operation, "accountInfo.shipmentType", "a card has to be sent somehow"));
    }
    let mut numbers = Vec::with_capacity(order.lines.len());
    for (place, line) in order.lines.iter().enumerate() {
        let field = |part: &str| format!("lines[{place}].{part}");
        needed(operation, &field("firstName"), &line.first_name)?;
        needed(operation, &field("lastName"), &line.last_name)?;
        needed(operation, &field("planId"), line.plan.as_str())?;
        if order.lines[..place].iter().any(|other| other.first_name == line.first_name) {
            return Err(bad_input(
                operation,
                &field("firstName"),
                "the first names of an order's lines have to differ",
            ));
        }
        let port_in = line.port_in.as_ref();
        numbers.push(port_in.map(|port_in| checked_port_in(operation, port_in)).transpose()?);
    }
    Ok((phone, numbers))
}

fn checked_renewal(operation: &Operation, renewal: &Renewal) -> Answer<()> {
    needed(operation, "customerId", renewal.customer.as_str())?;
    needed(operation, "clientAccountId", renewal.reference.as_str())?;
    needed(operation, "payment.ccUUID", renewal.card.as_str())?;
    if renewal.lines.is_empty() {
        return Err(bad_input(operation, "lines", "at least one line is needed"));
    }
    for (place, line) in renewal.lines.iter().enumerate() {
        needed(operation, &format!("lines[{place}].planId"), line.plan.as_str())?;
    }
    Ok(())
}
