//! Every task of Atomic and its SMS product against the practice shop's first day: one suspended service, one with an
//! eSIM, one with a card. The dates are wide enough for any day the shop may have.

use super::{Case, Ends, Place};

/// Suspended, with a card.
const HARBOUR: Place = Place::Line("0491570156");
/// With an eSIM that is not installed.
const WATTLE: Place = Place::Line("0491570006");
/// With a card, on the plan 96.
const BANKSIA: Place = Place::Line("0491570157");

const fn case(task: &'static str, about: Place, inputs: &'static [(&'static str, &'static str)], ends: Ends) -> Case {
    Case { task, about, inputs, ends }
}

/// One case or more for each task.
pub(crate) fn cases() -> Vec<Case> {
    vec![
        case("replace_sim", BANKSIA, &[("sim_card_number", "8961990000000000025")], Ends::Done),
        case(
            "replace_sim",
            BANKSIA,
            &[("sim_card_number", "8961990000000000033")],
            Ends::Refused(domain::problem::ErrorCode::NotFound, "This SIM is not in stock."),
        ),
        case("new_esim", BANKSIA, &[("notification_email", "banksia@example.com")], Ends::Done),
        case("reset_esim", WATTLE, &[("iccid", "8961990000000000017")], Ends::Done),
        case("change_plan", BANKSIA, &[("service_plan_id", "97")], Ends::Done),
        case("set_excess_usage", BANKSIA, &[("excess_usage", "50")], Ends::Done),
        case("suspend", WATTLE, &[], Ends::Done),
        case("resume", HARBOUR, &[], Ends::Done),
        case("cease", BANKSIA, &[], Ends::Done),
        case("line_texts", BANKSIA, &[("from_date", "2020-01-01"), ("to_date", "2099-12-31")], Ends::Reads),
        case(
            "list_texts",
            Place::Account,
            &[("from_date", "2020-01-01"), ("to_date", "2099-12-31"), ("receiver", "+61491570099")],
            Ends::Reads,
        ),
        case(
            "register_brand",
            Place::Account,
            &[
                ("sms_account_id", "2124"),
                ("brand_name", "WARATAH"),
                ("brand_url", "https://waratah.example.com"),
                ("description", "Appointments"),
            ],
            Ends::Accepted,
        ),
        case("read_brand", Place::Account, &[("registration_id", "10001")], Ends::Reads),
        case("list_customers", Place::Account, &[("customer_name", "banksia")], Ends::Reads),
        case(
            "add_customer",
            Place::Account,
            &[
                ("customer_name", "Waratah Tea Rooms"),
                ("nickname", "Waratah"),
                ("addr_1", "1 Example Street"),
                ("postcode", "4000"),
                ("country", "Australia"),
            ],
            Ends::Done,
        ),
        case("delete_customer", Place::Customer("1118"), &[], Ends::Done),
        case("list_plans", Place::Account, &[], Ends::Reads),
        case("send_text", WATTLE, &[("from", "PRACTICE"), ("text", "Your eSIM is ready.")], Ends::Accepted),
        case("read_text", Place::Account, &[("message_id", "00029910-000000382d3bf")], Ends::Reads),
        case(
            "send_text_to",
            Place::Account,
            &[("to", "0491 570 156, 0491 570 157"), ("from", "PRACTICE"), ("text", "We are closed today.")],
            Ends::Accepted,
        ),
    ]
}
