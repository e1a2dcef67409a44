//! Every task of ONSIM against the practice shop's first day: Nadia Osei's eSIM, Harlow Dental's card, and the numbers
//! that are free whatever the seed.

use super::{Case, Ends, Place};

/// Nadia Osei's line: an eSIM that is ready to install.
const NADIA: Place = Place::Line("447700900123");
/// Harlow Dental's line: a card.
const HARLOW: Place = Place::Line("447700900188");

const fn case(task: &'static str, about: Place, inputs: &'static [(&'static str, &'static str)], ends: Ends) -> Case {
    Case { task, about, inputs, ends }
}

/// One case or more for each task.
pub(crate) fn cases() -> Vec<Case> {
    vec![
        case("make_qr_link", NADIA, &[], Ends::Done),
        case("change_plan", NADIA, &[("bundle", "UNLIMITED")], Ends::Done),
        case("set_services", NADIA, &[("mobile_data", "false"), ("mobile_hotspot", "true")], Ends::Done),
        case("set_recording", NADIA, &[("voice_recording", "true"), ("sms_recording", "false")], Ends::Done),
        case("set_sip_login", NADIA, &[("pbx_user", "NADIA1"), ("pbx_password", "practice-only")], Ends::Done),
        case("edit_owner", NADIA, &[("last_name", "Example"), ("email", "nadia@example.com")], Ends::Done),
        case("change_number", NADIA, &[("mpn", "07700 900990")], Ends::Done),
        case(
            "change_number",
            NADIA,
            &[("mpn", "07700 900188")],
            Ends::Refused(domain::problem::ErrorCode::WrongState, "The new number belongs to another account."),
        ),
        case("cease", HARLOW, &[], Ends::Done),
        case("list_groups", Place::Account, &[], Ends::Reads),
        case(
            "add_group",
            Place::Account,
            &[("name", "CUSTOMER_Z"), ("address_line_1", "1 Example Street"), ("home_location", "GBR,USA")],
            Ends::Done,
        ),
        case("list_ports", Place::Account, &[("state", "IN PROGRESS")], Ends::Reads),
        case("find_port", Place::Account, &[("id", "1")], Ends::Reads),
        case("read_port", Place::Port("1"), &[], Ends::Reads),
        case("list_sims", Place::Account, &[("state", "RESERVED"), ("type", "eSIM")], Ends::Reads),
        case("list_numbers", Place::Account, &[("state", "RESERVED")], Ends::Reads),
        case("add_number", Place::Account, &[("mpn", "020 7946 0999")], Ends::Done),
        case("list_products", Place::Account, &[], Ends::Reads),
        case(
            "new_line",
            Place::Account,
            &[
                ("mpn", "07700 900991"),
                ("first_name", "Jo"),
                ("last_name", "Example"),
                ("email", "jo@example.com"),
                ("group_name", "CUSTOMER_A"),
                ("home_location", "GBR"),
                ("product", "18"),
                ("mobile_data", "10GB"),
            ],
            Ends::Done,
        ),
        case(
            "new_line_own_system",
            Place::Account,
            &[("mpn", "07700 900992"), ("pbx_password", "practice-only")],
            Ends::Done,
        ),
    ]
}
