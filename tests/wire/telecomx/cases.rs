//! The table of calls: every operation of the contract that the code has, each in at least one row, but for the log-in,
//! which `auth` has. The other files run over it. What the calls are made with is in `inputs`.

use domain::action::Ticket;
use futures::FutureExt;
use providers::telecomx::{
    AccountState, LineChange, Network, PaperMethod, PlanStart, Refusal, ResellerFilter, SimTarget, Telecomx,
    VoiceAccountParts,
};
use serde_json::json;

use super::CONTRACT;
use super::inputs::*;
use crate::calls::{Body, Case, case};
use crate::server::Reply;

impl Case<Telecomx> {
    /// An answer the call succeeds with: the contract's own example where it has one.
    pub(crate) fn good_answer(&self) -> Reply {
        match (self.id, self.body) {
            ("downloadPowerOfAttorney", _) => Reply::bytes(200, "%PDF-1.7 x"),
            (_, Body::File) => Reply::bytes(200, "a;b\n1;2\n"),
            (id, _) => {
                let (status, body) = CONTRACT.answers(id).into_iter().next().unwrap();
                Reply::json(status, &body.unwrap_or_else(|| json!({})))
            }
        }
    }
}

fn ticket() -> Ticket {
    crate::onsim::ticket()
}

/// Every call.
#[rustfmt::skip]
pub(crate) static CASES: [Case<Telecomx>; 104] = [
    case("logout", Body::Needed, |x| async move { x.sign_out(ticket()).await.map(drop) }.boxed()),
    case("validateToken", Body::Read, |x| async move { x.validate_token(&key(), true).await.map(drop) }.boxed()),
    case("createEmployeeToken", Body::Needed, |x| async move { x.create_machine_token(ID, ticket()).await.map(drop) }.boxed()),
    case("deleteEmployeeToken", Body::Needed, |x| async move { x.delete_machine_token(ID, &key(), ticket()).await.map(drop) }.boxed()),
    case("searchAll", Body::Read, |x| async move { x.find_by_get(&search()).await.map(drop) }.boxed()),
    case("searchAllByPost", Body::Read, |x| async move { x.find(&search()).await.map(drop) }.boxed()),
    case("listCustomers", Body::Read, |x| async move { x.customers(&customers()).await.map(drop) }.boxed()),
    case("getCustomer", Body::Read, |x| async move { x.customer(ID).await.map(drop) }.boxed()),
    case("updateCustomer", Body::Needed, |x| async move { x.change_customer(ID, &customer_edit(), ticket()).await.map(drop) }.boxed()),
    case("getCustomerName", Body::Read, |x| async move { x.customer_name(ID).await.map(drop) }.boxed()),
    case("getCustomerOverview", Body::Read, |x| async move { x.customer_overview(ID).await.map(drop) }.boxed()),
    case("getCustomerOverviewByPost", Body::Read, |x| async move { x.customer_overview_by_post(ID).await.map(drop) }.boxed()),
    case("listParentResellers", Body::Read, |x| async move { x.parent_resellers(Some(ResellerFilter::Voip)).await.map(drop) }.boxed()),
    case("listBillingCustomers", Body::Read, |x| async move { x.billing_customers(ID).await.map(drop) }.boxed()),
    case("addBillingCustomer", Body::Needed, |x| async move { x.add_billing_customer(ID, OTHER_ID, ticket()).await.map(drop) }.boxed()),
    case("listCallNotifiers", Body::Read, |x| async move { x.call_notifiers(ID).await.map(drop) }.boxed()),
    case("checkDocumentAccess", Body::Read, |x| async move { x.check_document_access(ID, "DOC-1").await.map(drop) }.boxed()),
    case("listMvnoAccounts", Body::Read, |x| async move { x.mobile_accounts(&lines()).await.map(drop) }.boxed()),
    case("createMvnoAccount", Body::Needed, |x| async move { x.create_mobile_account(&new_account(), ticket()).await.map(drop) }.boxed()),
    case("getMvnoAccount", Body::Read, |x| async move { x.mobile_account(ID).await.map(drop) }.boxed()),
    case("getMvnoAccount", Body::Read, |x| async move { x.esim("+4581808888").await.map(drop) }.boxed()),
    case("getMvnoAccount", Body::Read, |x| async move { x.sim_on_account(ID).await.map(drop) }.boxed()),
    case("updateMvnoAccount", Body::Needed, |x| async move { x.change_mobile_account(ID, &LineChange::State(AccountState::Blocked), ticket()).await.map(drop) }.boxed()),
    case("updateMvnoAccount", Body::Needed, |x| async move { x.change_mobile_account(ID, &LineChange::State(AccountState::Active), ticket()).await.map(drop) }.boxed()),
    case("updateMvnoAccount", Body::Needed, |x| async move { x.change_mobile_account(ID, &LineChange::Features(features()), ticket()).await.map(drop) }.boxed()),
    case("updateMvnoAccount", Body::Needed, |x| async move { x.change_mobile_account(ID, &plan(PlanStart::NextMonth), ticket()).await.map(drop) }.boxed()),
    case("updateMvnoAccount", Body::Needed, |x| async move { x.change_plan(ID, OTHER_ID, PlanStart::Now, ticket()).await.map(drop) }.boxed()),
    case("deleteMvnoAccount", Body::Needed, |x| async move { x.terminate(ID, ticket()).await.map(drop) }.boxed()),
    case("getVoiceAccount", Body::Read, |x| async move { x.voice_account("+4570305050", VoiceAccountParts::Basics).await.map(drop) }.boxed()),
    case("listDeletedMvnoAccounts", Body::Read, |x| async move { x.ended_accounts(&ended()).await.map(drop) }.boxed()),
    case("getDeletedMvnoAccount", Body::Read, |x| async move { x.ended_account(ID).await.map(drop) }.boxed()),
    case("restoreMvnoAccount", Body::Needed, |x| async move { x.restore(ID, Some(OTHER_ID), Some(ID), ticket()).await.map(drop) }.boxed()),
    case("getAdditionalProductPrices", Body::Read, |x| async move { x.add_on_prices(ID).await.map(drop) }.boxed()),
    case("changeNumber", Body::Needed, |x| async move { x.change_number(ID, "+4512345678", ticket()).await.map(drop) }.boxed()),
    case("changeSim", Body::Needed, |x| async move { x.change_sim(ID, &SimTarget::Card("8945020184621234567F".to_owned()), ticket()).await.map(drop) }.boxed()),
    case("changeSim", Body::Needed, |x| async move { x.change_sim(ID, &SimTarget::Esim, ticket()).await.map(drop) }.boxed()),
    case("changeNetwork", Body::Needed, |x| async move { x.change_network(ID, &SimTarget::AutoAssign, ticket()).await.map(drop) }.boxed()),
    case("listSims", Body::Read, |x| async move { x.sims(&sims()).await.map(drop) }.boxed()),
    case("importSims", Body::Needed, |x| async move { x.import_sims(&[new_sim()], ticket()).await.map(drop) }.boxed()),
    case("getSim", Body::Read, |x| async move { x.sim("1234567890123456789F").await.map(drop) }.boxed()),
    case("assignSim", Body::Needed, |x| async move { x.assign_sim("1234567890123456789", ID, Some(true), ticket()).await.map(drop) }.boxed()),
    case("deleteSmartwatch", Body::Needed, |x| async move { x.end_smart_watch("+4520212223", ticket()).await.map(drop) }.boxed()),
    case("listPortings", Body::Read, |x| async move { x.portings(&portings()).await.map(drop) }.boxed()),
    case("getPorting", Body::Read, |x| async move { x.porting(ID, true).await.map(drop) }.boxed()),
    case("updatePorting", Body::Needed, |x| async move { x.change_porting(ID, &porting_edit(), ticket()).await.map(drop) }.boxed()),
    case("orderPorting", Body::Needed, |x| async move { x.order_porting(ID, ticket()).await.map(drop) }.boxed()),
    case("cancelPorting", Body::Needed, |x| async move { x.cancel_porting(ID, ticket()).await.map(drop) }.boxed()),
    case("splitPorting", Body::Needed, |x| async move { x.split_porting(ID, ticket()).await.map(drop) }.boxed()),
    case("rejectPorting", Body::Needed, |x| async move { x.reject_porting(ID, Refusal::SimMismatch, ticket()).await.map(drop) }.boxed()),
    case("logPortingContact", Body::Needed, |x| async move { x.log_porting_contact(ID, "ringet & spurgt", ticket()).await.map(drop) }.boxed()),
    case("overridePortingStage", Body::Needed, |x| async move { x.override_porting_stage(ID, "IN_CREATED", Some("x"), ticket()).await.map(drop) }.boxed()),
    case("createPowerOfAttorney", Body::Needed, |x| async move { x.create_papers(ID, &paper(PaperMethod::Email), ticket()).await.map(drop) }.boxed()),
    case("createPowerOfAttorney", Body::Needed, |x| async move { x.create_papers(ID, &paper(PaperMethod::Download), ticket()).await.map(drop) }.boxed()),
    case("createPowerOfAttorneyFor", Body::Needed, |x| async move { x.create_papers_for(ID, &paper(PaperMethod::Fax), &owner(), ticket()).await.map(drop) }.boxed()),
    case("downloadPowerOfAttorney", Body::Needed, |x| async move { x.download_paper(ID, "POA-1", ticket()).await.map(drop) }.boxed()),
    case("sendPowerOfAttorney", Body::Needed, |x| async move { x.send_paper(ID, Some("donor@example.dk"), ticket()).await.map(drop) }.boxed()),
    case("deletePortingDocument", Body::Needed, |x| async move { x.delete_paper(ID, "DOC-1", ticket()).await.map(drop) }.boxed()),
    case("cancelSignatureOrderOld", Body::Needed, |x| async move { x.cancel_signature_old(ID, "ORDER-1", ticket()).await.map(drop) }.boxed()),
    case("uploadPortingDocument", Body::Needed, |x| async move { x.upload_paper(ID, "1", &signed_paper(), ticket()).await.map(drop) }.boxed()),
    case("cancelSignatureOrder", Body::Needed, |x| async move { x.cancel_signature(ID, "ORDER-1", ticket()).await.map(drop) }.boxed()),
    case("getNumberOperator", Body::Read, |x| async move { x.number_operator("+4570305050").await.map(drop) }.boxed()),
    case("listOperators", Body::Read, |x| async move { x.operators(Some("Tele"), Some(0), Some(10)).await.map(drop) }.boxed()),
    case("getOperator", Body::Read, |x| async move { x.operator("01234").await.map(drop) }.boxed()),
    case("listProducts", Body::Read, |x| async move { x.products(&products()).await.map(drop) }.boxed()),
    case("createProduct", Body::Needed, |x| async move { x.create_product(&some_properties(), ticket()).await.map(drop) }.boxed()),
    case("getProduct", Body::Read, |x| async move { x.product(ID).await.map(drop) }.boxed()),
    case("listServiceCodes", Body::Read, |x| async move { x.service_codes().await.map(drop) }.boxed()),
    case("buyDataTopUp", Body::Needed, |x| async move { x.buy_data(ID, OTHER_ID, ticket()).await.map(drop) }.boxed()),
    case("listNumbers", Body::Read, |x| async move { x.numbers(&numbers()).await.map(drop) }.boxed()),
    case("createNumbers", Body::Needed, |x| async move { x.create_numbers(&some_properties(), ticket()).await.map(drop) }.boxed()),
    case("getNumber", Body::Read, |x| async move { x.number("+4512345678", true).await.map(drop) }.boxed()),
    case("updateNumber", Body::Needed, |x| async move { x.change_number_record("+4512345678", &number_edit(), ticket()).await.map(drop) }.boxed()),
    case("assignNumber", Body::Needed, |x| async move { x.assign_number("+4512345678", ID, ticket()).await.map(drop) }.boxed()),
    case("closeNumber", Body::Needed, |x| async move { x.close_number("+4512345678", ticket()).await.map(drop) }.boxed()),
    case("preReserveNumber", Body::Needed, |x| async move { x.pre_reserve_number("+4512345678", true, ticket()).await.map(drop) }.boxed()),
    case("getMonthlyUsage", Body::Read, |x| async move { x.monthly_usage(ID, &days()).await.map(drop) }.boxed()),
    case("getMonthlyUsage", Body::File, |x| async move { x.monthly_usage_csv(ID, &days()).await.map(drop) }.boxed()),
    case("getDataUsage", Body::Read, |x| async move { x.data_usage(ID, &days(), Some(OTHER_ID)).await.map(drop) }.boxed()),
    case("getVoiceUsage", Body::Read, |x| async move { x.voice_usage(ID, &days()).await.map(drop) }.boxed()),
    case("listCallRecords", Body::Read, |x| async move { x.call_records(ID, &call_records()).await.map(drop) }.boxed()),
    case("listCallRecords", Body::File, |x| async move { x.call_records_csv(ID, &call_records()).await.map(drop) }.boxed()),
    case("getSelfServiceView", Body::Read, |x| async move { x.self_service_view(ID, &one_time()).await.map(drop) }.boxed()),
    case("buySelfServiceTopUp", Body::Needed, |x| async move { x.buy_self_service_data(ID, OTHER_ID, &one_time(), ticket()).await.map(drop) }.boxed()),
    case("removeUsageBlock", Body::Needed, |x| async move { x.remove_usage_block(ID, ticket()).await.map(drop) }.boxed()),
    case("getCallForward", Body::Read, |x| async move { x.call_forward(ID).await.map(drop) }.boxed()),
    case("setCallForward", Body::Needed, |x| async move { x.set_call_forward(ID, &forward(), ticket()).await.map(drop) }.boxed()),
    case("checkVoicemailPin", Body::Read, |x| async move { x.check_voicemail_pin("+4512345678", &pin()).await.map(drop) }.boxed()),
    case("listRecentChanges", Body::Read, |x| async move { x.recent_changes(&recent()).await.map(drop) }.boxed()),
    case("listChanges", Body::Read, |x| async move { x.changes(&recent()).await.map(drop) }.boxed()),
    case("listChanges", Body::Needed, |x| async move { x.take_changes(&recent(), ticket()).await.map(drop) }.boxed()),
    case("listCustomerChanges", Body::Read, |x| async move { x.customer_changes(ID, None, &log_query()).await.map(drop) }.boxed()),
    case("listCustomerSectionChanges", Body::Read, |x| async move { x.customer_changes(ID, Some(&section(None)), &log_query()).await.map(drop) }.boxed()),
    case("listItemChanges", Body::Read, |x| async move { x.customer_changes(ID, Some(&section(Some(OTHER_ID))), &log_query()).await.map(drop) }.boxed()),
    case("getChange", Body::Read, |x| async move { x.change_entry(ID).await.map(drop) }.boxed()),
    case("sendSms", Body::Needed, |x| async move { x.send_message(&message(), ticket()).await.map(drop) }.boxed()),
    case("listRoamingRegions", Body::Read, |x| async move { x.roaming_regions(Some("Nor"), Some(Network::Tdc)).await.map(drop) }.boxed()),
    case("getRoamingRegion", Body::Read, |x| async move { x.roaming_region(ID).await.map(drop) }.boxed()),
    case("listRoamingDataPrices", Body::Read, |x| async move { x.roaming_data_prices().await.map(drop) }.boxed()),
    case("listRoamingTextPrices", Body::Read, |x| async move { x.roaming_text_prices().await.map(drop) }.boxed()),
    case("listRoamingPartners", Body::Read, |x| async move { x.roaming_partners(false).await.map(drop) }.boxed()),
    case("listInvoices", Body::Read, |x| async move { x.invoices(&invoices()).await.map(drop) }.boxed()),
    case("listInvoices", Body::File, |x| async move { x.invoices_csv(&invoices()).await.map(drop) }.boxed()),
    case("listCurrentInvoiceLines", Body::Read, |x| async move { x.current_invoice(&current()).await.map(drop) }.boxed()),
    case("getCurrentInvoiceLine", Body::Read, |x| async move { x.current_invoice_line(ID, None).await.map(drop) }.boxed()),
];
