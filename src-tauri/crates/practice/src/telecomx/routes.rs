//! Which code serves which operation of the TelecomX contract, from which access level on (1.3 and the pages), and which
//! of them change something. Levels are read as a ladder: a page that names RESELLER and ADMIN lets RESELLER_ADMIN in
//! too, although the older ones do not name it.

use super::ask::{Ask, Outcome};
use super::settings::AccessLevel::{self, Admin, Manager, NoLogin, Owner, Personal, Reseller, ResellerAdmin, Viewer};
use super::state::Book;
use super::{
    accounts, auth, calls, changes, customers, invoices, numbers, opening, operators, papers, portings, products,
    roaming, search, sims, usage,
};

/// Does the work of one operation.
pub(super) type Handler = fn(&mut Book, &Ask<'_>) -> Outcome;

/// One operation.
#[derive(Clone, Copy)]
pub(super) struct Route {
    pub(super) handler: Handler,
    /// The lowest level that may call it; `NoLogin` for one that needs no token.
    pub(super) level: AccessLevel,
    /// Whether an accepted call counts as a change.
    pub(super) changes: bool,
}

/// The code behind an operation id of the contract.
pub(super) fn route(operation: &str) -> Option<Route> {
    let (handler, level, changes) = read(operation)
        .map(|(handler, level)| (handler, level, false))
        .or_else(|| change(operation).map(|(handler, level)| (handler, level, true)))?;
    Some(Route { handler, level, changes })
}

/// Operations that change nothing.
fn read(operation: &str) -> Option<(Handler, AccessLevel)> {
    Some(match operation {
        "validateToken" => (auth::validate, NoLogin),
        "listEmployees" => (customers::people, Viewer),
        "getEmployee" => (customers::person, Viewer),
        "searchAll" | "searchAllByPost" => (search::search, Viewer),
        "listCustomers" => (customers::list, Reseller),
        "getCustomer" => (customers::read, Viewer),
        "getCustomerName" => (customers::name, Viewer),
        "getCustomerOverview" | "getCustomerOverviewByPost" => (customers::overview, Viewer),
        "listParentResellers" => (customers::parent_resellers, ResellerAdmin),
        "listBillingCustomers" => (customers::billing_customers, Viewer),
        "listCallNotifiers" => (customers::call_notifiers, Viewer),
        "checkDocumentAccess" => (customers::document_access, Viewer),
        "listMvnoAccounts" => (accounts::list, Viewer),
        "getMvnoAccount" => (accounts::read, Viewer),
        "getVoiceAccount" => (accounts::voice_account, Viewer),
        "listDeletedMvnoAccounts" => (accounts::list_deleted, ResellerAdmin),
        "getDeletedMvnoAccount" => (accounts::read_deleted, ResellerAdmin),
        "getAdditionalProductPrices" => (accounts::additional_products, Viewer),
        "listSims" => (sims::list, Viewer),
        "getSim" => (sims::read, Viewer),
        "listPortings" => (portings::list, Viewer),
        "getPorting" => (portings::read, Viewer),
        "getNumberOperator" => (operators::number_info, Viewer),
        "listOperators" => (operators::list, Viewer),
        "getOperator" => (operators::read, Viewer),
        "listProducts" => (products::list, Viewer),
        "getProduct" => (products::read, Viewer),
        "listServiceCodes" => (products::service_codes, Admin),
        "listNumbers" => (numbers::list, Viewer),
        "getNumber" => (numbers::read, Viewer),
        "getMonthlyUsage" => (usage::monthly, Viewer),
        "getDataUsage" => (usage::data, Viewer),
        "getVoiceUsage" => (usage::voice, Viewer),
        "listCallRecords" => (usage::call_records, Viewer),
        "getSelfServiceView" => (usage::self_service, NoLogin),
        "getCallForward" => (calls::read_forward, Viewer),
        "checkVoicemailPin" => (calls::check_pin, NoLogin),
        "listRecentChanges" => (changes::recent, Viewer),
        "listCustomerChanges" | "listCustomerSectionChanges" | "listItemChanges" => (changes::of_customer, Viewer),
        "getChange" => (changes::read, Viewer),
        "listRoamingRegions" => (roaming::regions, Viewer),
        "getRoamingRegion" => (roaming::region, ResellerAdmin),
        "listRoamingDataPrices" | "listRoamingTextPrices" => (roaming::prices, Viewer),
        "listRoamingPartners" => (roaming::partners, Admin),
        "listInvoices" => (invoices::list, Reseller),
        "listCurrentInvoiceLines" => (invoices::current, Reseller),
        "getCurrentInvoiceLine" => (invoices::current_line, Reseller),
        _ => return None,
    })
}

/// Operations that change something, whatever their method.
fn change(operation: &str) -> Option<(Handler, AccessLevel)> {
    Some(match operation {
        "login" => (auth::login, NoLogin),
        "logout" => (auth::logout, Personal),
        "createEmployeeToken" => (auth::create_machine_token, Manager),
        "deleteEmployeeToken" => (auth::delete_machine_token, Manager),
        "loginByQuery"
        | "impersonateEmployee"
        | "requestPasswordReset"
        | "requestPasswordResetByQuery"
        | "selectOrganizationReseller"
        | "createEmployee"
        | "listOrganizationResellers"
        | "getMitIdSettings" => (auth::left_out, NoLogin),
        "updateCustomer" => (customers::update, Manager),
        "addBillingCustomer" => (customers::add_billing_customer, Reseller),
        "createMvnoAccount" => (opening::create, Owner),
        "updateMvnoAccount" => (accounts::update, Manager),
        "deleteMvnoAccount" => (accounts::delete, Manager),
        "restoreMvnoAccount" => (accounts::restore, ResellerAdmin),
        "changeNumber" => (accounts::change_number, Manager),
        "changeSim" => (sims::change_sim, Owner),
        "changeNetwork" => (sims::change_network, Owner),
        "importSims" => (sims::import, Admin),
        "assignSim" => (sims::assign, Admin),
        "deleteSmartwatch" => (accounts::delete_smartwatch, Manager),
        "updatePorting" => (portings::update, Viewer),
        "orderPorting" => (portings::order, ResellerAdmin),
        "cancelPorting" => (portings::cancel, Owner),
        "splitPorting" => (portings::split, Owner),
        "rejectPorting" => (portings::reject, Admin),
        "logPortingContact" => (portings::contact, ResellerAdmin),
        "overridePortingStage" => (portings::override_stage, ResellerAdmin),
        "createPowerOfAttorney" | "createPowerOfAttorneyFor" => (papers::create, Owner),
        "downloadPowerOfAttorney" => (papers::download, Viewer),
        "sendPowerOfAttorney" => (papers::send, Owner),
        "deletePortingDocument" => (papers::delete, Owner),
        "cancelSignatureOrderOld" => (papers::cancel_signature_old, Reseller),
        "uploadPortingDocument" => (papers::upload, Manager),
        "cancelSignatureOrder" => (papers::cancel_signature, Reseller),
        "createProduct" => (products::create, Reseller),
        "buyDataTopUp" => (accounts::top_up, Owner),
        "buySelfServiceTopUp" => (accounts::self_service_top_up, NoLogin),
        "createNumbers" => (numbers::create, ResellerAdmin),
        "updateNumber" => (numbers::update, Manager),
        "assignNumber" => (numbers::assign, Owner),
        "closeNumber" => (numbers::close, Owner),
        "preReserveNumber" => (numbers::pre_reserve, Reseller),
        "removeUsageBlock" => (accounts::remove_usage_block, Reseller),
        "setCallForward" => (calls::set_forward, Manager),
        // Only with `remove=true`; the count follows the parameter.
        "listChanges" => (changes::feed, Viewer),
        "sendSms" => (calls::send_sms, Personal),
        _ => return None,
    })
}
