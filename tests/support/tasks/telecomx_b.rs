//! TelecomX's tasks about numbers, portings, papers, invoices and logs, on the seeded data of a shop of 60 lines.

use domain::problem::ErrorCode;

use super::{Case, Ends, Place};

const fn case(task: &'static str, about: Place, inputs: &'static [(&'static str, &'static str)], ends: Ends) -> Case {
    Case { task, about, inputs, ends }
}

/// Kaffe & Co ApS, the first firm.
const FIRM: &str = "7072616300002b76af107512";
/// A number of the first firm that comes in: nothing is signed yet.
const CREATED: &str = "707261630000bca57f686ed5";
/// One whose signed paper has come.
const SIGNED: &str = "707261630000bf1e019164df";
/// That paper.
const SIGNED_PAPER: &str = "707261630000c0338314985c";
/// One whose paper the donor has.
const AT_DONOR: &str = "707261630000c30ae1c3eb2b";
/// One that the donor refused.
const REJECTED: &str = "707261630000c76b03f8718f";
/// One that waits for a signature with MitID.
const SIGNING: &str = "707261630000d3e734b7b591";
/// A number that another operator asks for.
const LEAVING: &str = "707261630000d97c3f7639f0";
/// A series of landline numbers.
const SERIES: &str = "707261630000e086716433d4";

/// Every one of these tasks.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases = ports();
    cases.extend(papers());
    cases.extend(numbers());
    cases.extend(bills_and_logs());
    cases
}

fn ports() -> Vec<Case> {
    vec![
        case("list_ports", Place::Account, &[("status", "ATTENTION"), ("type", "IN")], Ends::Reads),
        case("list_ports", Place::Account, &[("customer", FIRM), ("filter", "3122")], Ends::Reads),
        case("read_port", Place::Port(SIGNED), &[], Ends::Reads),
        case(
            "edit_port",
            Place::Port(REJECTED),
            &[
                ("donorSimNumber", "8945910004531229048"),
                ("requestedDate", "2099-01-31"),
                ("notify", "a@example.com\nb@example.com"),
            ],
            Ends::Done,
        ),
        case("edit_port", Place::Port(SERIES), &[("additionalNumbers", "70 12 90 11\n70 12 90 12")], Ends::Done),
        case("order_port", Place::Port(SIGNED), &[], Ends::Accepted),
        case("cancel_port", Place::Port(SERIES), &[], Ends::Done),
        case(
            "cancel_port",
            Place::Port(CREATED),
            &[],
            Ends::Refused(ErrorCode::WrongState, "the port of a mobile line is cancelled by ending the line"),
        ),
        case("split_port", Place::Port(SERIES), &[], Ends::Done),
        case(
            "reject_port",
            Place::Port(LEAVING),
            &[("reason", "AUTH_MISSING")],
            Ends::Refused(ErrorCode::NotAllowed, "only TelecomX's own staff may refuse, and the shop's login is none"),
        ),
        case("log_port_contact", Place::Port(AT_DONOR), &[("message", "Ringet & spurgt")], Ends::Done),
        case("override_port_stage", Place::Port(REJECTED), &[("stage", "IN_POA_SENT"), ("message", "x")], Ends::Done),
    ]
}

fn papers() -> Vec<Case> {
    vec![
        case("create_paper", Place::Port(CREATED), &[], Ends::Done),
        case("send_paper_to_sign", Place::Port(CREATED), &[("method", "EMAIL"), ("mitId", "true")], Ends::Done),
        case(
            "create_paper_for_owner",
            Place::Port(CREATED),
            &[
                ("name", "Øjvind Eksempel"),
                ("address", "Havnegade 1"),
                ("zip", "8000"),
                ("city", "Aarhus C"),
                ("country", "DK"),
                ("method", "FAX"),
                ("recipient", "+4520129999"),
            ],
            Ends::Done,
        ),
        case("download_paper", Place::Port(CREATED), &[("poaId", "707261630000000000000002")], Ends::Done),
        case("send_paper", Place::Port(SIGNED), &[("recipient", "donor@example.com")], Ends::Done),
        case("upload_paper", Place::Port(CREATED), &[("file", "fuldmagt.pdf;JVBERi0xLjQK")], Ends::Done),
        case("delete_paper", Place::Port(SIGNED), &[("documentOrOrderId", SIGNED_PAPER)], Ends::Done),
        case("cancel_signature", Place::Port(SIGNING), &[("orderId", "707261630000000000000001")], Ends::Done),
    ]
}

fn numbers() -> Vec<Case> {
    vec![
        case("list_numbers", Place::Account, &[("list", "MVNO_PURCHASE_TDC")], Ends::Reads),
        case("list_numbers", Place::Account, &[("list", "CUSTOMER_ALL"), ("customer", FIRM)], Ends::Reads),
        case("show_number", Place::Account, &[("numberId", "20 12 90 01")], Ends::Reads),
        case("assign_number", Place::Account, &[("numberId", "+4570129000"), ("customer", FIRM)], Ends::Done),
        case("hold_number", Place::Account, &[("numberId", "70 12 90 01")], Ends::Done),
        case("free_number", Place::Account, &[("numberId", "70 12 90 09")], Ends::Done),
        case(
            "edit_number",
            Place::Account,
            &[("numberId", "+4520129001"), ("name", "Reception"), ("listed", "true")],
            Ends::Done,
        ),
        case("close_number", Place::Account, &[("numberId", "70 12 90 08")], Ends::Done),
        case(
            "create_numbers",
            Place::Account,
            &[("properties", "{\"first\": \"+4570129020\", \"count\": 10}")],
            Ends::Done,
        ),
        case("find_number_operator", Place::Account, &[("number", "31 22 90 44")], Ends::Reads),
        case("list_operators", Place::Account, &[("filter", "mobil")], Ends::Reads),
        case("show_operator", Place::Account, &[("operatorId", "90101")], Ends::Reads),
    ]
}

fn bills_and_logs() -> Vec<Case> {
    vec![
        case("list_invoices", Place::Account, &[("csv", "true")], Ends::Reads),
        case("list_customer_invoices", Place::Customer(FIRM), &[("offset", "1")], Ends::Reads),
        case("show_next_invoices", Place::Account, &[], Ends::Reads),
        case("show_next_invoice", Place::Customer(FIRM), &[], Ends::Reads),
        case("show_invoice_line", Place::Customer(FIRM), &[("id", "70726163000040fd23000000")], Ends::Reads),
        case("list_customer_changes", Place::Customer(FIRM), &[("what", "UPDATE")], Ends::Reads),
        case("show_change", Place::Customer(FIRM), &[("id", "707261630000000000000003")], Ends::Reads),
        case("list_recent_changes", Place::Account, &[("customer", FIRM)], Ends::Reads),
        case("list_changes", Place::Account, &[("since", "2020-01-01")], Ends::Reads),
        case("take_changes", Place::Account, &[], Ends::Done),
        case("search_all", Place::Account, &[("query", "kaffe"), ("includeSubResellers", "true")], Ends::Reads),
    ]
}
