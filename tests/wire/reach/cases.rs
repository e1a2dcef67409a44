//! The table of calls: every operation of the contract, each in at least one row. The other files run over it.

use std::sync::Arc;

use domain::iccid::Iccid;
use domain::imei::Imei;
use domain::msisdn::{Msisdn, Region};
use domain::secret::{OneTimeCode, Pac, Pin};
use futures::FutureExt;
use futures::future::BoxFuture;
use providers::reach::{
    Account, AccountEdit, Activation, Address, AddressEdit, AddressKind, BillId, CardEdit, CardId, ClientAccountId,
    CoverageQuery, CreditOrder, CustomerId, CutoffReason, DataCutoff, Dollars, GroupId, InvoiceEmail, LeavingReason,
    NewOrder, NewSim, OrderLine, OrderMeta, PackId, PackOrder, Payment, PlanChangeId, PlanChangeOrder, PortFix, PortIn,
    PurchaseId, Reconnect, Renewal, RenewalLine, RestoreReason, ServiceCode, SimSwapId, TopupPurchase, UsageKind,
    VerifiedSwap, session,
};
use providers::transport::Traffic;
use providers::{Answer, Lines};
use serde_json::Value;

use super::{CONTRACT, Desk, NOW, config, pair};
use crate::calls::{Body, Case};
use crate::onsim::{ticket, tuning};
use crate::server::Reply;

impl Case<Desk> {
    /// An answer the call succeeds with: the contract's own example.
    pub(crate) fn good_answer(&self) -> Reply {
        let (status, body) = CONTRACT.answers(self.id).into_iter().next().unwrap();
        body.map_or_else(|| Reply::empty(status), |body: Value| Reply::json(status, &body))
    }
}

macro_rules! cases {
    ($($body:ident $id:literal $call:expr;)+) => {
        /// Every call.
        pub(crate) static CASES: &[Case<Desk>] = &[$(Case {
            id: $id,
            body: Body::$body,
            run: |desk| {
                let call: fn(&Desk) -> BoxFuture<'_, Answer<()>> = $call;
                call(desk)
            },
        }),+];
    };
}

/// A call of the client, whatever it answers.
macro_rules! call {
    (|$reach:ident| $call:expr) => {
        |desk: &Desk| {
            let $reach = &desk.reach;
            async move { $call.await.map(drop) }.boxed()
        }
    };
}

cases! {
    Needed "generateAccessKey" call!(|reach| reach.generate_access_key(ticket()));
    Login "generateAuth" |desk| async {
        let traffic = Traffic::new(&tuning().0);
        let session = session(|auth| config(&desk.url, auth, tuning().0), &traffic, pair(), Arc::new(|| NOW))?;
        session.headers().await.map(drop)
    }.boxed();
    Read "checkCoverage" call!(|reach| reach.check_coverage(&coverage()));
    Read "validateImei" call!(|reach| reach.validate_imei(&imei()));
    Read "fetchProducts" call!(|reach| reach.products());
    Read "fetchPlans" call!(|reach| reach.plans(None));
    Read "fetchPlans" call!(|reach| reach.plans(Some(&plan())));
    Read "fetchPlans" call!(|reach| reach.plan_targets(&plan()));
    Read "fetchOffers" call!(|reach| reach.offers(None));
    Read "fetchServices" call!(|reach| reach.services(Some(&plan())));
    Read "validateZipCode" call!(|reach| reach.validate_zip("38655"));
    Read "quotePurchase" call!(|reach| reach.quote_order(&order()));
    Read "quotePurchase" call!(|reach| reach.quote_renewal(&renewal()));
    Needed "submitPurchase" call!(|reach| reach.submit_order(&order(), &dollars("42.50"), ticket()));
    Needed "submitPurchase" call!(|reach| reach.submit_order(&order_with_port_in(), &dollars("42.5"), ticket()));
    Read "getPurchaseStatus" call!(|reach| reach.purchase_status(&PurchaseId::new("TXN-1")));
    Needed "submitSubsequentPurchase" call!(|reach| reach.submit_renewal(&renewal(), &dollars("27.5"), ticket()));
    Needed "createAddCardLink" call!(|reach| reach.add_card_link(&customer(), "https://brand.example/done", ticket()));
    Read "listCards" call!(|reach| reach.cards(&customer()));
    Unused "updateCard" call!(|reach| reach.make_card_default(&card(), ticket()));
    Unused "updateCard" call!(|reach| reach.edit_card(&customer(), &card(), card_edit(), ticket()));
    Unused "deleteCard" call!(|reach| reach.delete_card(&customer(), &card(), ticket()));
    Read "getCard" call!(|reach| reach.card(&card()));
    Read "validateIccid" call!(|reach| reach.check_sim(&iccid()));
    Unused "activateLine" call!(|reach| reach.activate(&activation(card_sim(), None), ticket()));
    Unused "activateLine" call!(|reach| reach.activate(&activation(esim(), Some(port_in())), ticket()));
    Read "getActivationStatus" call!(|reach| reach.activation_status(&customer()));
    Read "getActivationStatus" call!(|reach| reach.port_in_of(&customer()));
    Unused "updatePortIn" call!(|reach| reach.fix_port_in(&customer(), Some(&number()), &fix_pin(), ticket()));
    Unused "updatePortIn" call!(|reach| reach.fix_port_in(&customer(), None, &PortFix::CancelAndNew, ticket()));
    Read "validatePortInMdn" call!(|reach| reach.check_port_in(&number()));
    Unused "sendSms" call!(|reach| reach.send_sms(&customer(), "Test message", ticket()));
    Read "getCustomerInfo" call!(|reach| reach.customer_info(&customer()));
    Read "getCustomerInfo" call!(|reach| Lines::read(reach, "CUST-1"));
    Unused "updateAccountFields" call!(|reach| reach.edit_account(&customer(), &account_edit(), ticket()));
    Unused "reconnectSubscriber" call!(|reach| reach.reconnect(&reconnect(), ticket()));
    Unused "disconnectSubscriber" call!(|reach| reach.disconnect(&customer(), ticket()));
    Unused "suspendSubscriber" call!(|reach| reach.suspend(&customer(), ticket()));
    Unused "restoreSubscriber" call!(|reach| reach.restore(&customer(), ticket()));
    Unused "swapMdn" call!(|reach| reach.swap_number(&customer(), Some("38655"), ticket()));
    Read "getMdnSwapStatus" call!(|reach| reach.number_swap_status(&customer()));
    Unused "swapPrimaryLine" call!(|reach| reach.swap_primary(&customer(), &CustomerId::new("CUST-2"), ticket()));
    Unused "recordLeavingCustomer" call!(|reach| reach.record_leaving(&customer(), LeavingReason::PortOut, ticket()));
    Unused "resetCustomer" call!(|reach| reach.reset_customer(&customer(), ticket()));
    Read "getCustomerResetStatus" call!(|reach| reach.reset_status(&customer()));
    Unused "resetVoicemailPassword" call!(|reach| reach.reset_voicemail_pin(&customer(), Some(&pin()), ticket()));
    Unused "resetVoicemailPassword" call!(|reach| reach.reset_voicemail_pin(&customer(), None, ticket()));
    Read "getUsageSummary" call!(|reach| reach.usage(UsageKind::Data, &customer()));
    Unused "manageDataCutoff" call!(|reach| reach.set_data_cutoff(&customer(), cut_off(), ticket()));
    Unused "manageDataCutoff" call!(|reach| reach.set_data_cutoff(&customer(), let_through(), ticket()));
    Read "listBills" call!(|reach| reach.bills(&customer()));
    Read "getBill" call!(|reach| reach.bill(&bill()));
    Unused "payBill" call!(|reach| reach.pay_bill(&payment(), ticket()));
    Read "listInvoices" call!(|reach| reach.invoices(&customer()));
    Read "generateInvoiceLink" call!(|reach| reach.invoice_link(&customer(), &bill()));
    Unused "emailInvoice" call!(|reach| reach.email_invoice(&invoice_email(), ticket()));
    Read "quoteTopup" call!(|reach| reach.quote_topup(&customer(), &plan()));
    Unused "purchaseTopup" call!(|reach| reach.buy_topup(&topup(), ticket()));
    Read "estimatePlanChange" call!(|reach| reach.estimate_plan_change(&plan_change()));
    Unused "submitPlanChange" call!(|reach| reach.submit_plan_change(&plan_change(), ticket()));
    Read "getPlanChangeStatus" call!(|reach| reach.plan_change_status(&PlanChangeId::new("PC-1")));
    Read "getIldBalance" call!(|reach| reach.call_credit(&group()));
    Read "getIldUsage" call!(|reach| reach.call_usage(&group()));
    Read "listIldPurchases" call!(|reach| reach.call_purchases(&customer()));
    Read "quoteIldCredits" call!(|reach| reach.quote_call_credit(&credit()));
    Unused "purchaseIldCredits" call!(|reach| reach.buy_call_credit(&credit(), &card(), ticket()));
    Read "getShipmentOrder" call!(|reach| reach.shipment(&customer()));
    Unused "cancelShipmentOrder" call!(|reach| reach.cancel_shipment(&customer(), ticket()));
    Read "listRoamingCountries" call!(|reach| reach.roaming_countries());
    Read "listRoamingPacks" call!(|reach| reach.roaming_packs(&customer(), &["MX".to_owned()]));
    Read "quoteRoamingPack" call!(|reach| reach.quote_roaming_pack(&pack_order()));
    Unused "purchaseRoamingPack" call!(|reach| reach.buy_roaming_pack(&pack_order(), ticket()));
    Read "getRoamingPackGroup" call!(|reach| reach.group_packs(&group()));
    Unused "setRoamingPackAutoRenew" call!(|reach| reach.set_pack_renewal(&customer(), &pack(), true, ticket()));
    Read "getRoamingPackUsage" call!(|reach| reach.pack_usage(&group(), &pack()));
    Unused "swapIccid" call!(|reach| reach.swap_sim(&customer(), &iccid(), false, ticket()));
    Unused "sendSimSwapOtp" call!(|reach| reach.send_swap_code(&customer(), ticket()));
    Unused "performSimSwap" call!(|reach| reach.swap_sim_verified(&swap(card_sim()), ticket()));
    Unused "performSimSwap" call!(|reach| reach.swap_sim_verified(&swap(esim()), ticket()));
    Read "getSimSwapStatus" call!(|reach| reach.swap_status(&SimSwapId::new("SWAP-1")));
}

pub(crate) fn customer() -> CustomerId {
    CustomerId::new("CUST-1")
}

pub(crate) fn plan() -> ServiceCode {
    ServiceCode::new("PLAN-CODE-1")
}

pub(crate) fn card() -> CardId {
    CardId::new("00000000-0000-4000-8000-000000000001")
}

pub(crate) fn group() -> GroupId {
    GroupId::new("GRP-1")
}

pub(crate) fn bill() -> BillId {
    BillId::new("BILL-1")
}

pub(crate) fn pack() -> PackId {
    PackId::new("PACK-1")
}

pub(crate) fn dollars(text: &str) -> Dollars {
    Dollars::parse(text).unwrap()
}

pub(crate) fn number() -> Msisdn {
    Msisdn::parse("5550100000", Region::Us).unwrap()
}

pub(crate) fn iccid() -> Iccid {
    Iccid::parse("89010000000000000000").unwrap().iccid
}

pub(crate) fn imei() -> Imei {
    Imei::parse("490154203237518").unwrap()
}

fn cut_off() -> DataCutoff {
    DataCutoff::On(CutoffReason::Overuse)
}

fn let_through() -> DataCutoff {
    DataCutoff::Off(RestoreReason::BillPaid)
}

fn pin() -> Pin {
    Pin::new("0000".to_owned())
}

fn fix_pin() -> PortFix {
    PortFix::Pin(Pac::new("0000".to_owned()))
}

pub(crate) fn card_sim() -> NewSim {
    NewSim::Card { iccid: iccid(), imei: None }
}

pub(crate) fn esim() -> NewSim {
    NewSim::Esim { imei: imei() }
}

pub(crate) fn port_in() -> PortIn {
    PortIn {
        number: number(),
        carrier: "Example Carrier".to_owned(),
        account_number: "123456789".to_owned(),
        pin: Pac::new("0000".to_owned()),
        zip: "38655".to_owned(),
    }
}

pub(crate) fn coverage() -> CoverageQuery {
    CoverageQuery {
        address_1: "1 Test St".to_owned(),
        city: "Oxford".to_owned(),
        state: "MS".to_owned(),
        zip: "38655".to_owned(),
        ..CoverageQuery::default()
    }
}

pub(crate) fn address() -> Address {
    Address {
        line_1: "1 Test St".to_owned(),
        line_2: None,
        city: "Oxford".to_owned(),
        state: "MS".to_owned(),
        zip: "38655".to_owned(),
        residential: true,
    }
}

pub(crate) fn order() -> NewOrder {
    NewOrder {
        account: Account {
            first_name: "Ann".to_owned(),
            last_name: "Test".to_owned(),
            phone: number(),
            email: "ann@example.test".to_owned(),
            billing: address(),
            shipping: address(),
            shipment: Some("usps_first_class_mail".to_owned()),
            reference: ClientAccountId::new("brand-0001"),
        },
        lines: vec![OrderLine {
            first_name: "Ann".to_owned(),
            last_name: "Test".to_owned(),
            plan: plan(),
            esim: false,
            port_in: None,
        }],
        primary: 0,
        meta: Some(OrderMeta { source: Some("Online".to_owned()), agent: Some("AGENT-1".to_owned()) }),
        landing_page: "https://brand.example/payment/confirm".to_owned(),
    }
}

pub(crate) fn order_with_port_in() -> NewOrder {
    let mut order = order();
    order.lines[0].port_in = Some(port_in());
    order
}

pub(crate) fn renewal() -> Renewal {
    Renewal {
        customer: customer(),
        reference: ClientAccountId::new("brand-0001"),
        lines: vec![RenewalLine { customer: Some(customer()), plan: plan() }],
        card: card(),
    }
}

pub(crate) fn card_edit() -> CardEdit {
    CardEdit { expiry_month: Some(1), expiry_year: Some(2030), priority: Some(1) }
}

pub(crate) fn activation(sim: NewSim, port_in: Option<PortIn>) -> Activation {
    Activation { customer: customer(), sim, port_in }
}

fn account_edit() -> AccountEdit {
    let shipping = AddressEdit {
        kind: AddressKind::Shipping,
        line_1: None,
        line_2: None,
        city: Some("Oxford".to_owned()),
        state: Some("MS".to_owned()),
        zip: Some("38655".to_owned()),
    };
    AccountEdit { email: Some("ann2@example.test".to_owned()), addresses: vec![shipping], ..AccountEdit::default() }
}

fn reconnect() -> Reconnect {
    Reconnect { customer: customer(), plan: Some(plan()), iccid: Some(iccid()) }
}

pub(crate) fn payment() -> Payment {
    Payment { customer: customer(), bill: bill(), card: card(), amount: Some(dollars("27.50")) }
}

fn invoice_email() -> InvoiceEmail {
    InvoiceEmail { customer: customer(), bill: bill(), email: Some("ann@example.test".to_owned()) }
}

fn topup() -> TopupPurchase {
    TopupPurchase { customer: customer(), service: ServiceCode::new("TOPUP-1"), card: card() }
}

pub(crate) fn plan_change() -> PlanChangeOrder {
    PlanChangeOrder { customer: customer(), plan: ServiceCode::new("PLAN-CODE-2"), upgrade: true, immediate: true }
}

pub(crate) fn credit() -> CreditOrder {
    CreditOrder { customer: customer(), group: group(), amount: dollars("10.00") }
}

fn pack_order() -> PackOrder {
    PackOrder { customer: customer(), pack: pack(), group: Some(group()), countries: vec!["MX".to_owned()] }
}

pub(crate) fn swap(sim: NewSim) -> VerifiedSwap {
    VerifiedSwap { customer: customer(), code: OneTimeCode::new("000000".to_owned()), sim }
}
