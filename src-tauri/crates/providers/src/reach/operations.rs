//! Every operation of the Reach contract, as the code knows it. A wire test compares this table with the contract file,
//! both ways. What Reach calls at the brand's side (webhooks) is no operation: a desktop cannot be called.

use domain::provider::{Effect, Evidence};

use crate::operation::{Method, Operation};

const fn operation(
    id: &'static str,
    method: Method,
    path: &'static str,
    evidence: Evidence,
    effect: Effect,
) -> Operation {
    Operation { id, method, path, evidence, effect }
}

use Effect::{Irreversible, Money, Read, Write};
use Evidence::{Documented, Inferred, Observed};
use Method::{Delete, Get, Post, Put};

/// Trades the onboarding credentials for the permanent key pair, once an environment (Reach contract 4, no. 1).
pub const GENERATE_ACCESS_KEY: Operation =
    operation("generateAccessKey", Put, "/opssvc/v0/clientapi/account/generataccesskey", Inferred, Write);
/// Trades the key pair for a bearer token (X1). The session makes it, never a person: no ticket.
pub const GENERATE_AUTH: Operation =
    operation("generateAuth", Post, "/apisvc/v0/account/generateauth", Observed, Write);
/// Is an address covered (2).
pub const CHECK_COVERAGE: Operation = operation("checkCoverage", Post, "/apisvc/v0/network/coverage", Observed, Read);
/// Checks a device of the customer's own (3).
pub const VALIDATE_IMEI: Operation = operation("validateImei", Get, "/apisvc/v0/device/imei/{imei}", Documented, Read);
/// The whole catalogue (4).
pub const FETCH_PRODUCTS: Operation = operation("fetchProducts", Get, "/apisvc/v0/product/fetch", Documented, Read);
/// Plans (5).
pub const FETCH_PLANS: Operation = operation("fetchPlans", Get, "/apisvc/v0/product/fetch/plan", Documented, Read);
/// Coupons (6).
pub const FETCH_OFFERS: Operation = operation("fetchOffers", Get, "/apisvc/v0/product/fetch/offer", Documented, Read);
/// Services such as shipping and top-ups (7).
pub const FETCH_SERVICES: Operation =
    operation("fetchServices", Get, "/apisvc/v0/product/fetch/service", Documented, Read);
/// Is a ZIP code served (23).
pub const VALIDATE_ZIP_CODE: Operation =
    operation("validateZipCode", Post, "/apisvc/v0/zipCode/validate", Observed, Read);
/// What a new order or a renewal costs (8): a read, despite the POST.
pub const QUOTE_PURCHASE: Operation = operation("quotePurchase", Post, "/apisvc/v0/product/quote", Inferred, Read);
/// Orders for a new customer (9).
pub const SUBMIT_PURCHASE: Operation = operation("submitPurchase", Post, "/apisvc/v0/product", Inferred, Money);
/// How far an order is (10).
pub const GET_PURCHASE_STATUS: Operation =
    operation("getPurchaseStatus", Get, "/apisvc/v0/product/status/{transactionId}", Documented, Read);
/// Orders for a known customer (11).
pub const SUBMIT_SUBSEQUENT_PURCHASE: Operation =
    operation("submitSubsequentPurchase", Post, "/apisvc/v0/product/subsequent", Inferred, Money);
/// A hosted page where the customer types a card (12).
pub const CREATE_ADD_CARD_LINK: Operation =
    operation("createAddCardLink", Put, "/apisvc/v0/account/generate/addcard/link/{customerId}", Inferred, Write);
/// Stored cards (13).
pub const LIST_CARDS: Operation = operation("listCards", Get, "/apisvc/v0/account/card", Documented, Read);
/// Makes a card the default (15), or changes its expiry or priority (16).
pub const UPDATE_CARD: Operation = operation("updateCard", Put, "/apisvc/v0/account/card", Inferred, Write);
/// Removes a card (17).
pub const DELETE_CARD: Operation = operation("deleteCard", Delete, "/apisvc/v0/account/card", Documented, Irreversible);
/// One stored card (14).
pub const GET_CARD: Operation = operation("getCard", Get, "/apisvc/v0/account/card/specific", Documented, Read);
/// Checks a printed SIM number (18): a read, despite the POST.
pub const VALIDATE_ICCID: Operation = operation("validateIccid", Post, "/apisvc/v0/iccid/validate", Inferred, Read);
/// Activates a line or starts a port-in (19).
pub const ACTIVATE_LINE: Operation = operation("activateLine", Post, "/apisvc/v0/activation", Inferred, Write);
/// How far an activation or port-in is (20).
pub const GET_ACTIVATION_STATUS: Operation =
    operation("getActivationStatus", Get, "/apisvc/v0/activation/status", Documented, Read);
/// Corrects, resubmits or cancels a port-in (21); only cancelling is irreversible.
pub const UPDATE_PORT_IN: Operation =
    operation("updatePortIn", Put, "/apisvc/v0/update/portin", Inferred, Irreversible);
/// Can a number be ported (22): a read, despite the PUT.
pub const VALIDATE_PORT_IN_MDN: Operation =
    operation("validatePortInMdn", Put, "/apisvc/v0/port/validate/mdn", Documented, Read);
/// Texts a subscriber (24).
pub const SEND_SMS: Operation = operation("sendSms", Post, "/apisvc/v0/sendsms/{customerId}", Inferred, Write);
/// The full record of a subscriber (25).
pub const GET_CUSTOMER_INFO: Operation = operation("getCustomerInfo", Get, "/apisvc/v0/customerinfo", Documented, Read);
/// Changes name, e-mail, address (26).
pub const UPDATE_ACCOUNT_FIELDS: Operation =
    operation("updateAccountFields", Put, "/apisvc/v0/account/update/fields/{customerId}", Inferred, Write);
/// Brings a disconnected line back within 30 days (27).
pub const RECONNECT_SUBSCRIBER: Operation =
    operation("reconnectSubscriber", Put, "/apisvc/v0/reconnect", Inferred, Write);
/// Ends a line (28).
pub const DISCONNECT_SUBSCRIBER: Operation =
    operation("disconnectSubscriber", Put, "/apisvc/v0/disconnect", Inferred, Irreversible);
/// Holds a line (29).
pub const SUSPEND_SUBSCRIBER: Operation = operation("suspendSubscriber", Put, "/apisvc/v0/suspend", Inferred, Write);
/// Lifts a hold (30).
pub const RESTORE_SUBSCRIBER: Operation = operation("restoreSubscriber", Put, "/apisvc/v0/restore", Inferred, Write);
/// Gives a line another number (31).
pub const SWAP_MDN: Operation = operation("swapMdn", Put, "/apisvc/v0/mdn/swap", Inferred, Irreversible);
/// How far that is (32).
pub const GET_MDN_SWAP_STATUS: Operation =
    operation("getMdnSwapStatus", Get, "/apisvc/v0/mdn/swap/status/{customerId}", Documented, Read);
/// Exchanges primary and secondary line (34).
pub const SWAP_PRIMARY_LINE: Operation =
    operation("swapPrimaryLine", Put, "/apisvc/v0/customers/swap", Inferred, Write);
/// Records that a customer leaves (35).
pub const RECORD_LEAVING_CUSTOMER: Operation =
    operation("recordLeavingCustomer", Put, "/apisvc/v0/leaving/customer", Inferred, Irreversible);
/// Resets an account (36).
pub const RESET_CUSTOMER: Operation =
    operation("resetCustomer", Post, "/apisvc/v0/customer/reset/{customerId}", Inferred, Irreversible);
/// How far that is (37).
pub const GET_CUSTOMER_RESET_STATUS: Operation =
    operation("getCustomerResetStatus", Get, "/apisvc/v0/customer/reset/status/{customerId}", Documented, Read);
/// New voicemail PIN (38).
pub const RESET_VOICEMAIL_PASSWORD: Operation = operation(
    "resetVoicemailPassword",
    Put,
    "/apisvc/v0/customer/reset/voicemail/password/{customerId}",
    Inferred,
    Write,
);
/// Usage of data, calls abroad or roaming (39).
pub const GET_USAGE_SUMMARY: Operation = operation("getUsageSummary", Get, "/apisvc/v0/usage/summary", Inferred, Read);
/// Data cut-off on or off (40).
pub const MANAGE_DATA_CUTOFF: Operation =
    operation("manageDataCutoff", Put, "/apisvc/v0/customer/manage/feature/{customerId}", Inferred, Write);
/// Bills (41).
pub const LIST_BILLS: Operation =
    operation("listBills", Get, "/apisvc/v0/billing/customer/{customerId}", Documented, Read);
/// One bill, itemised (42).
pub const GET_BILL: Operation = operation("getBill", Get, "/apisvc/v0/billing/customize/{billId}", Documented, Read);
/// Charges a bill to a stored card (43).
pub const PAY_BILL: Operation = operation("payBill", Post, "/apisvc/v0/payment/customer", Inferred, Money);
/// Past invoices (44).
pub const LIST_INVOICES: Operation =
    operation("listInvoices", Get, "/apisvc/v0/invoice/history/{customerId}", Documented, Read);
/// A passing address of an invoice's PDF (45).
pub const GENERATE_INVOICE_LINK: Operation =
    operation("generateInvoiceLink", Get, "/apisvc/v0/invoice/link/generate", Inferred, Read);
/// E-mails an invoice (46).
pub const EMAIL_INVOICE: Operation = operation("emailInvoice", Post, "/apisvc/v0/invoice/sendemail", Inferred, Write);
/// What a data top-up costs (47).
pub const QUOTE_TOPUP: Operation = operation("quoteTopup", Post, "/apisvc/v0/topup/quote", Inferred, Read);
/// Buys one (48).
pub const PURCHASE_TOPUP: Operation = operation("purchaseTopup", Post, "/apisvc/v0/topup/purchase", Inferred, Money);
/// What moving to another plan costs (49).
pub const ESTIMATE_PLAN_CHANGE: Operation =
    operation("estimatePlanChange", Post, "/apisvc/v0/estimate/plan/change", Inferred, Read);
/// Moves to another plan (50).
pub const SUBMIT_PLAN_CHANGE: Operation =
    operation("submitPlanChange", Post, "/apisvc/v0/purchase/plan/change", Inferred, Money);
/// How far an immediate upgrade is (51).
pub const GET_PLAN_CHANGE_STATUS: Operation =
    operation("getPlanChangeStatus", Get, "/apisvc/v0/status/plan/change/{txnId}", Documented, Read);
/// Credit for calls abroad (52).
pub const GET_ILD_BALANCE: Operation = operation("getIldBalance", Get, "/apisvc/v0/ild/status", Documented, Read);
/// Its usage (53).
pub const GET_ILD_USAGE: Operation = operation("getIldUsage", Get, "/apisvc/v0/ild/usage", Documented, Read);
/// Its purchases (54).
pub const LIST_ILD_PURCHASES: Operation =
    operation("listIldPurchases", Get, "/apisvc/v0/ild/purchase/history/{customerId}", Documented, Read);
/// What credit costs (55).
pub const QUOTE_ILD_CREDITS: Operation = operation("quoteIldCredits", Post, "/apisvc/v0/ild/quote", Inferred, Read);
/// Buys credit (56).
pub const PURCHASE_ILD_CREDITS: Operation =
    operation("purchaseIldCredits", Post, "/apisvc/v0/ild/purchase", Inferred, Money);
/// The SIM on its way (57).
pub const GET_SHIPMENT_ORDER: Operation =
    operation("getShipmentOrder", Get, "/apisvc/v0/shipment/order/customer/{customerId}", Documented, Read);
/// Cancels that, before it ships (58).
pub const CANCEL_SHIPMENT_ORDER: Operation =
    operation("cancelShipmentOrder", Put, "/apisvc/v0/shipment/order/cancel/{customerId}", Inferred, Irreversible);
/// Countries with roaming prices (59).
pub const LIST_ROAMING_COUNTRIES: Operation =
    operation("listRoamingCountries", Get, "/apisvc/v0/intl/roaming/countries/mvne", Documented, Read);
/// Packs for countries (60).
pub const LIST_ROAMING_PACKS: Operation =
    operation("listRoamingPacks", Post, "/apisvc/v0/get/additional/offerings", Inferred, Read);
/// What a pack costs (61).
pub const QUOTE_ROAMING_PACK: Operation =
    operation("quoteRoamingPack", Post, "/apisvc/v0/intl/roaming/pack/quote/customer/{customerId}", Inferred, Read);
/// Buys a pack (62).
pub const PURCHASE_ROAMING_PACK: Operation = operation(
    "purchaseRoamingPack",
    Post,
    "/apisvc/v0/intl/roaming/pack/purchase/customer/{customerId}",
    Inferred,
    Money,
);
/// Packs of a group (63).
pub const GET_ROAMING_PACK_GROUP: Operation =
    operation("getRoamingPackGroup", Get, "/apisvc/v0/intl/roaming/pack/group", Inferred, Read);
/// Switches a pack's renewal (64).
pub const SET_ROAMING_PACK_AUTO_RENEW: Operation =
    operation("setRoamingPackAutoRenew", Post, "/apisvc/v0/intl/roaming/pack/{packId}/autorenew", Inferred, Write);
/// What is left of a pack (65).
pub const GET_ROAMING_PACK_USAGE: Operation =
    operation("getRoamingPackUsage", Get, "/apisvc/v0/intl/roaming/pack/usage", Inferred, Read);
/// Puts another SIM on a line, without a code (33).
pub const SWAP_ICCID: Operation = operation("swapIccid", Post, "/apisvc/v0/iccid/swap", Observed, Irreversible);
/// Sends the subscriber a one-time code (66).
pub const SEND_SIM_SWAP_OTP: Operation =
    operation("sendSimSwapOtp", Post, "/apisvc/v0/generate/otp/sim/swap", Inferred, Write);
/// Puts another SIM on a line, with that code (67).
pub const PERFORM_SIM_SWAP: Operation =
    operation("performSimSwap", Post, "/apisvc/v0/perform/otp/sim/swap", Inferred, Irreversible);
/// How far that is (68).
pub const GET_SIM_SWAP_STATUS: Operation =
    operation("getSimSwapStatus", Get, "/apisvc/v0/get/status/sim/swap", Documented, Read);

/// All of them, in the order of the contract file.
pub static OPERATIONS: [Operation; 68] = [
    GENERATE_ACCESS_KEY,
    GENERATE_AUTH,
    CHECK_COVERAGE,
    VALIDATE_IMEI,
    FETCH_PRODUCTS,
    FETCH_PLANS,
    FETCH_OFFERS,
    FETCH_SERVICES,
    VALIDATE_ZIP_CODE,
    QUOTE_PURCHASE,
    SUBMIT_PURCHASE,
    GET_PURCHASE_STATUS,
    SUBMIT_SUBSEQUENT_PURCHASE,
    CREATE_ADD_CARD_LINK,
    LIST_CARDS,
    UPDATE_CARD,
    DELETE_CARD,
    GET_CARD,
    VALIDATE_ICCID,
    ACTIVATE_LINE,
    GET_ACTIVATION_STATUS,
    UPDATE_PORT_IN,
    VALIDATE_PORT_IN_MDN,
    SEND_SMS,
    GET_CUSTOMER_INFO,
    UPDATE_ACCOUNT_FIELDS,
    RECONNECT_SUBSCRIBER,
    DISCONNECT_SUBSCRIBER,
    SUSPEND_SUBSCRIBER,
    RESTORE_SUBSCRIBER,
    SWAP_MDN,
    GET_MDN_SWAP_STATUS,
    SWAP_PRIMARY_LINE,
    RECORD_LEAVING_CUSTOMER,
    RESET_CUSTOMER,
    GET_CUSTOMER_RESET_STATUS,
    RESET_VOICEMAIL_PASSWORD,
    GET_USAGE_SUMMARY,
    MANAGE_DATA_CUTOFF,
    LIST_BILLS,
    GET_BILL,
    PAY_BILL,
    LIST_INVOICES,
    GENERATE_INVOICE_LINK,
    EMAIL_INVOICE,
    QUOTE_TOPUP,
    PURCHASE_TOPUP,
    ESTIMATE_PLAN_CHANGE,
    SUBMIT_PLAN_CHANGE,
    GET_PLAN_CHANGE_STATUS,
    GET_ILD_BALANCE,
    GET_ILD_USAGE,
    LIST_ILD_PURCHASES,
    QUOTE_ILD_CREDITS,
    PURCHASE_ILD_CREDITS,
    GET_SHIPMENT_ORDER,
    CANCEL_SHIPMENT_ORDER,
    LIST_ROAMING_COUNTRIES,
    LIST_ROAMING_PACKS,
    QUOTE_ROAMING_PACK,
    PURCHASE_ROAMING_PACK,
    GET_ROAMING_PACK_GROUP,
    SET_ROAMING_PACK_AUTO_RENEW,
    GET_ROAMING_PACK_USAGE,
    SWAP_ICCID,
    SEND_SIM_SWAP_OTP,
    PERFORM_SIM_SWAP,
    GET_SIM_SWAP_STATUS,
];
