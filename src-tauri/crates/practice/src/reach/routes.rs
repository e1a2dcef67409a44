//! Which code serves which operation of the Reach contract, and which operations change nothing.

use jiff::Timestamp;

use super::answers::Done;
use super::state::Book;
use super::{access, activation, billing, catalogue, change, purchase, subscriber, travel};
use crate::gate::{Call, Refusal};

/// Does the work of one operation.
pub(super) type Handler = fn(&mut Book, &Call, Timestamp) -> Result<Done, Refusal>;

/// The code behind an operation id of the contract, and whether a success is a change.
pub(super) fn handler(operation: &str) -> Option<(Handler, bool)> {
    read(operation).map(|handler| (handler, false)).or_else(|| write(operation).map(|handler| (handler, true)))
}

fn read(operation: &str) -> Option<Handler> {
    Some(match operation {
        "checkCoverage" => catalogue::coverage,
        "validateImei" => catalogue::device,
        "fetchProducts" => catalogue::products,
        "fetchPlans" => catalogue::plans,
        "fetchOffers" => catalogue::offers,
        "fetchServices" => catalogue::services,
        "validateZipCode" => catalogue::zip_code,
        "validateIccid" => catalogue::sim,
        "validatePortInMdn" => catalogue::portable,
        "quotePurchase" => purchase::quote,
        "getPurchaseStatus" => purchase::status,
        "listCards" => billing::list_cards,
        "getCard" => billing::get_card,
        "getActivationStatus" => activation::status,
        "getCustomerInfo" => subscriber::info,
        "getMdnSwapStatus" => subscriber::number_swap_status,
        "getCustomerResetStatus" => subscriber::reset_status,
        "getUsageSummary" => subscriber::usage,
        "listBills" => billing::list_bills,
        "getBill" => billing::get_bill,
        "listInvoices" => billing::list_invoices,
        "generateInvoiceLink" => billing::invoice_link,
        "quoteTopup" => billing::quote_topup,
        "estimatePlanChange" => change::estimate,
        "getPlanChangeStatus" => change::status,
        "getIldBalance" => travel::balance,
        "getIldUsage" => travel::usage,
        "listIldPurchases" => travel::history,
        "quoteIldCredits" => travel::quote_credit,
        "getShipmentOrder" => billing::shipment,
        "listRoamingCountries" => travel::countries,
        "listRoamingPacks" => travel::packs,
        "quoteRoamingPack" => travel::quote_pack,
        "getRoamingPackGroup" => travel::held,
        "getRoamingPackUsage" => travel::pack_usage,
        "getSimSwapStatus" => change::swap_status,
        _ => return None,
    })
}

fn write(operation: &str) -> Option<Handler> {
    Some(match operation {
        "generateAccessKey" => access::generate_access_key,
        "generateAuth" => access::generate_auth,
        "submitPurchase" => purchase::submit,
        "submitSubsequentPurchase" => purchase::subsequent,
        "createAddCardLink" => billing::add_card_link,
        "updateCard" => billing::update_card,
        "deleteCard" => billing::delete_card,
        "activateLine" => activation::activate,
        "updatePortIn" => activation::update_port,
        "sendSms" => subscriber::send_sms,
        "updateAccountFields" => subscriber::update_fields,
        "reconnectSubscriber" => subscriber::reconnect,
        "disconnectSubscriber" => subscriber::disconnect,
        "suspendSubscriber" => subscriber::suspend,
        "restoreSubscriber" => subscriber::restore,
        "swapMdn" => subscriber::swap_number,
        "swapPrimaryLine" => subscriber::swap_primary,
        "recordLeavingCustomer" => subscriber::leaving,
        "resetCustomer" => subscriber::reset,
        "resetVoicemailPassword" => subscriber::voicemail,
        "manageDataCutoff" => subscriber::cut_off,
        "payBill" => billing::pay_bill,
        "emailInvoice" => billing::email_invoice,
        "purchaseTopup" => billing::buy_topup,
        "submitPlanChange" => change::submit,
        "purchaseIldCredits" => travel::buy_credit,
        "cancelShipmentOrder" => billing::cancel_shipment,
        "purchaseRoamingPack" => travel::buy_pack,
        "setRoamingPackAutoRenew" => travel::auto_renew,
        "swapIccid" => change::swap_directly,
        "sendSimSwapOtp" => change::send_code,
        "performSimSwap" => change::swap_with_code,
        _ => return None,
    })
}
