//! Bills, payments, invoices, data top-ups (Reach contract 41 to 48).

use domain::action::Ticket;
use domain::line::RawField;
use domain::secret::SecretUrl;
use domain::time::ProviderTime;

use super::ids::{BillId, CardId, CustomerId, PurchaseId, ServiceCode};
use super::money::Dollars;
use super::operations::{
    EMAIL_INVOICE, GENERATE_INVOICE_LINK, GET_BILL, LIST_BILLS, LIST_INVOICES, PAY_BILL, PURCHASE_TOPUP, QUOTE_TOPUP,
};
use super::purchase::Quote;
use super::wire::billing::{self, InvoiceEmailRequest, PaymentRequest, TopupRequest};
use super::wire::purchase;
use super::{Reach, Receipt, amount, email, needed};
use crate::Answer;
use crate::transport::Call;

/// A bill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bill {
    /// Its reference.
    pub id: Option<BillId>,
    /// What is to be paid.
    pub amount: Option<Dollars>,
    /// Until when.
    pub due: Option<ProviderTime>,
    /// Reach's word for how it stands.
    pub status: Option<String>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

/// A past invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invoice {
    /// Its reference.
    pub id: Option<String>,
    /// Its bill.
    pub bill: Option<BillId>,
    /// When it was made.
    pub date: Option<ProviderTime>,
    /// Its amount.
    pub amount: Option<Dollars>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

/// A passing address of an invoice's PDF: to be downloaded, not kept.
#[derive(Debug, Clone)]
pub struct InvoiceLink {
    /// The address.
    pub url: SecretUrl,
    /// When it stops working.
    pub expires: Option<ProviderTime>,
}

/// A bill to be charged to a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Whose.
    pub customer: CustomerId,
    /// Which bill.
    pub bill: BillId,
    /// Which card.
    pub card: CardId,
    /// How much, exactly as the bill has it; absent leaves it to Reach.
    pub amount: Option<Dollars>,
}

/// An invoice to be e-mailed.
#[derive(Clone, PartialEq, Eq)]
pub struct InvoiceEmail {
    /// Whose.
    pub customer: CustomerId,
    /// Which bill's.
    pub bill: BillId,
    /// To whom; absent leaves it to Reach.
    pub email: Option<String>,
}

/// A data top-up to be bought. Not refundable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopupPurchase {
    /// For whom.
    pub customer: CustomerId,
    /// Which, from the services of the catalogue.
    pub service: ServiceCode,
    /// Which card pays.
    pub card: CardId,
}

/// Something was bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopupReceipt {
    /// True when Reach goes on with it in the background (202).
    pub in_background: bool,
    /// When there is one, `purchase_status` says how far it is.
    pub purchase: Option<PurchaseId>,
    /// What Reach says to it.
    pub message: Option<String>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

impl Reach {
    /// The bills of a customer (no. 41).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn bills(&self, customer: &CustomerId) -> Answer<Vec<Bill>> {
        billing::bills(&self.send(Call::new(&LIST_BILLS).path("customerId", customer.as_str())).await?)
    }

    /// One bill, itemised (no. 42). Its lines are not documented.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn bill(&self, bill: &BillId) -> Answer<Vec<RawField>> {
        self.shown(Call::new(&GET_BILL).path("billId", bill.as_str())).await
    }

    /// Charges a bill to a stored card (no. 43; inferred). One at a time for a bill; read the bills afterwards.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn pay_bill(&self, payment: &Payment, ticket: Ticket) -> Answer<Receipt> {
        let operation = &PAY_BILL;
        let body = PaymentRequest {
            customer_id: needed(operation, "customerId", payment.customer.as_str())?,
            bill_id: needed(operation, "billId", payment.bill.as_str())?,
            card: needed(operation, "ccUUID", payment.card.as_str())?,
            amount: payment.amount.as_ref().map(|dollars| amount(operation, "amount", dollars)).transpose()?,
        };
        self.post(operation, &body, &ticket).await
    }

    /// Past invoices of a customer (no. 44).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn invoices(&self, customer: &CustomerId) -> Answer<Vec<Invoice>> {
        billing::invoices(&self.send(Call::new(&LIST_INVOICES).path("customerId", customer.as_str())).await?)
    }

    /// A passing address of an invoice's PDF (no. 45; parameters inferred).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn invoice_link(&self, customer: &CustomerId, bill: &BillId) -> Answer<InvoiceLink> {
        let call = Call::new(&GENERATE_INVOICE_LINK)
            .query("customerId", needed(&GENERATE_INVOICE_LINK, "customerId", customer.as_str())?)
            .query("billId", needed(&GENERATE_INVOICE_LINK, "billId", bill.as_str())?);
        billing::invoice_link(&self.send(call).await?)
    }

    /// E-mails an invoice (no. 46; inferred). It reaches a person.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn email_invoice(&self, invoice: &InvoiceEmail, ticket: Ticket) -> Answer<Receipt> {
        let operation = &EMAIL_INVOICE;
        let body = InvoiceEmailRequest {
            customer_id: needed(operation, "customerId", invoice.customer.as_str())?,
            bill_id: needed(operation, "billId", invoice.bill.as_str())?,
            email: invoice.email.as_deref().map(|address| email(operation, "email", address)).transpose()?,
        };
        self.post(operation, &body, &ticket).await
    }

    /// What a data top-up costs (no. 47; inferred).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn quote_topup(&self, customer: &CustomerId, service: &ServiceCode) -> Answer<Quote> {
        let body = TopupRequest {
            customer_id: needed(&QUOTE_TOPUP, "customerId", customer.as_str())?,
            service_code: needed(&QUOTE_TOPUP, "serviceCode", service.as_str())?,
            card: None,
        };
        purchase::quote(&self.send(Call::new(&QUOTE_TOPUP).json(&body)).await?)
    }

    /// Buys a data top-up (no. 48; inferred).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn buy_topup(&self, topup: &TopupPurchase, ticket: Ticket) -> Answer<TopupReceipt> {
        let operation = &PURCHASE_TOPUP;
        let body = TopupRequest {
            customer_id: needed(operation, "customerId", topup.customer.as_str())?,
            service_code: needed(operation, "serviceCode", topup.service.as_str())?,
            card: Some(needed(operation, "ccUUID", topup.card.as_str())?),
        };
        Ok(billing::topup(self.change(Call::new(operation).json(&body), &ticket).await?))
    }
}
