//! Every task of Reach against the practice shop's first day: June Whitfield with a card and Marcus Okafor with an eSIM
//! are active, Rafael Delgado's port-in has failed, and one account has a line in each other state.

#![expect(clippy::unwrap_used, reason = "a test that cannot set up ends here")]

use practice::PracticeShop;

use super::Ends::{Accepted, AcceptedOnce, Done, Reads};
use super::Place::{Account, Line};
use super::{Case, Ends, Place};

/// Rafael Delgado: two stored cards, the port-in of 6015550123 failed for its PIN.
const RAFAEL: Place = Line("CUST-1001");
const SECOND_CARD: &str = "00000000-0000-4000-8000-000000005002";
/// June Whitfield: active, with a card, on Essential 5 GB.
const JUNE: Place = Line("CUST-1003");
const JUNES_CARD: &str = "00000000-0000-4000-8000-000000005010";
const UNPAID_BILL: &str = "BILL-5013";
/// Marcus Okafor: active, with an eSIM, a roaming pack, and a code for a SIM swap on his phone.
const MARCUS: Place = Line("CUST-1004");
const CODE: &str = "246810";
/// One account: suspended and primary, disconnected, not active yet with a card on its way.
const SUSPENDED: Place = Line("CUST-1005");
const DISCONNECTED: Place = Line("CUST-1006");
const NEW: Place = Line("CUST-1007");
/// A card in stock.
const SPARE: &str = "89010000000000000017";
const PHONE: &str = "490154203237518";
const BACK: (&str, &str) = ("redirectUrl", "https://brand.example.com/done");
const PAYS: (&str, &str) = ("ccUUID", JUNES_CARD);

type Inputs = &'static [(&'static str, &'static str)];

const fn case(task: &'static str, about: Place, inputs: Inputs, ends: Ends) -> Case {
    Case { task, about, inputs, ends }
}

const fn reads(task: &'static str, about: Place, inputs: Inputs) -> Case {
    case(task, about, inputs, Reads)
}

/// The customer opens the page and pays.
fn pays(shop: &PracticeShop, order: &str) {
    shop.reach().pay(order).unwrap();
}

const CARD_ORDER: Inputs = &[
    ("firstName", "Ann"),
    ("lastName", "Test"),
    ("email", "ann.test@example.com"),
    ("billingPhoneNumber", "6015550100"),
    ("address1", "1 Example Ave"),
    ("city", "Sampleville"),
    ("state", "MS"),
    ("zip", "38655"),
    ("residential", "true"),
    ("planId", "RCH-PLUS-15"),
    ("simType", "PSIM"),
    ("shipmentType", "usps_first_class_mail"),
    ("shipTo", "other"),
    ("shippingAddress1", "2 Example Ave"),
    ("shippingCity", "Sampleville"),
    ("shippingState", "MS"),
    ("shippingZip", "38655"),
    ("number", "new"),
    ("clientAccountId", "brand-0001"),
    BACK,
    ("collection", "100.00"),
];

const ESIM_ORDER: Inputs = &[
    ("firstName", "Bo"),
    ("lastName", "Test"),
    ("email", "bo.test@example.com"),
    ("billingPhoneNumber", "6015550100"),
    ("address1", "1 Example Ave"),
    ("city", "Sampleville"),
    ("state", "MS"),
    ("zip", "38655"),
    ("residential", "false"),
    ("planId", "RCH-UNL"),
    ("simType", "ESIM"),
    ("shipTo", "same"),
    ("number", "bring"),
    ("numberToPort", "6015550123"),
    ("oldCarrier", "Practice Mobile"),
    ("oldCarrierAccountNumber", "PM-100200"),
    ("password", "4821"),
    ("oldZip", "38655"),
    ("clientAccountId", "brand-0002"),
    BACK,
    ("acquisitionSrc", "Online"),
];

/// One case or more for each task.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases = lines();
    cases.extend(orders_and_plans());
    cases.extend(bills_and_cards());
    cases.extend(abroad());
    cases.extend(checks());
    cases
}

fn lines() -> Vec<Case> {
    let port: Inputs = &[
        ("simType", "PSIM"),
        ("iccId", SPARE),
        ("numberToPort", "6015550123"),
        ("oldCarrier", "Practice Mobile"),
        ("oldCarrierAccountNumber", "PM-100200"),
        ("password", "4821"),
        ("oldZip", "38655"),
    ];
    vec![
        case("send_swap_code", JUNE, &[], Done),
        case("swap_sim_verified", MARCUS, &[("otp", CODE), ("simType", "PSIM"), ("newIccId", SPARE)], Accepted),
        case("swap_sim_verified", MARCUS, &[("otp", CODE), ("simType", "ESIM"), ("imei", PHONE)], Accepted),
        case("swap_sim", JUNE, &[("simType", "PSIM"), ("newIccId", SPARE)], Accepted),
        reads("show_sim_swap", MARCUS, &[("id", "SWAP-1")]),
        case("suspend", JUNE, &[], Accepted),
        case("resume", SUSPENDED, &[], Accepted),
        case("cease", JUNE, &[], Done),
        case("reconnect", DISCONNECTED, &[("planId", "RCH-PLUS-15"), ("iccId", SPARE)], Accepted),
        case("activate_line", NEW, &[("simType", "PSIM"), ("iccId", SPARE)], Accepted),
        case("activate_line", NEW, &[("simType", "ESIM"), ("imei", PHONE)], Accepted),
        reads("show_activation", RAFAEL, &[]),
        case("swap_primary", SUSPENDED, &[("secondaryCustomerId", "CUST-1006")], Done),
        case("record_leaving", JUNE, &[("reason", "PORT_OUT")], Done),
        case("reset_account", JUNE, &[], Accepted),
        reads("show_reset", JUNE, &[]),
        case("change_number", JUNE, &[("zipCode", "38655")], Accepted),
        reads("show_number_change", JUNE, &[]),
        case("port_in", NEW, port, Accepted),
        case("correct_port_in", RAFAEL, &[("type", "UPDATE_PIN"), ("password", "4821")], Done),
        case("correct_port_in", RAFAEL, &[("type", "RESUBMIT_PORT"), ("numberToPort", "6015550123")], Done),
        case("cancel_port_in", RAFAEL, &[("type", "CANCEL_AND_NEW")], Done),
        case("edit_owner", JUNE, &[("lastName", "Whitfield-Moss")], Done),
        case("edit_email", JUNE, &[("email", "june.new@example.com")], Done),
        case("edit_address", JUNE, &[("type", "shipping"), ("city", "Sampleton"), ("zip", "38655")], Done),
        case("send_text", JUNE, &[("message", "Your new SIM is on its way.")], Done),
        case("reset_voicemail_pin", JUNE, &[("password", "48213")], Done),
        case("cut_off_data", JUNE, &[("reason", "BILLDUE")], Done),
        case("let_data_through", JUNE, &[("reason", "BILLPAID")], Done),
        reads("show_usage", JUNE, &[("usageData", "DATA")]),
    ]
}

fn orders_and_plans() -> Vec<Case> {
    vec![
        case("change_plan", JUNE, &[("planId", "RCH-UNL"), ("immediateEffect", "true")], Accepted),
        case("change_plan", JUNE, &[("planId", "RCH-GIG-1"), ("immediateEffect", "false")], Done),
        case("renew_plan", JUNE, &[("planId", "RCH-ESS-5"), PAYS, ("collection", "50")], Accepted),
        case("add_line", JUNE, &[("planId", "RCH-ESS-5"), PAYS], Accepted),
        case("buy_topup", JUNE, &[("serviceCode", "TOPUP-1"), PAYS, ("collection", "10.70")], Done),
        case("new_line", Account, CARD_ORDER, AcceptedOnce(pays)),
        case("new_line", Account, ESIM_ORDER, AcceptedOnce(pays)),
        reads("show_order", Account, &[("transactionId", "TXN-1")]),
        reads("show_shipment", NEW, &[]),
        case("cancel_shipment", NEW, &[], Done),
        reads("list_products", Account, &[]),
        reads("list_plans", Account, &[("serviceCode", "RCH-UNL")]),
        reads("list_offers", Account, &[]),
        reads("list_services", Account, &[]),
        case("make_access_key", Account, &[], Done),
    ]
}

fn bills_and_cards() -> Vec<Case> {
    vec![
        reads("list_bills", JUNE, &[]),
        reads("show_bill", JUNE, &[("billId", UNPAID_BILL)]),
        case("pay_bill", JUNE, &[("billId", UNPAID_BILL), PAYS], Done),
        reads("list_invoices", JUNE, &[]),
        reads("open_invoice", JUNE, &[("billId", UNPAID_BILL)]),
        case("email_invoice", JUNE, &[("billId", UNPAID_BILL), ("email", "june@example.com")], Done),
        reads("list_cards", RAFAEL, &[]),
        reads("show_card", RAFAEL, &[("cardId", SECOND_CARD)]),
        case("add_card_link", JUNE, &[BACK], Done),
        case("make_card_default", RAFAEL, &[("cardId", SECOND_CARD)], Done),
        case("edit_card", RAFAEL, &[("uuid", SECOND_CARD), ("expiryMonth", "3"), ("expiryYear", "2031")], Done),
        case("delete_card", RAFAEL, &[("cardId", SECOND_CARD)], Done),
    ]
}

fn abroad() -> Vec<Case> {
    vec![
        reads("show_call_credit", JUNE, &[]),
        reads("show_call_usage", JUNE, &[("groupId", "GRP-103")]),
        reads("list_call_purchases", JUNE, &[]),
        case("buy_call_credit", JUNE, &[("amount", "10.00"), PAYS, ("collection", "10.70")], Done),
        reads("list_roaming_countries", Account, &[]),
        reads("list_packs_on_sale", JUNE, &[("countries", "GB"), ("more", "FR, MX")]),
        case("buy_roaming_pack", JUNE, &[("countries", "MX"), ("packId", "PACK-1")], Done),
        reads("show_packs", MARCUS, &[]),
        reads("show_pack_usage", MARCUS, &[("packId", "PACK-1")]),
        case("set_pack_renewal", MARCUS, &[("packId", "PACK-1"), ("autoRenew", "true")], Done),
    ]
}

fn checks() -> Vec<Case> {
    let address: Inputs = &[("address1", "1 Example Ave"), ("city", "Sampleville"), ("state", "MS"), ("zip", "38655")];
    vec![
        reads("check_coverage", Account, address),
        reads("check_zip", Account, &[("zipCode", "38655")]),
        reads("check_phone", Account, &[("imei", PHONE)]),
        reads("check_sim", Account, &[("iccId", SPARE)]),
        reads("check_port_in", Account, &[("mdn", "6015550123")]),
    ]
}
