//! Every operation of the Atomic contract, as the code knows it, the three of the sibling SMS product among them. A wire
//! test compares this table with the contract file, both ways. What is only named there (SMS call records, address book,
//! Hosted Voice) is not here.

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
use Evidence::{Documented, Partial};
use Method::{Delete, Get, Patch, Post};

/// Lists sub-customers (Atomic contract 2.1).
pub const LIST_CUSTOMERS: Operation = operation("listCustomers", Get, "/api/atomic/customer/list", Documented, Read);
/// Makes a sub-customer (2.2).
pub const CREATE_CUSTOMER: Operation =
    operation("createCustomer", Post, "/api/atomic/customer/create", Documented, Write);
/// Deletes a sub-customer; what becomes of its services is unknown (2.3).
pub const DELETE_CUSTOMER: Operation =
    operation("deleteCustomer", Delete, "/api/atomic/customer/delete", Documented, Irreversible);
/// Lists the plans of the account (3.1).
pub const LIST_SERVICE_PLANS: Operation =
    operation("listServicePlans", Get, "/api/atomic/service_plan/list", Documented, Read);
/// Reads, bars, unbars or cancels a service (4.1). As strict as its strictest action, a cancel; a query is a documented
/// read, a bar and an unbar are writes.
pub const MANAGE_MOBILE_SERVICE: Operation =
    operation("manageMobileService", Post, "/api/atomic/customer/mobile/manage", Partial, Irreversible);
/// Changes the excess-usage cap, the plan or both (4.2).
pub const UPDATE_MOBILE_SERVICE: Operation =
    operation("updateMobileService", Patch, "/api/atomic/customer/mobile/update", Documented, Money);
/// Moves a service to another card or to an eSIM (4.3).
pub const REPLACE_SIM: Operation =
    operation("replaceSim", Post, "/api/atomic/customer/mobile/replace_sim", Documented, Irreversible);
/// Resets the state of an eSIM profile (4.4).
pub const RESET_ESIM: Operation =
    operation("resetEsim", Post, "/api/atomic/customer/mobile/reset_esim", Documented, Irreversible);
/// Submits a sender name for approval (5.1).
pub const REGISTER_BRAND_NAME: Operation =
    operation("registerBrandName", Post, "/api/atomic/customer/sms/register_brand_name", Documented, Write);
/// Reads the approval state of a sender name (5.2).
pub const GET_BRAND_NAME_STATUS: Operation =
    operation("getBrandNameStatus", Get, "/api/atomic/customer/sms/status_brand_name", Documented, Read);
/// Lists received texts; the shape of the answer is not published (5.3).
pub const LIST_INCOMING_SMS: Operation =
    operation("listIncomingSms", Get, "/api/atomic/customer/sms/incoming_sms", Partial, Read);
/// SMS product: lists sender ids (6).
pub const LIST_SMS_SENDERS: Operation = operation("listSmsSenders", Get, "/api/sender", Documented, Read);
/// SMS product: sends a text, which cannot be recalled (6).
pub const SEND_SMS: Operation = operation("sendSms", Post, "/api/sms/send", Documented, Irreversible);
/// SMS product: reads the state of a sent text, despite the POST (6).
pub const GET_SMS_STATUS: Operation = operation("getSmsStatus", Post, "/api/sms/status", Documented, Read);

/// All of them, in the order of the contract's inventory.
pub static OPERATIONS: [Operation; 14] = [
    LIST_CUSTOMERS,
    CREATE_CUSTOMER,
    DELETE_CUSTOMER,
    LIST_SERVICE_PLANS,
    MANAGE_MOBILE_SERVICE,
    UPDATE_MOBILE_SERVICE,
    REPLACE_SIM,
    RESET_ESIM,
    REGISTER_BRAND_NAME,
    GET_BRAND_NAME_STATUS,
    LIST_INCOMING_SMS,
    LIST_SMS_SENDERS,
    SEND_SMS,
    GET_SMS_STATUS,
];
